import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ClientFrame, EphemeralFrame } from "../generated/types.gen";
import { Presence } from "./presence";

describe("Presence", () => {
  const sent: ClientFrame[] = [];
  let presence: Presence;

  beforeEach(() => {
    vi.useFakeTimers();
    sent.length = 0;
    presence = new Presence({ author: "agent", id: "me" }, (frame) => sent.push(frame));
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function told(changes: Partial<EphemeralFrame>, to = presence): void {
    to.receive({
      type: "ephemeral",
      conversation_id: "c1",
      event: "typing",
      author: "customer",
      author_id: "k1",
      kind: null,
      active: true,
      ...changes,
    });
  }

  const events = (id = "c1"): string[] => presence.in(id).map(({ event, author_id }) => `${author_id} ${event}`);

  it("forgets who types six seconds after the last word of it, and who looks after thirty", () => {
    told({});
    told({ event: "viewing", author: "agent", author_id: "g1" });
    vi.advanceTimersByTime(5_999);
    told({});
    vi.advanceTimersByTime(5_999);
    expect(events()).toEqual(["g1 viewing", "k1 typing"]);
    vi.advanceTimersByTime(1);
    expect(events()).toEqual(["g1 viewing"]);
    vi.advanceTimersByTime(18_001);
    expect(events()).toEqual([]);
  });

  it("keeps who is there until told otherwise", () => {
    told({ event: "presence" });
    vi.advanceTimersByTime(3_600_000);
    expect(events()).toEqual(["k1 presence"]);
    told({ event: "presence", active: false });
    expect(events()).toEqual([]);
  });

  it("forgets everybody when the connection is lost", () => {
    told({ event: "presence" });
    told({});
    const heard = vi.fn();
    presence.subscribe(heard);
    presence.disconnected();
    presence.disconnected();
    expect(events()).toEqual([]);
    expect(heard).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(60_000);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it("ignores what its own person does in another tab", () => {
    told({ author: "agent", author_id: "me" });
    expect(events()).toEqual([]);
    const customers = new Presence({ author: "customer", id: null }, () => undefined);
    told({}, customers);
    expect(customers.in("c1")).toEqual([]);
  });

  it("takes a message for the end of its typing", () => {
    told({});
    told({ author: "agent", author_id: "g1", event: "typing" });
    presence.said({ conversation_id: "c1", author: "customer", author_id: "k1" });
    expect(events()).toEqual(["g1 typing"]);
  });

  it("keeps the list of a conversation the same object until somebody in it does something", () => {
    told({});
    const before = presence.in("c1");
    expect(presence.in("c1")).toBe(before);
    told({ active: false });
    expect(presence.in("c1")).not.toBe(before);
  });

  it("says at most every three seconds that somebody types, message and note apart", () => {
    presence.typing("c1");
    presence.typing("c1");
    presence.typing("c1", "note");
    vi.advanceTimersByTime(2_999);
    presence.typing("c1");
    expect(sent).toHaveLength(2);
    vi.advanceTimersByTime(1);
    presence.typing("c1");
    expect(sent.at(-1)).toEqual({ type: "typing", conversation_id: "c1", kind: "message" });
    expect(sent).toHaveLength(3);
  });

  it("opens again what was open and views what was viewed when the connection is new", () => {
    presence.open("c1");
    presence.open("c1");
    presence.open("c2");
    presence.viewing("c2");
    presence.viewing("c2");
    presence.close("c1");
    presence.close("c1");
    expect(sent.map(({ type }) => type)).toEqual(["open", "open", "viewing", "close"]);
    presence.connected();
    expect(sent.slice(4)).toEqual([
      { type: "open", conversation_id: "c2" },
      { type: "viewing", conversation_id: "c2" },
    ]);
  });

  it("knows nobody in a conversation that it closed", () => {
    presence.open("c1");
    told({});
    told({ conversation_id: "c2" });
    presence.close("c1");
    expect([events("c1"), events("c2")]).toEqual([[], ["k1 typing"]]);
  });
});
