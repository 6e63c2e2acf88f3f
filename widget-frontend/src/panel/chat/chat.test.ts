// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { eventually, saved, TestPages, tellOtherTabs, texts } from "../../testing/pages";
import { noRows, TestSocket } from "../../testing/server";
import { refuseStorage } from "../../testing/storage";
import { EMPTY_FORM } from "./view";

describe("Chat", () => {
  let pages: TestPages;

  beforeEach(() => {
    pages = new TestPages();
  });
  afterEach(() => {
    pages.close();
  });

  it("shows the form, and stores and asks nothing but the settings before a conversation begins", async () => {
    const chat = pages.open();
    expect(chat.view().screen).toBe("loading");
    await eventually(() => expect(chat.view().screen).toBe("form"));
    chat.draft.type("not yet");
    chat.draft.store();
    expect(pages.server.requests).toEqual(["GET /v1/widget/config"]);
    expect(localStorage).toHaveLength(0);
    expect(await indexedDB.databases()).toEqual([]);
  });

  it("asks for the settings in the panel's language, and again when it changes; a late answer in the old one is let go", async () => {
    pages.language = "de-AT";
    const fetching = vi.spyOn(globalThis, "fetch");
    const chat = pages.open();
    await eventually(() => expect(chat.view().screen).toBe("form"));
    expect(fetching.mock.calls.map(([url]) => String(url))).toEqual([
      "https://api.test/v1/widget/config?site=s1&language=de-AT",
    ]);
    pages.language = "fr";
    pages.server.settings = { greeting: "Bonjour" };
    chat.translate();
    pages.language = "es";
    pages.server.settings = { greeting: "Hola" };
    chat.translate();
    await eventually(() => expect(chat.view().config?.greeting).toBe("Hola"));
    expect(fetching.mock.calls.at(-1)?.[0]).toContain("language=es");
  });

  it("shows the first words at once, and has the resume key stored before the conversation is started", async () => {
    const chat = pages.open();
    const fetching = vi.spyOn(globalThis, "fetch");
    await chat.start({ name: "Maria" }, "Hello", EMPTY_FORM);
    expect(chat.view().screen).toBe("thread");
    expect(texts(chat)).toEqual(["Hello (sending)"]);
    await eventually(() => expect(pages.server.count("POST /v1/conversations")).toBe(1));
    const order = fetching.mock.calls.map(([url]) => new URL(String(url)).pathname);
    expect(order.indexOf("/v1/widget/session")).toBeLessThan(order.indexOf("/v1/conversations"));
    expect(saved()).toMatchObject({ resume_key: "key-1", conversation_id: pages.server.conversationId });
    await eventually(() => expect(texts(chat)).toEqual(["Hello (sent)"]));
  });

  it("delivers exactly once what was sent just before a reload", async () => {
    pages.server.reachable = false;
    const chat = pages.open();
    await chat.start({ name: "Maria" }, "Hello", EMPTY_FORM);
    chat.destroy();
    pages.server.reachable = true;
    const next = pages.open();
    await eventually(() => expect(texts(next)).toEqual(["Hello (sent)"]));
    expect(pages.server.messages.map(({ text }) => text)).toEqual(["Hello"]);
    expect(next.view().screen).toBe("thread");
  });

  it("does not read a conversation that is still on its way, and so does not take it for missing", async () => {
    pages.server.refusals.set("POST /v1/conversations", { status: 503, code: "busy" });
    const chat = pages.open();
    await chat.start({ name: "Maria" }, "Hello", EMPTY_FORM);
    await eventually(() => expect(pages.server.count("POST /v1/conversations")).toBeGreaterThan(0));
    chat.destroy();
    const next = pages.open();
    await eventually(() => expect(pages.server.count("POST /v1/conversations")).toBeGreaterThan(2));
    expect(pages.server.count("GET /v1/conversations")).toBe(0);
    expect(texts(next)).toEqual(["Hello (sending)"]);
  });

  it("goes on with the conversation on the next page", async () => {
    (await pages.begun()).destroy();
    pages.server.say("Good morning");
    const next = pages.open();
    expect(next.view()).toMatchObject({ screen: "thread", loading: true });
    await eventually(() => expect(texts(next)).toEqual(["Hello (sent)", "Good morning (sent)"]));
    expect(next.view().loading).toBe(false);
    expect(pages.server.count("POST /v1/conversations/")).toBe(0);
  });

  it("knows on the next page by name who answered", async () => {
    await pages.begun();
    pages.server.say("Good morning", "agent");
    const next = pages.open();
    await eventually(() => expect(next.view().agentName("g1")).toBe("Maria"));
    expect(next.view().agentName(null)).toBeNull();
  });

  it("counts what the customer has not seen, and forgets the count once it was read, also on the next page", async () => {
    (await pages.begun()).destroy();
    pages.server.say("one");
    pages.server.say("two");
    const chat = pages.open();
    await eventually(() => expect(chat.view().unread).toBe(2));
    expect(pages.onUnread).toHaveBeenLastCalledWith(2);
    chat.read();
    expect(chat.view().unread).toBe(0);
    expect(pages.onUnread).toHaveBeenLastCalledWith(0);
    chat.destroy();
    const next = pages.open();
    await eventually(() => expect(texts(next)).toHaveLength(3));
    expect(next.view().unread).toBe(0);
  });

  it("loads older messages page by page down to the first", async () => {
    (await pages.begun()).destroy();
    for (let count = 2; count <= 70; count++) pages.server.say(`text ${count}`);
    const chat = pages.open();
    await eventually(() => expect(texts(chat)).toHaveLength(30));
    expect(chat.view().hasOlder).toBe(true);
    await Promise.all([chat.places.showOlder(), chat.places.showOlder()]);
    expect(texts(chat).length).toBeGreaterThan(30);
    for (let tries = 0; chat.view().hasOlder && tries < 70; tries++) await chat.places.showOlder();
    expect(texts(chat)[0]).toBe("Hello (sent)");
    expect(texts(chat)).toHaveLength(60);
  });

  it("says that live updates are off once the server wants no connection, and asks again when woken", async () => {
    const chat = await pages.begun();
    expect(chat.view().line).toBe("fine");
    TestSocket.last?.serverCloses(4900);
    expect(chat.view().line).toBe("refused");
    const refused = TestSocket.last;
    chat.wake();
    await eventually(() => expect(TestSocket.last).not.toBe(refused));
    TestSocket.last?.serverSends({ type: "ready", cursor: "c1" });
    expect(chat.view().line).toBe("fine");
  });

  it("says nothing of the line while the first words are on their way, or there is only the form", async () => {
    pages.server.refusals.set("POST /v1/conversations", { status: 503, code: "busy" });
    const chat = pages.open();
    await chat.start({ name: "Maria" }, "Hello", EMPTY_FORM);
    await eventually(() => expect(pages.server.count("POST /v1/conversations")).toBeGreaterThan(0));
    expect(chat.view().line).toBe("fine");
    chat.destroy();
    pages.server.refusals.clear();
    const next = await pages.begun();
    next.destroy();
    pages.server.conversationId = "another";
    const left = pages.open();
    await eventually(() => expect(left.view().screen).toBe("form"));
    TestSocket.last?.serverCloses(4901);
    expect(left.view().line).toBe("fine");
  });

  it("loses no row that comes over the socket between a reset and the new page", async () => {
    const chat = await pages.begun();
    await eventually(() => expect(TestSocket.last).not.toBeNull());
    let give: (page: Response) => void = () => undefined;
    const fetching = globalThis.fetch;
    vi.stubGlobal("fetch", () => new Promise<Response>((resolve) => (give = resolve)));
    const page = await (
      await fetching(`https://api.test/v1/conversations/${pages.server.conversationId}/messages`)
    ).text();
    TestSocket.last?.serverSends({ type: "reset" });
    TestSocket.last?.serverSends({ type: "ready", cursor: "c1" });
    const live = pages.server.say("Live");
    TestSocket.last?.serverSends({ type: "rows", ...noRows, messages: [live], cursor: "c2" });
    await new Promise((resolve) => setTimeout(resolve, 20));
    give(new Response(page));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(texts(chat)).toEqual(["Hello (sent)", "Live (sent)"]);
  });

  it("shows an answer at once where the network lets no socket through", async () => {
    const chat = await pages.begun();
    await eventually(() => expect(TestSocket.last).not.toBeNull());
    for (let attempt = 0; attempt < 3; attempt++) {
      const blocked = TestSocket.last;
      blocked?.serverCloses(1006);
      await eventually(() => expect(TestSocket.last).not.toBe(blocked));
    }
    await eventually(() => expect(pages.server.count("POST /v1/sync")).toBe(2));
    pages.server.say("Good morning");
    await eventually(() => expect(texts(chat)).toEqual(["Hello (sent)", "Good morning (sent)"]));
    expect(chat.view().line).toBe("fine");
  });

  it("follows another tab into the conversation that was started there", async () => {
    const second = pages.open();
    await eventually(() => expect(second.view().screen).toBe("form"));
    await pages.begun();
    tellOtherTabs();
    await eventually(() => expect(texts(second)).toEqual(["Hello (sent)"]));
    expect(pages.server.messages).toHaveLength(1);
  });

  it("works for this page where storage is refused", async () => {
    refuseStorage();
    vi.stubGlobal("indexedDB", undefined);
    const chat = await pages.begun();
    await chat.send("two");
    await eventually(() => expect(texts(chat)).toEqual(["Hello (sent)", "two (sent)"]));
  });

  it("tells a site that may not be used from one that cannot be reached, and asks the latter again", async () => {
    pages.server.refusals.set("GET /v1/widget/config", { status: 403, code: "origin_not_allowed" });
    const blocked = pages.open();
    await eventually(() => expect(blocked.view().screen).toBe("unavailable"));
    pages.server.refusals.clear();
    pages.server.reachable = false;
    const cut = pages.open();
    await eventually(() => expect(cut.view().screen).toBe("unreachable"));
    pages.server.reachable = true;
    cut.wake();
    await eventually(() => expect(cut.view().screen).toBe("form"));
  });
});
