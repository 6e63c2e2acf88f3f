import type { OutboxEntry } from "@stonechat/openapi/client";
import type { Message } from "@stonechat/openapi/types";
import { describe, expect, it } from "vitest";
import { bubblesOf, daysOf } from "./timeline";

/** Local times: days are those of the reader. */
const at = (day: number, hour: number, minute = 0): string => new Date(2026, 4, day, hour, minute).toISOString();

function message(seq: number, changes: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    conversation_id: "c1",
    seq,
    public_seq: seq,
    kind: "message",
    author: "customer",
    author_id: "k1",
    text: `text ${seq}`,
    event: null,
    mentions: [],
    attachments: [],
    created_at: at(1, 12),
    edited_at: null,
    deleted_at: null,
    version: 1,
    ...changes,
  };
}
function waiting(id: string, changes: Partial<OutboxEntry> = {}): OutboxEntry {
  const body = { id, text: `text of ${id}` };
  const created_at = at(1, 12, 1);
  return { id, conversation_id: "c1", type: "message", body, created_at, state: "waiting", problem: null, ...changes };
}
const shape = (messages: Message[], outbox: OutboxEntry[] = []): string[][] =>
  daysOf(bubblesOf(messages, outbox)).map((day) =>
    day.groups.map((group) => group.bubbles.map(({ id }) => id).join("+")),
  );

describe("bubblesOf", () => {
  it("shows what is on its way after what is stored", () => {
    const bubbles = bubblesOf([message(1)], [waiting("x", { state: "sending" }), waiting("y", { state: "failed" })]);
    expect(bubbles.map(({ id, state }) => [id, state])).toEqual([
      ["m1", "sent"],
      ["x", "sending"],
      ["y", "failed"],
    ]);
  });

  it("shows a message once when it arrived before its own answer did", () => {
    expect(bubblesOf([message(1)], [waiting("m1")])).toHaveLength(1);
  });

  it("reads the first words out of the entry that starts a conversation", () => {
    const body = { id: "c1", message: { id: "x", text: "Hello" }, answers: {} };
    expect(bubblesOf([], [waiting("x", { type: "start", body })])[0]?.text).toBe("Hello");
  });
});

describe("The state of a bubble", () => {
  it("says of our words how far the team got, and nothing of theirs", () => {
    const team = { id: "k", conversation_id: "c1", reader: "team", reader_id: null, version: 1 } as const;
    const messages = [message(1), message(2), message(3), message(4, { author: "agent" })];
    const bubbles = bubblesOf(messages, [waiting("x")], { ...team, delivered_seq: 2, read_seq: 1 });
    expect(bubbles.map(({ state }) => state)).toEqual(["read", "delivered", "sent", "sent", "sending"]);
  });
});

describe("daysOf", () => {
  it("groups what one person says in one breath", () => {
    const messages = [
      message(1, { created_at: at(1, 12, 0) }),
      message(2, { created_at: at(1, 12, 4) }),
      message(3, { created_at: at(1, 12, 10) }),
      message(4, { created_at: at(1, 12, 10), author: "agent", author_id: "g1" }),
      message(5, { created_at: at(1, 12, 10), author: "agent", author_id: "g2" }),
      message(6, { created_at: at(1, 12, 11), author: "agent", author_id: "g2" }),
    ];
    expect(shape(messages)).toEqual([["m1+m2", "m3", "m4", "m5+m6"]]);
  });

  it("keeps a message on its way with the stored ones of the same person", () => {
    expect(shape([message(1)], [waiting("x")])).toEqual([["m1+x"]]);
  });

  it("draws a line at midnight of the reader, even within one breath", () => {
    const messages = [message(1, { created_at: at(1, 23, 59) }), message(2, { created_at: at(2, 0, 1) })];
    const days = daysOf(bubblesOf(messages, []));
    expect(days.map((day) => day.date.getDate())).toEqual([1, 2]);
    expect(shape(messages)).toEqual([["m1"], ["m2"]]);
  });

  it("draws no second line for an earlier day when a clock runs behind", () => {
    const messages = [message(1, { created_at: at(2, 0, 1) }), message(2, { created_at: at(1, 23, 59) })];
    expect(daysOf(bubblesOf(messages, []))).toHaveLength(1);
  });

  it("marks what was deleted", () => {
    expect(bubblesOf([message(1, { deleted_at: at(1, 13) })], [])[0]?.deleted).toBe(true);
  });
});
