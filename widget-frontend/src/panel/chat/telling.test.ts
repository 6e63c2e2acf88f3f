// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FORGOTTEN } from "../../bridge";
import { eventually, KEY, saved, TestPages, tellOtherTabs, texts } from "../../testing/pages";
import { config, message, noRows, TestSocket } from "../../testing/server";
import { EMPTY_FORM } from "./view";

/** What the page and the chat tell each other. */
describe("The host page", () => {
  let pages: TestPages;
  let told: TestPages["told"];

  beforeEach(() => {
    vi.stubGlobal("parent", { location: { href: "https://shop.test/" }, document: { referrer: "" } });
    pages = new TestPages();
    told = pages.told;
  });
  afterEach(() => {
    pages.close();
  });

  const walk = (href: string): void => {
    vi.stubGlobal("parent", { location: { href }, document: { referrer: "" } });
  };
  const bodies = (path: string): unknown[] => pages.server.bodies.get(path) ?? [];

  it("hears of a conversation that begins, of every word in it, and of its end", async () => {
    const chat = await pages.begun();
    const conversationId = pages.server.conversationId as string;
    await eventually(() => expect(TestSocket.last).not.toBeNull());
    TestSocket.last?.serverAccepts();
    await eventually(() => expect(pages.server.requests).toContain("GET /v1/conversations"));
    await eventually(() => expect(told).toHaveLength(2));
    const answer = pages.server.say("Good morning");
    const rows = { ...noRows, messages: [answer] };
    TestSocket.last?.serverSends({ type: "rows", cursor: "c2", ...rows });
    TestSocket.last?.serverSends({ type: "rows", cursor: "c2", ...rows });
    const row = { id: conversationId, deleted_at: null, version: 3, status: "resolved" } as never;
    TestSocket.last?.serverSends({ type: "rows", cursor: "c3", ...noRows, conversations: [row] });
    TestSocket.last?.serverSends({ type: "rows", cursor: "c3", ...noRows, conversations: [row] });
    await eventually(() =>
      expect(told).toEqual([
        ["conversation:started", { id: conversationId }],
        ["message:sent", { id: pages.server.messages[0]?.id, conversationId, text: "Hello" }],
        ["message:received", { id: answer.id, conversationId, text: "Good morning" }],
        ["conversation:resolved", { id: conversationId }],
      ]),
    );
    expect(saved()).toMatchObject({ resolved_id: conversationId, api: "https://api.test" });
    chat.destroy();
  });

  it("hears of what is said in the other conversations, too, each message once", async () => {
    pages.server.had("old", "2026-03-01T10:00:00Z", "Is it blue?", "Yes, it is.");
    const chat = await pages.begun();
    await eventually(() => expect(TestSocket.last).not.toBeNull());
    TestSocket.last?.serverAccepts();
    await eventually(() => expect(told).toHaveLength(2));
    told.length = 0;
    const late = [
      message("old", 4, "Or teal?", "agent", "old-4"),
      message("old", 3, "Rather green.", "agent", "old-3"),
    ];
    for (let time = 0; time < 2; time += 1)
      TestSocket.last?.serverSends({ type: "rows", cursor: "c2", ...noRows, messages: late });
    await eventually(() => expect(told).toHaveLength(2));
    chat.places.goTo("old");
    await eventually(() => expect(texts(chat)).toHaveLength(4));
    expect(told.map(([, detail]) => detail)).toEqual([
      { id: "old-3", conversationId: "old", text: "Rather green." },
      { id: "old-4", conversationId: "old", text: "Or teal?" },
    ]);
  });

  it("is told on the next page of nothing that was there before", async () => {
    (await pages.begun()).destroy();
    pages.server.say("Good morning");
    told.length = 0;
    const chat = pages.open();
    await eventually(() => expect(texts(chat)).toHaveLength(2));
    expect(told).toEqual([]);
  });

  it("keeps the number on the launcher until the conversation is here to be counted", async () => {
    (await pages.begun()).destroy();
    pages.server.say("Good morning");
    pages.onUnread.mockClear();
    const chat = pages.open();
    await eventually(() => expect(texts(chat)).toHaveLength(2));
    expect(new Set(pages.onUnread.mock.calls.flat())).toEqual(new Set([1]));
  });

  it("hears why a message failed, once", async () => {
    const chat = await pages.begun();
    told.length = 0;
    pages.server.refusals.set("POST /v1/conversations/", { status: 422, code: "invalid_input" });
    await chat.send("too much");
    await eventually(() => expect(told).toEqual([["error", { code: "invalid_input", message: "" }]]));
    chat.wake();
    expect(told).toHaveLength(1);
  });

  it("tells where the customer is while there is a conversation, each page once, and never before", async () => {
    const chat = pages.open();
    await eventually(() => expect(chat.view().config?.name).toBe(config.name));
    walk("https://shop.test/kettles");
    chat.word.moved();
    expect(pages.server.count("PUT")).toBe(0);
    await chat.start({ name: "Maria" }, "Hello", EMPTY_FORM);
    await eventually(() => expect(texts(chat)).toEqual(["Hello (sent)"]));
    expect(bodies("/v1/widget/session")).toMatchObject([{ page: "https://shop.test/kettles" }]);
    walk("https://shop.test/cart");
    chat.word.moved();
    await eventually(() => {
      chat.word.moved();
      expect(bodies("/v1/widget/page")).toHaveLength(1);
    });
    walk("https://shop.test/pay");
    await eventually(() => {
      chat.word.moved();
      expect(bodies("/v1/widget/page")).toHaveLength(2);
    });
    expect(bodies("/v1/widget/page")).toEqual([{ page: "https://shop.test/cart" }, { page: "https://shop.test/pay" }]);
  });

  it("may name the page itself, until the address changes", async () => {
    const chat = await pages.begun();
    chat.word.say("setPage", { url: "/cart/step-2", at: "https://shop.test/" });
    await eventually(() => expect(bodies("/v1/widget/page")).toEqual([{ page: "https://shop.test/cart/step-2" }]));
    walk("https://shop.test/thanks");
    chat.word.moved();
    await eventually(() => expect(bodies("/v1/widget/page").at(-1)).toEqual({ page: "https://shop.test/thanks" }));
    told.length = 0;
    chat.word.say("setPage", { url: "https://", at: "https://shop.test/thanks" });
    expect(told).toEqual([["error", { code: "bad_input", message: "setPage takes an address." }]]);
  });

  it("gives attributes when a conversation begins, all that were said until then", async () => {
    const chat = pages.open();
    chat.word.say("setAttributes", { plan: "pro" });
    chat.word.say("setAttributes", { seats: 4, plan: "free" });
    expect(pages.server.count("PUT")).toBe(0);
    await chat.start({ name: "Maria" }, "Hello", EMPTY_FORM);
    await eventually(() =>
      expect(bodies("/v1/widget/attributes")).toEqual([{ attributes: { plan: "free", seats: 4 } }]),
    );
    chat.word.say("setAttributes", { trial: true });
    await eventually(() => expect(bodies("/v1/widget/attributes")).toHaveLength(2));
  });

  it("keeps attributes that could not be told for the next time, and says which cannot be", async () => {
    const chat = await pages.begun();
    pages.server.refusals.set("PUT /v1/widget/attributes", { status: 503, code: "busy" });
    chat.word.say("setAttributes", { plan: "pro" });
    await eventually(() => expect(pages.server.count("PUT /v1/widget/attributes")).toBe(1));
    pages.server.refusals.clear();
    told.length = 0;
    await eventually(() => {
      chat.wake();
      expect(bodies("/v1/widget/attributes")).toEqual([{ attributes: { plan: "pro" } }]);
    });
    chat.word.say("setAttributes", { plan: null });
    await eventually(() => expect(bodies("/v1/widget/attributes").at(-1)).toEqual({ attributes: { plan: null } }));
    expect(told).toEqual([]);
    for (const wrong of [null, "plan", ["plan"], { plan: { name: "pro" } }, { seats: Number.NaN }])
      chat.word.say("setAttributes", wrong as never);
    expect(told.map(([event, detail]) => [event, (detail as { code: string }).code])).toEqual(
      Array.from({ length: 5 }, () => ["error", "bad_input"]),
    );
    pages.server.refusals.set("PUT /v1/widget/attributes", { status: 422, code: "invalid_input" });
    chat.word.say("setAttributes", { plan: "x".repeat(9999) });
    await eventually(() => expect(told.at(-1)).toEqual(["error", expect.objectContaining({ code: "invalid_input" })]));
  });

  it("hears which language and which look cannot be meant", async () => {
    const chat = pages.open();
    for (const wanted of ["de", null, "", 1]) chat.word.say("setLocale", wanted as never);
    for (const wanted of ["dark", "auto", "pink", null]) chat.word.say("setTheme", wanted as never);
    await eventually(() => expect(told).toHaveLength(4));
    expect(told.map(([event, detail]) => [event, (detail as { code: string }).code])).toEqual(
      Array.from({ length: 4 }, () => ["error", "bad_input"]),
    );
  });

  it("makes the customer known with the first conversation, or when the panel is opened", async () => {
    const chat = pages.open();
    chat.word.say("identify", { token: "a.b.c" });
    pages.server.knows({ email: "maria@example.com" });
    await eventually(() => expect(chat.view().screen).toBe("form"));
    expect(pages.server.count("POST")).toBe(0);
    chat.meet();
    await eventually(() => expect(bodies("/v1/widget/identify")).toEqual([{ token: "a.b.c" }]));
    await eventually(() => expect(chat.view().form.answers).toEqual({ email: "maria@example.com" }));
    await chat.start({ name: "Maria" }, "Hello", EMPTY_FORM);
    await eventually(() => expect(texts(chat)).toEqual(["Hello (sent)"]));
    expect(pages.server.count("POST /v1/widget/session")).toBe(1);
    expect(pages.server.count("POST /v1/widget/identify")).toBe(1);
  });

  it("shows nothing of one customer to another whom the site's server names instead", async () => {
    const chat = pages.open();
    chat.word.say("identify", { token: "a.b.c" });
    await chat.start({ name: "Anna" }, "Anna's words", EMPTY_FORM);
    await eventually(() => expect(texts(chat)).toEqual(["Anna's words (sent)"]));
    chat.draft.type("Anna's half a senten");
    pages.server.nextCustomerId = "k2";
    chat.word.say("identify", { token: "d.e.f" });
    await eventually(() => expect(chat.view().screen).toBe("form"));
    expect(chat.draft.text()).toBe("");
    expect(saved()).toMatchObject({ conversation_id: null, draft: "" });
  });

  it("shows nothing of one customer to another in the other tabs, either", async () => {
    const chat = pages.open();
    chat.word.say("identify", { token: "a.b.c" });
    await chat.start({ name: "Anna" }, "Anna's words", EMPTY_FORM);
    await eventually(() => expect(texts(chat)).toEqual(["Anna's words (sent)"]));
    const other = pages.open();
    await eventually(() => expect(texts(other)).toEqual(["Anna's words (sent)"]));
    other.draft.type("Anna's half a senten");
    pages.server.nextCustomerId = "k2";
    chat.word.say("identify", { token: "d.e.f" });
    await eventually(() => expect(chat.view().screen).toBe("form"));
    tellOtherTabs();
    expect(other.view().screen).toBe("form");
    expect(other.draft.text()).toBe("");
    other.draft.store();
    expect(saved()).toMatchObject({ conversation_id: null, draft: "", drafts: {} });
  });

  it("leaves nothing behind when it has the customer forgotten, whatever is still under way", async () => {
    const chat = await pages.begun();
    chat.draft.type("half a senten");
    const sending = chat.send("on its way");
    chat.destroy(true);
    localStorage.setItem(KEY, FORGOTTEN);
    localStorage.removeItem(KEY);
    await sending;
    window.dispatchEvent(new Event("pagehide"));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(localStorage).toHaveLength(0);
  });
});
