import { describe, expect, it, vi } from "vitest";
import { newer, RowStore } from "./rows";
import { aMark, aMessage } from "./testing/rows";

const ann = { id: "g1", name: "Ann", active: true, availability: "online" as const, face_id: null, version: 1 };

describe("newer", () => {
  it("keeps what is there when the incoming row is equal or older", () => {
    const current = aMessage({ version: 2, text: "edited" });
    expect(newer(current, aMessage({ version: 2 }))).toBe(current);
    expect(newer(current, aMessage({ version: 1 }))).toBe(current);
  });

  it("takes a newer row, and the first one", () => {
    const incoming = aMessage({ version: 3 });
    expect(newer(aMessage({ version: 2 }), incoming)).toBe(incoming);
    expect(newer(undefined, incoming)).toBe(incoming);
  });
});

describe("RowStore", () => {
  it("orders messages by seq, in whatever order they came, each once", () => {
    const store = new RowStore();
    store.upsert({ messages: [aMessage({ id: "m3", seq: 3 }), aMessage({ id: "m1", seq: 1 })] });
    store.upsert({ messages: [aMessage({ id: "m2", seq: 2 }), aMessage({ id: "m3", seq: 3 })] });
    expect(store.messages("c1").map((message) => message.id)).toEqual(["m1", "m2", "m3"]);
  });

  it("shows an edit and ignores the older text that arrives late", () => {
    const store = new RowStore();
    store.upsert({ messages: [aMessage({ version: 2, text: "edited" })] });
    store.upsert({ messages: [aMessage({ version: 1, text: "first" })] });
    expect(store.messages("c1")[0]?.text).toBe("edited");
  });

  it("keeps a deleted message in its place, without its words", () => {
    const store = new RowStore();
    store.upsert({ messages: [aMessage(), aMessage({ id: "m2", seq: 2 })] });
    store.upsert({ messages: [aMessage({ version: 2, text: "", deleted_at: "2026-11-23T10:01:00Z" })] });
    store.upsert({ messages: [aMessage()] });
    expect(store.messages("c1").map(({ id, text, deleted_at }) => [id, text, deleted_at !== null])).toEqual([
      ["m1", "", true],
      ["m2", "Hello", false],
    ]);
  });

  it("tells how far each side of a conversation got, and never less than before", () => {
    const store = new RowStore();
    const agent = { reader: "agent", conversation_id: "c1" } as const;
    store.upsert({
      marks: [
        aMark({ read_seq: 3, version: 2 }),
        aMark({ id: "k2", reader: "customer", reader_id: "k1", read_seq: 1 }),
        aMark({ id: "k3", ...agent, reader_id: "g1", read_seq: 4 }),
        aMark({ id: "k4", ...agent, reader_id: "g2", read_seq: 5 }),
      ],
    });
    store.upsert({ marks: [aMark({ read_seq: 2, version: 1 })] });
    expect(store.mark("c1", "team")?.read_seq).toBe(3);
    expect(store.mark("c1", "customer")?.read_seq).toBe(1);
    expect(store.mark("c1", "agent", "g2")?.read_seq).toBe(5);
    expect(store.mark("c2", "team")).toBeUndefined();
  });

  it("announces once per change and not when nothing was new", () => {
    const store = new RowStore();
    const listener = vi.fn();
    const unsubscribe = store.subscribe(listener);
    store.upsert({ messages: [aMessage(), aMessage({ id: "m2", seq: 2 })], agents: [ann] });
    store.upsert({ messages: [aMessage()] });
    expect(listener).toHaveBeenCalledTimes(1);
    unsubscribe();
    store.clear();
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it("hands out the same list until one of its rows changes", () => {
    const store = new RowStore();
    store.upsert({ messages: [aMessage()] });
    const before = store.messages("c1");
    store.upsert({ messages: [aMessage({ conversation_id: "c2" })] });
    expect(store.messages("c1")).toBe(before);
    store.upsert({ messages: [aMessage({ version: 2 })] });
    expect(store.messages("c1")).not.toBe(before);
  });

  it("holds nothing after clear", () => {
    const store = new RowStore();
    store.upsert({ messages: [aMessage()], agents: [ann] });
    expect(store.agent("g1")?.name).toBe("Ann");
    store.clear();
    expect([store.messages("c1"), store.agent("g1")]).toEqual([[], undefined]);
  });

  it("shows doubtful rows until they are dropped, and keeps those that came again meanwhile", () => {
    const store = new RowStore();
    store.upsert({ messages: [aMessage(), aMessage({ id: "m2", seq: 2 })], agents: [ann] });
    store.doubtAll();
    expect(store.messages("c1")).toHaveLength(2);
    store.upsert({ messages: [aMessage({ id: "m2", seq: 2 }), aMessage({ id: "m3", seq: 3 })] });
    store.dropDoubtful();
    expect(store.messages("c1").map((message) => message.id)).toEqual(["m2", "m3"]);
    expect(store.agent("g1")).toBeUndefined();
  });

  it("lets any version take the place of a doubtful row, since a restored server counts from an earlier one", () => {
    const store = new RowStore();
    store.upsert({ messages: [aMessage({ version: 5, text: "never was" })] });
    store.doubtAll();
    store.upsert({ messages: [aMessage({ version: 2, text: "as restored" })] });
    store.upsert({ messages: [aMessage({ version: 1, text: "late" })] });
    expect(store.messages("c1").map((message) => message.text)).toEqual(["as restored"]);
  });
});
