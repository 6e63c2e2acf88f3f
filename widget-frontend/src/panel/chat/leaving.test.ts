// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bubbles, eventually, KEY, saved, TestPages, tellOtherTabs, texts } from "../../testing/pages";
import { TestSocket } from "../../testing/server";
import type { Chat } from "./chat";
import { EMPTY_FORM } from "./view";

describe("Words that could not be sent", () => {
  let pages: TestPages;

  beforeEach(() => {
    pages = new TestPages();
  });
  afterEach(() => {
    pages.close();
  });

  /** A start that the server refused, with what was sent behind it before the refusal came. */
  async function refused(text: string, ...behind: string[]): Promise<Chat> {
    pages.server.refusals.set("POST /v1/conversations", { status: 422, code: "invalid_answers" });
    const chat = pages.open();
    await chat.start({}, text, EMPTY_FORM);
    for (const more of behind) await chat.send(more);
    await eventually(() => expect(chat.view().screen).toBe("form"));
    pages.server.refusals.clear();
    return chat;
  }

  it("returns to the form with every word when the server refuses the answers", async () => {
    const errors = [{ pointer: "/answers/email", detail: "No such address." }];
    pages.server.refusals.set("POST /v1/conversations", { status: 422, code: "invalid_answers", errors });
    const chat = pages.open();
    await chat.start({ email: "maria@example" }, "Hello", EMPTY_FORM);
    await eventually(() => expect(chat.view().screen).toBe("form"));
    expect(chat.view().form).toMatchObject({ answers: { email: "maria@example" }, text: "Hello", errors });
    pages.server.refusals.clear();
    await chat.start({ email: "maria@b.example" }, "Hello", chat.view().form);
    await eventually(() => expect(texts(chat)).toEqual(["Hello (sent)"]));
    expect(pages.server.messages).toHaveLength(1);
  });

  it("keeps a refused message with its words, for another try or for editing", async () => {
    const chat = await pages.begun();
    pages.server.refusals.set("POST /v1/conversations/", { status: 422, code: "invalid_input" });
    await chat.send("one");
    await chat.send("two");
    await eventually(() => expect(texts(chat)).toEqual(["Hello (sent)", "one (failed)", "two (failed)"]));
    pages.server.refusals.clear();
    const [, one, two] = bubbles(chat);
    chat.retry(one?.id ?? "");
    await chat.takeBack(two?.id ?? "");
    expect(chat.draft.text()).toBe("two");
    await eventually(() => expect(texts(chat)).toEqual(["Hello (sent)", "one (sent)"]));
  });

  it("returns to the form, with the words that were never sent, when the server has forgotten the customer", async () => {
    const chat = await pages.begun();
    chat.draft.type("and a draft");
    chat.destroy();
    pages.server.refusals.set("POST /v1/widget/session", { status: 401, code: "resume_key_invalid" });
    const next = pages.open();
    await next.send("never sent");
    await eventually(() => expect(next.view().screen).toBe("form"));
    expect(next.view().form.text).toBe("never sent\n\nand a draft");
    await eventually(() => expect(localStorage.getItem(KEY)).toBeNull());
  });

  it("finds the words for the form also where an earlier page had stored them", async () => {
    const chat = await pages.begun();
    pages.server.refusals.set("POST /v1/conversations/", { status: 503, code: "busy" });
    await chat.send("never sent");
    chat.destroy();
    pages.server.refusals.set("POST /v1/widget/session", { status: 401, code: "resume_key_invalid" });
    const next = pages.open();
    await eventually(() => expect(next.view().screen).toBe("form"));
    expect(next.view().form.text).toBe("never sent");
  });

  it("shows the form again when the saved conversation is not there, without forgetting the customer", async () => {
    (await pages.begun()).destroy();
    pages.server.conversationId = "another";
    const chat = pages.open();
    await eventually(() => expect(chat.view().screen).toBe("form"));
    expect(saved()["resume_key"]).toMatch(/^key-/);
  });

  it("puts a message that was sent behind a refused start into the form, and so into the next start", async () => {
    const chat = await refused("Hello", "My order number is 17");
    expect(chat.view().form.text).toBe("Hello\n\nMy order number is 17");
    const { form } = chat.view();
    await chat.start({}, form.text, form);
    await eventually(() => expect(texts(chat)).toEqual(["Hello\n\nMy order number is 17 (sent)"]));
    expect(pages.server.messages).toHaveLength(1);
  });

  it("takes a message along that was sent while the form was filled in again", async () => {
    const chat = await refused("Hello");
    const { form } = chat.view();
    await chat.send("My order number is 17");
    await chat.start({}, "Hello again", form);
    await eventually(() => expect(texts(chat)).toEqual(["Hello again (sent)", "My order number is 17 (sent)"]));
    expect(pages.server.messages).toHaveLength(2);
  });

  it("sends nothing to the conversation whose start was refused", async () => {
    const chat = await refused("Hello", "One", "Two");
    const left = saved()["conversation_id"];
    await chat.start({}, "Hello again", chat.view().form);
    await eventually(() => expect(texts(chat)).toEqual(["Hello again (sent)"]));
    expect(pages.server.count(`POST /v1/conversations/${left}`)).toBe(0);
  });

  it("shows in the form what was said to a conversation that is not there", async () => {
    (await pages.begun()).destroy();
    pages.server.conversationId = "another";
    const chat = pages.open();
    await chat.send("Are you there?");
    chat.draft.type("and a dra");
    await eventually(() => expect(chat.view().screen).toBe("form"));
    await eventually(() => expect(chat.view().form.text).toBe("Are you there?\n\nand a dra"));
    await chat.start({}, chat.view().form.text, chat.view().form);
    await eventually(() => expect(texts(chat)).toEqual(["Are you there?\n\nand a dra (sent)"]));
    expect(chat.draft.text()).toBe("");
  });

  it("takes the draft along into the form when a failed start is edited, and keeps it over a reload", async () => {
    pages.server.refusals.set("POST /v1/conversations", { status: 403, code: "blocked" });
    const chat = pages.open();
    await chat.start({ name: "Maria" }, "Hello", EMPTY_FORM);
    await eventually(() => expect(texts(chat)).toEqual(["Hello (failed)"]));
    chat.draft.type("half a senten");
    await chat.takeBack(bubbles(chat)[0]?.id ?? "");
    await eventually(() => expect(chat.view().screen).toBe("form"));
    expect(chat.view().form).toMatchObject({ answers: { name: "Maria" }, text: "Hello\n\nhalf a senten" });
    chat.destroy();
    const next = pages.open();
    await eventually(() => expect(texts(next)).toEqual(["Hello (failed)"]));
    expect(next.draft.text()).toBe("half a senten");
  });

  it("keeps the draft when the start is sent again from a form that did not hold it", async () => {
    const chat = await refused("Hello");
    const { form } = chat.view();
    chat.draft.type("half a senten");
    await chat.start({}, "Hello again", form);
    expect(chat.draft.text()).toBe("half a senten");
    chat.destroy();
    expect(pages.open().draft.text()).toBe("half a senten");
  });

  it("sends nothing of somebody whose identity a logout of the shop has cleared", async () => {
    pages.server.reachable = false;
    const annas = pages.open();
    await annas.start({ name: "Anna" }, "Anna's words", EMPTY_FORM);
    annas.destroy();
    localStorage.clear();
    pages.server.reachable = true;
    const bens = await pages.begun("Ben's words");
    bens.wake();
    await bens.send("more");
    await eventually(() => expect(texts(bens)).toEqual(["Ben's words (sent)", "more (sent)"]));
    expect(pages.server.messages.map(({ text }) => text)).toEqual(["Ben's words", "more"]);
  });

  it("becomes the other person when another tab does, and leaves what was not sent behind", async () => {
    const annas = await pages.begun("Anna's words");
    const toAnnas = `POST /v1/conversations/${pages.server.conversationId}/`;
    pages.server.refusals.set(toAnnas, { status: 503, code: "busy" });
    await annas.send("never sent");
    await eventually(() => expect(TestSocket.last).not.toBeNull());
    const annasSocket = TestSocket.last;
    localStorage.clear();
    pages.server.messages.length = 0;
    const bens = await pages.begun("Ben's words");
    tellOtherTabs();
    await eventually(() => expect(texts(annas)).toEqual(["Ben's words (sent)"]));
    expect(annasSocket?.closed).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const attempts = pages.server.count(toAnnas);
    annas.wake();
    await bens.send("more");
    await eventually(() => expect(texts(bens)).toEqual(["Ben's words (sent)", "more (sent)"]));
    expect(pages.server.count(toAnnas)).toBe(attempts);
  });
});
