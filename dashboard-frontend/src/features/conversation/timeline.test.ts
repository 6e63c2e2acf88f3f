import { describe, expect, it } from "vitest";
import { unsent } from "@/tests/fake-live";
import { mark, message } from "@/tests/rows";
import { entriesOf, keptItems, type TimelineItem, timelineOf } from "./timeline";

function shapeOf(items: TimelineItem[]): string[] {
  return items.map((item) => (item.type === "group" ? item.entries.map((entry) => entry.id).join("+") : item.type));
}

function shape(...messages: ReturnType<typeof message>[]): string[] {
  return shapeOf(timelineOf(entriesOf(messages, [], "mara")));
}

describe("groups", () => {
  it("joins what one person wrote within five minutes", () => {
    const first = message({ id: "a", seq: 1, created_at: "2026-03-01T10:00:00Z" });
    const second = message({ id: "b", seq: 2, created_at: "2026-03-01T10:04:00Z" });
    const third = message({ id: "c", seq: 3, created_at: "2026-03-01T10:10:00Z" });

    expect(shape(first, second, third)).toEqual(["day", "a+b", "c"]);
  });

  it("parts two people, and a note from a message of the same agent", () => {
    const agent = { author: "agent" as const, author_id: "mara" };
    const asked = message({ id: "a", seq: 1 });
    const answered = message({ id: "b", seq: 2, ...agent });
    const noted = message({ id: "c", seq: 3, ...agent, kind: "note", public_seq: null });
    const colleague = message({ id: "d", seq: 4, author: "agent", author_id: "jonas" });

    expect(shape(asked, answered, noted, colleague)).toEqual(["day", "a", "b", "c", "d"]);
  });

  it("ends a long monologue now and then, at places that stay where they are when older messages come", () => {
    const rows = Array.from({ length: 100 }, (_, at) => message({ id: `m${at + 1}`, seq: at + 1 }));
    const begins = (loaded: typeof rows) =>
      timelineOf(entriesOf(loaded, [], "mara")).flatMap((item) => (item.type === "group" ? [item.key] : []));
    const lengths = timelineOf(entriesOf(rows, [], "mara")).flatMap((item) =>
      item.type === "group" ? [item.entries.length] : [],
    );

    expect(Math.max(...lengths)).toBeLessThan(20);
    expect(Math.min(...lengths.slice(0, -1))).toBeGreaterThanOrEqual(10);
    expect(begins(rows)).toEqual(expect.arrayContaining(begins(rows.slice(47)).slice(1)));
    expect(shape(...rows.slice(7, 12))).toEqual(["day", "m8+m9+m10+m11+m12"]);
  });

  it("draws a line where a day begins, also within a group", () => {
    const before = message({ id: "a", seq: 1, created_at: "2026-03-01T23:59:00Z" });
    const after = message({ id: "b", seq: 2, created_at: "2026-03-02T00:01:00Z" });

    expect(shape(before, after)).toEqual(["day", "a", "day", "b"]);
  });

  it("parts what is new from what was read, also within a group", () => {
    const rows = [message({ id: "a", seq: 1 }), message({ id: "b", seq: 2 })];

    expect(shapeOf(timelineOf(entriesOf(rows, [], "mara"), "b"))).toEqual(["day", "a", "new", "b"]);
  });

  it("shows what the system says as a line of its own", () => {
    const said = message({ id: "a", seq: 1 });
    const system = message({ id: "b", seq: 2, author: "system", author_id: null });

    expect(shape(said, system, message({ id: "c", seq: 3 }))).toEqual(["day", "a", "system", "c"]);
  });
});

describe("what stays the same", () => {
  const first = message({ id: "a", seq: 1, created_at: "2026-03-01T10:00:00Z" });
  const second = message({ id: "b", seq: 2, created_at: "2026-03-01T11:00:00Z" });
  const items = (...rows: (typeof first)[]) => timelineOf(entriesOf(rows, [], "mara"));

  it("is the same object after a message came in, and only the group that it joins is another", () => {
    const before = items(first, second);

    const after = keptItems(
      before,
      items(first, second, message({ id: "c", seq: 3, created_at: "2026-03-01T11:01:00Z" })),
    );

    expect(after.map((item, at) => item === before[at])).toEqual([true, true, false]);
  });

  it("is drawn again when its words changed", () => {
    const before = items(first, second);

    const after = keptItems(before, items({ ...first, text: "Edited", version: 2 }, second));

    expect(after.map((item, at) => item === before[at])).toEqual([true, false, true]);
  });

  it("is drawn again when it was read by the other side", () => {
    const ours = { ...first, author: "agent" as const, author_id: "mara" };
    const read = mark({ id: "k", delivered_seq: 1, read_seq: 1 });
    const before = items(ours, second);

    const after = keptItems(before, timelineOf(entriesOf([ours, second], [], "mara", read)));

    expect(after.map((item, at) => item === before[at])).toEqual([true, false, true]);
    expect(after.map((item) => item.type === "group" && item.entries[0].delivery)).toEqual([false, "read", "sent"]);
  });
});

describe("what is on its way", () => {
  it("comes last, as the agent's own", () => {
    const entries = entriesOf([message({ id: "a", seq: 1 })], [unsent({ id: "b" })], "mara");

    expect(entries.map((entry) => [entry.id, entry.authorId, entry.delivery])).toEqual([
      ["a", "customer", "sent"],
      ["b", "mara", "waiting"],
    ]);
  });

  it("is shown once when the server has it already", () => {
    const stored = message({ id: "b", seq: 1, author: "agent", author_id: "mara" });

    const entries = entriesOf([stored], [unsent({ id: "b", state: "sending" })], "mara");

    expect(entries.map((entry) => entry.delivery)).toEqual(["sent"]);
  });

  it("says why it failed", () => {
    const problem = { type: "", title: "", status: 422, detail: "It is too long.", code: "invalid_input", errors: [] };

    const [entry] = entriesOf([], [unsent({ id: "b", state: "failed", problem })], "mara");

    expect(entry?.problem).toBe("It is too long.");
  });
});
