// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TestServer } from "../../testing/server";
import { refuseStorage } from "../../testing/storage";
import { Chat } from "./chat";

const KEY = "stonechat:s1";

describe("Chat", () => {
  let server: TestServer;
  let chats: Chat[];
  const onUnread = vi.fn();

  beforeEach(() => {
    localStorage.clear();
    vi.stubGlobal("indexedDB", new IDBFactory());
    vi.spyOn(Math, "random").mockReturnValue(0);
    server = new TestServer().install();
    chats = [];
  });
  afterEach(() => {
    for (const chat of chats) chat.destroy();
  });

  /** What every page of the site does. */
  function openPage(): Chat {
    const chat = new Chat({ siteId: "s1", api: async () => "https://api.test", onConfig: () => undefined, onUnread });
    chats.push(chat);
    return chat;
  }
  const texts = (chat: Chat): string[] =>
    chat
      .view()
      .days.flatMap((day) =>
        day.groups.flatMap((group) => group.bubbles.map(({ text, state }) => `${text} (${state})`)),
      );
  const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { interval: 2 });
  const saved = (): Record<string, unknown> =>
    JSON.parse(localStorage.getItem(KEY) ?? "null") as Record<string, unknown>;

  async function begun(text = "Hello"): Promise<Chat> {
    const chat = openPage();
    await chat.start({ name: "Maria" }, text);
    await eventually(() => expect(texts(chat)).toEqual([`${text} (sent)`]));
    return chat;
  }

  it("shows the form, and stores and asks nothing but the settings before a conversation begins", async () => {
    const chat = openPage();
    expect(chat.view().screen).toBe("loading");
    await eventually(() => expect(chat.view().screen).toBe("form"));
    chat.saveDraft("not yet");
    expect(server.requests).toEqual(["GET /v1/widget/config"]);
    expect(localStorage).toHaveLength(0);
    expect(await indexedDB.databases()).toEqual([]);
  });

  it("shows the first words at once, and has the resume key stored before the conversation is started", async () => {
    const chat = openPage();
    const fetching = vi.spyOn(globalThis, "fetch");
    await chat.start({ name: "Maria" }, "Hello");
    expect(chat.view().screen).toBe("thread");
    expect(texts(chat)).toEqual(["Hello (sending)"]);
    await eventually(() => expect(server.count("POST /v1/conversations")).toBe(1));
    const order = fetching.mock.calls.map(([url]) => new URL(String(url)).pathname);
    expect(order.indexOf("/v1/widget/session")).toBeLessThan(order.indexOf("/v1/conversations"));
    expect(saved()).toMatchObject({ resume_key: "key-1", conversation_id: server.conversationId });
    await eventually(() => expect(texts(chat)).toEqual(["Hello (sent)"]));
  });

  it("delivers exactly once what was sent just before a reload", async () => {
    server.reachable = false;
    const chat = openPage();
    await chat.start({ name: "Maria" }, "Hello");
    chat.destroy();
    server.reachable = true;
    const next = openPage();
    await eventually(() => expect(texts(next)).toEqual(["Hello (sent)"]));
    expect(server.messages.map(({ text }) => text)).toEqual(["Hello"]);
    expect(next.view().screen).toBe("thread");
  });

  it("does not read a conversation that is still on its way, and so does not take it for missing", async () => {
    server.refusals.set("POST /v1/conversations", { status: 503, code: "busy" });
    const chat = openPage();
    await chat.start({ name: "Maria" }, "Hello");
    await eventually(() => expect(server.count("POST /v1/conversations")).toBe(1));
    chat.destroy();
    const next = openPage();
    await eventually(() => expect(server.count("POST /v1/conversations")).toBeGreaterThan(2));
    expect(server.count("GET /v1/conversations")).toBe(0);
    expect(texts(next)).toEqual(["Hello (sending)"]);
  });

  it("goes on with the conversation on the next page", async () => {
    (await begun()).destroy();
    server.say("Good morning");
    const next = openPage();
    expect(next.view()).toMatchObject({ screen: "thread", loading: true });
    await eventually(() => expect(texts(next)).toEqual(["Hello (sent)", "Good morning (sent)"]));
    expect(next.view().loading).toBe(false);
    expect(server.count("POST /v1/conversations/")).toBe(0);
  });

  it("knows on the next page by name who answered", async () => {
    await begun();
    server.say("Good morning", "agent");
    const next = openPage();
    await eventually(() => expect(next.view().agentName("g1")).toBe("Maria"));
    expect(next.view().agentName(null)).toBeNull();
  });

  it("returns to the form with every word when the server refuses the answers", async () => {
    const errors = [{ pointer: "/answers/email", detail: "No such address." }];
    server.refusals.set("POST /v1/conversations", { status: 422, code: "invalid_answers", errors });
    const chat = openPage();
    await chat.start({ email: "maria@example" }, "Hello");
    await eventually(() => expect(chat.view().screen).toBe("form"));
    expect(chat.view().form).toEqual({ answers: { email: "maria@example" }, text: "Hello", errors });
    server.refusals.clear();
    await chat.start({ email: "maria@b.example" }, "Hello");
    await eventually(() => expect(texts(chat)).toEqual(["Hello (sent)"]));
    expect(server.messages).toHaveLength(1);
  });

  it("keeps a refused message with its words, for another try or for editing", async () => {
    const chat = await begun();
    server.refusals.set("POST /v1/conversations/", { status: 422, code: "invalid_input" });
    await chat.send("one");
    await chat.send("two");
    await eventually(() => expect(texts(chat)).toEqual(["Hello (sent)", "one (failed)", "two (failed)"]));
    server.refusals.clear();
    const [, one, two] = chat.view().days.flatMap((day) => day.groups.flatMap((group) => group.bubbles));
    chat.retry(one?.id ?? "");
    expect(await chat.takeBack(two?.id ?? "")).toBe("two");
    await eventually(() => expect(texts(chat)).toEqual(["Hello (sent)", "one (sent)"]));
  });

  it("counts what the customer has not seen, and forgets the count once it was read, also on the next page", async () => {
    (await begun()).destroy();
    server.say("one");
    server.say("two");
    const chat = openPage();
    await eventually(() => expect(chat.view().unread).toBe(2));
    expect(onUnread).toHaveBeenLastCalledWith(2);
    chat.read();
    expect(chat.view().unread).toBe(0);
    expect(onUnread).toHaveBeenLastCalledWith(0);
    chat.destroy();
    const next = openPage();
    await eventually(() => expect(texts(next)).toHaveLength(3));
    expect(next.view().unread).toBe(0);
  });

  it("loads older messages page by page down to the first", async () => {
    (await begun()).destroy();
    for (let count = 2; count <= 70; count++) server.say(`text ${count}`);
    const chat = openPage();
    await eventually(() => expect(texts(chat)).toHaveLength(30));
    expect(chat.view().hasOlder).toBe(true);
    await Promise.all([chat.loadOlder(), chat.loadOlder()]);
    expect(texts(chat)).toHaveLength(60);
    await chat.loadOlder();
    expect(texts(chat)[0]).toBe("Hello (sent)");
    expect(chat.view().hasOlder).toBe(false);
  });

  it("keeps the draft for the next page", async () => {
    const chat = await begun();
    chat.saveDraft("half a senten");
    expect(openPage().draft).toBe("half a senten");
  });

  it("follows another tab into the conversation that was started there", async () => {
    const second = openPage();
    await eventually(() => expect(second.view().screen).toBe("form"));
    await begun();
    window.dispatchEvent(new StorageEvent("storage", { key: KEY }));
    await eventually(() => expect(texts(second)).toEqual(["Hello (sent)"]));
    expect(server.messages).toHaveLength(1);
  });

  it("returns to the form, with the words that were never sent, when the server has forgotten the customer", async () => {
    const chat = await begun();
    chat.saveDraft("and a draft");
    chat.destroy();
    server.refusals.set("POST /v1/widget/session", { status: 401, code: "resume_key_invalid" });
    const next = openPage();
    await next.send("never sent");
    await eventually(() => expect(next.view().screen).toBe("form"));
    expect(next.view().form.text).toBe("never sent\n\nand a draft");
    await eventually(() => expect(localStorage.getItem(KEY)).toBeNull());
  });

  it("shows the form again when the saved conversation is not there, without forgetting the customer", async () => {
    (await begun()).destroy();
    server.conversationId = "another";
    const chat = openPage();
    await eventually(() => expect(chat.view().screen).toBe("form"));
    expect(saved()["resume_key"]).toMatch(/^key-/);
  });

  it("works for this page where storage is refused", async () => {
    refuseStorage();
    vi.stubGlobal("indexedDB", undefined);
    const chat = await begun();
    await chat.send("two");
    await eventually(() => expect(texts(chat)).toEqual(["Hello (sent)", "two (sent)"]));
  });

  it("tells a site that may not be used from one that cannot be reached, and asks the latter again", async () => {
    server.refusals.set("GET /v1/widget/config", { status: 403, code: "origin_not_allowed" });
    const blocked = openPage();
    await eventually(() => expect(blocked.view().screen).toBe("unavailable"));
    server.refusals.clear();
    server.reachable = false;
    const cut = openPage();
    await eventually(() => expect(cut.view().screen).toBe("unreachable"));
    server.reachable = true;
    cut.wake();
    await eventually(() => expect(cut.view().screen).toBe("form"));
  });
});
