import { describe, expect, it, vi } from "vitest";
import { newer, RowStore } from "./rows";
import { aConversation, aMessage } from "./testing/rows";

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

  it("puts the conversation with the newest activity first, also when fractions of seconds differ in length", () => {
    const store = new RowStore();
    store.upsert({
      conversations: [
        aConversation({ id: "a", last_message_at: "2026-11-23T10:00:00Z" }),
        aConversation({ id: "b", last_message_at: "2026-11-23T10:00:00.5Z" }),
      ],
    });
    expect(store.conversations().map((conversation) => conversation.id)).toEqual(["b", "a"]);
    store.upsert({ conversations: [aConversation({ id: "a", version: 2, last_message_at: "2026-11-23T10:01:00Z" })] });
    expect(store.conversations().map((conversation) => conversation.id)).toEqual(["a", "b"]);
  });

  it("announces once per change and not when nothing was new", () => {
    const store = new RowStore();
    const listener = vi.fn();
    const unsubscribe = store.subscribe(listener);
    store.upsert({ messages: [aMessage(), aMessage({ id: "m2", seq: 2 })], conversations: [aConversation()] });
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
    store.upsert({
      messages: [aMessage()],
      conversations: [aConversation()],
      agents: [{ id: "g1", name: "Ann", active: true, version: 1 }],
    });
    expect(store.agent("g1")?.name).toBe("Ann");
    store.clear();
    expect([store.messages("c1"), store.conversations(), store.agent("g1")]).toEqual([[], [], undefined]);
  });
});
