import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MarkSender, messageState, type Reached, unreadCount } from "./marks";
import { aMark } from "./testing/rows";

describe("The state of a message", () => {
  it("follows the other side's mark from sent over delivered to read", () => {
    const message = { public_seq: 3 };
    expect(messageState(message, undefined)).toBe("sent");
    expect(messageState(message, aMark({ delivered_seq: 2, read_seq: 2 }))).toBe("sent");
    expect(messageState(message, aMark({ delivered_seq: 3, read_seq: 2 }))).toBe("delivered");
    expect(messageState(message, aMark({ delivered_seq: 4, read_seq: 3 }))).toBe("read");
  });

  it("is sent for a note, which no mark of the other side can mean", () => {
    expect(messageState({ public_seq: null }, aMark({ delivered_seq: 9, read_seq: 9 }))).toBe("sent");
  });

  it("is that of the outbox until it is stored", () => {
    expect(messageState({ state: "waiting" }, undefined)).toBe("sending");
    expect(messageState({ state: "sending" }, undefined)).toBe("sending");
    expect(messageState({ state: "failed" }, undefined)).toBe("failed");
  });
});

describe("Unread", () => {
  it("is what came after the own mark", () => {
    expect(unreadCount({ public_seq: 5 }, aMark({ read_seq: 3 }), false)).toBe(2);
    expect(unreadCount({ public_seq: 5 }, undefined, false)).toBe(5);
  });

  it("is nothing for who wrote last, and never less than nothing", () => {
    expect(unreadCount({ public_seq: 5 }, undefined, true)).toBe(0);
    expect(unreadCount({ public_seq: 5 }, aMark({ read_seq: 6 }), false)).toBe(0);
  });
});

describe("MarkSender", () => {
  const sent: Reached[] = [];
  let marks: MarkSender;

  beforeEach(() => {
    vi.useFakeTimers();
    sent.length = 0;
    marks = new MarkSender((mark) => sent.push(mark));
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("makes one mark for a conversation of all that arrived in a moment", () => {
    marks.reach("c1", "delivered", 1);
    marks.reach("c1", "delivered", 2);
    marks.reach("c1", "read", 1);
    marks.reach("c2", "read", 7);
    expect(sent).toEqual([]);
    vi.advanceTimersByTime(300);
    expect(sent).toEqual([
      { conversation_id: "c1", delivered_seq: 2, read_seq: 1 },
      { conversation_id: "c2", delivered_seq: 7, read_seq: 7 },
    ]);
  });

  it("never goes back, and says nothing twice", () => {
    marks.reach("c1", "read", 5);
    vi.advanceTimersByTime(300);
    marks.reach("c1", "read", 4);
    marks.reach("c1", "delivered", 5);
    vi.advanceTimersByTime(300);
    expect(sent).toHaveLength(1);
    marks.reach("c1", "delivered", 6);
    vi.advanceTimersByTime(300);
    expect(sent[1]).toEqual({ conversation_id: "c1", delivered_seq: 6, read_seq: 5 });
  });

  it("is silent about what another tab of this reader marked already", () => {
    marks.confirm(aMark({ delivered_seq: 5, read_seq: 5, version: 3 }));
    marks.confirm(aMark({ delivered_seq: 4, read_seq: 4, version: 2 }));
    marks.reach("c1", "read", 5);
    vi.advanceTimersByTime(300);
    expect(sent).toEqual([]);
  });

  it("tells again over a new connection what no row has confirmed", () => {
    marks.reach("c1", "read", 5);
    marks.reach("c2", "read", 1);
    vi.advanceTimersByTime(300);
    marks.confirm(aMark({ conversation_id: "c2", delivered_seq: 1, read_seq: 1 }));
    marks.confirm(aMark({ delivered_seq: 5, read_seq: 4 }));
    marks.resend();
    expect(sent.slice(2)).toEqual([{ conversation_id: "c1", delivered_seq: 5, read_seq: 5 }]);
  });

  it("marks anew after a reset, as the server may have lost the mark", () => {
    marks.confirm(aMark({ delivered_seq: 5, read_seq: 5 }));
    marks.forget();
    marks.reach("c1", "read", 5);
    vi.advanceTimersByTime(300);
    expect(sent).toHaveLength(1);
  });
});
