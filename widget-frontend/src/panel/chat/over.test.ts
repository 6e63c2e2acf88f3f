// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bubbles, eventually, TestPages, tellOtherTabs, texts } from "../../testing/pages";
import { noRows, TestSocket } from "../../testing/server";
import type { Chat } from "./chat";

describe("A conversation that is over", () => {
  let pages: TestPages;

  beforeEach(() => {
    pages = new TestPages();
  });
  afterEach(() => {
    pages.close();
  });

  /** One that was resolved too long ago, into which these words were sent. */
  async function closed(...words: string[]): Promise<Chat> {
    const chat = await pages.begun();
    pages.server.refusals.set(`POST /v1/conversations/${pages.server.conversationId}/`, {
      status: 409,
      code: "conversation_closed",
    });
    for (const text of words) await chat.send(text);
    await eventually(() => expect(texts(chat).slice(1)).toEqual(words.map((text) => `${text} (failed)`)));
    return chat;
  }

  it("stays in sight and says so, with the words that it did not take, also on the next page", async () => {
    const chat = await closed("Are you there?");
    expect(chat.view()).toMatchObject({ screen: "thread", over: true });
    chat.destroy();
    const next = pages.open();
    await eventually(() => expect(texts(next)).toEqual(["Hello (sent)", "Are you there? (failed)"]));
    expect(next.view()).toMatchObject({ screen: "thread", over: true });
  });

  it("leads to the form, with who the customer is and every word that was not sent", async () => {
    const chat = await closed("Are you there?", "It is about 17.");
    chat.draft.type("And an");
    chat.places.startAnew();
    expect(chat.view()).toMatchObject({ screen: "form", over: false });
    expect(chat.view().form).toMatchObject({
      answers: { name: "Maria" },
      text: "Are you there?\n\nIt is about 17.\n\nAnd an",
    });
  });

  it("knows who the customer is on the next page too", async () => {
    (await closed("Are you there?")).destroy();
    const next = pages.open();
    await eventually(() => expect(next.view().form.answers).toEqual({ name: "Maria" }));
  });

  it("goes on in a new one, in which every word arrives once, and nothing of the old one is tried again", async () => {
    const chat = await closed("Are you there?", "It is about 17.");
    const old = pages.server.conversationId;
    chat.places.startAnew();
    const { form } = chat.view();
    const attempts = pages.server.count(`POST /v1/conversations/${old}`);
    await chat.start({ name: "Maria" }, form.text, form);
    await eventually(() => expect(texts(chat)).toEqual(["Are you there?\n\nIt is about 17. (sent)"]));
    expect(chat.view()).toMatchObject({ screen: "thread", over: false });
    expect(pages.server.conversationId).not.toBe(old);
    expect(pages.server.messages.map(({ text }) => text)).toEqual(["Hello", "Are you there?\n\nIt is about 17."]);

    chat.destroy();
    const next = pages.open();
    await eventually(() => expect(next.view().loading).toBe(false));
    expect(next.view()).toMatchObject({ over: false, form: { text: "" } });
    expect(pages.server.count(`POST /v1/conversations/${old}`)).toBe(attempts);
    expect(pages.server.messages).toHaveLength(2);
  });

  it("never shows its own messages in the new one, not for a moment", async () => {
    const chat = await closed("Are you there?");
    chat.places.startAnew();
    const seen = new Set<string>();
    chat.subscribe(() => {
      for (const text of texts(chat)) seen.add(text);
    });
    await chat.start({}, "Hello again", chat.view().form);
    await eventually(() => expect(texts(chat)).toEqual(["Hello again (sent)"]));
    expect([...seen].filter((text) => !text.startsWith("Hello again"))).toEqual([]);
  });

  it("is followed by another tab into the new one, without its words being sent twice", async () => {
    const chat = await closed("Are you there?");
    const second = pages.open();
    await eventually(() => expect(second.view().over).toBe(true));
    second.places.startAnew();
    chat.places.startAnew();
    await chat.start({}, chat.view().form.text, chat.view().form);
    tellOtherTabs();
    await eventually(() => expect(texts(second)).toEqual(["Are you there? (sent)"]));
    expect(pages.server.messages.map(({ text }) => text)).toEqual(["Hello", "Are you there?"]);
  });

  it("is one that was deleted: at once where somebody looks, and when they come back", async () => {
    const chat = await pages.begun();
    await eventually(() => expect(TestSocket.last).not.toBeNull());
    TestSocket.last?.serverAccepts();
    chat.draft.type("And an");
    const head = pages.server.deleteConversation();
    TestSocket.last?.serverSends({ type: "rows", ...noRows, conversations: [head], cursor: null });
    expect(chat.view()).toMatchObject({ screen: "thread", over: true, form: { text: "And an" } });
    chat.destroy();
    const next = pages.open();
    await eventually(() => expect(next.view().over).toBe(true));
  });

  it("says nothing again that it took, though the answer to it never came", async () => {
    const chat = await pages.begun();
    await eventually(() => expect(TestSocket.last).not.toBeNull());
    TestSocket.last?.serverAccepts();
    pages.server.refusals.set(`POST /v1/conversations/${pages.server.conversationId}/`, { status: 503, code: "busy" });
    await chat.send("Are you there?");
    await eventually(() => expect(texts(chat)[1]).toBe("Are you there? (sending)"));
    const stored = pages.server.say("Are you there?", "customer", bubbles(chat)[1]?.id);
    const head = pages.server.deleteConversation();
    TestSocket.last?.serverSends({ type: "rows", ...noRows, messages: [stored], conversations: [head], cursor: null });
    chat.places.startAnew();
    const { form } = chat.view();
    expect(form.text).toBe("");
    await chat.start({}, "Hello again", form);
    await eventually(() => expect(texts(chat)).toEqual(["Hello again (sent)"]));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(pages.server.messages.map(({ text }) => text)).toEqual(["", "", "Hello again"]);
  });

  it("is not one of which only all messages were deleted", async () => {
    const chat = await pages.begun();
    chat.destroy();
    pages.server.deleteConversation();
    pages.server.deletedAt = null;
    const next = pages.open();
    await eventually(() => expect(pages.server.count("GET /v1/conversations/")).toBeGreaterThan(1));
    await eventually(() => expect(next.view().loading).toBe(false));
    expect(next.view().over).toBe(false);
  });
});
