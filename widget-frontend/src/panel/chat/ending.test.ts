// @vitest-environment jsdom
import "fake-indexeddb/auto";
import type { Conversation } from "@stonechat/openapi/types";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { eventually, TestPages, texts } from "../../testing/pages";
import { agent, noRows, TestSocket } from "../../testing/server";
import type { Chat } from "./chat";
import { EMPTY_FORM } from "./view";

describe("A conversation that is resolved", () => {
  let pages: TestPages;
  let chat: Chat;

  beforeEach(async () => {
    pages = new TestPages();
    chat = await pages.begun();
    await eventually(() => expect(TestSocket.last).not.toBeNull());
    TestSocket.last?.serverAccepts();
    await eventually(() => expect(chat.conversations.loaded).toBe(true));
  });
  afterEach(() => {
    pages.close();
  });

  const tell = (...conversations: Conversation[]): void =>
    TestSocket.last?.serverSends({ type: "rows", ...noRows, conversations, cursor: null });
  const rate = (rating: number, text = ""): Promise<void> =>
    chat.conversations.rate(pages.server.conversationId ?? "", { rating, text });

  it("asks how it was, keeps the answer, and takes another one", async () => {
    expect(chat.view().rating).toBeNull();
    tell(pages.server.change({ status: "resolved" }));
    expect(chat.view().rating).toEqual({ rating: null, text: "" });
    await rate(4, "Quick.");
    expect(chat.view().rating).toEqual({ rating: 4, text: "Quick." });
    await rate(5);
    expect(chat.view().rating).toEqual({ rating: 5, text: "" });
  });

  it("asks on the next page too, and knows there what was answered", async () => {
    pages.server.change({ status: "resolved", rating: 3, rating_text: "" });
    chat.destroy();
    chat = pages.open();
    const before = TestSocket.last;
    await eventually(() => expect(TestSocket.last).not.toBe(before));
    TestSocket.last?.serverAccepts();
    await eventually(() => expect(chat.view().rating).toEqual({ rating: 3, text: "" }));
  });

  it("asks no more once the customer writes, before the server says that it is open again", async () => {
    tell(pages.server.change({ status: "resolved" }));
    const seen: boolean[] = [];
    await chat.send("One more thing");
    chat.subscribe(() => seen.push(chat.view().rating !== null));
    await eventually(() => expect(texts(chat)).toEqual(["Hello (sent)", "One more thing (sent)"]));
    expect(seen).not.toContain(true);
  });

  it("takes no rating where the team has opened it again meanwhile, and asks no more", async () => {
    tell(pages.server.change({ status: "resolved" }));
    pages.server.change({ status: "open" });
    await rate(1);
    expect(chat.view().rating).toBeNull();
  });

  it("says when a rating could not be stored", async () => {
    tell(pages.server.change({ status: "resolved" }));
    pages.server.refusals.set("PUT /v1/conversations/", { status: 503, code: "busy" });
    await expect(rate(1)).rejects.toThrow();
    expect(chat.view().rating).toEqual({ rating: null, text: "" });
  });
});

describe("A customer whom the team has blocked", () => {
  let pages: TestPages;

  beforeEach(() => {
    pages = new TestPages();
  });
  afterEach(() => {
    pages.close();
  });

  it("is told so in place of the composer, and of nothing else that is wrong", async () => {
    (await pages.begun()).destroy();
    pages.server.refusals.set("POST /v1/widget/session", { status: 403, code: "blocked" });
    const chat = pages.open();
    expect(chat.view().blocked).toBe(false);
    await eventually(() => expect(chat.view()).toMatchObject({ blocked: true, loading: false, line: "fine" }));
    pages.server.refusals.clear();
    chat.wake();
    await eventually(() => expect(chat.view().blocked).toBe(false));
  });

  it("keeps what could not be sent", async () => {
    pages.server.refusals.set("POST /v1/widget/session", { status: 403, code: "blocked" });
    const chat = pages.open();
    await chat.start({}, "Hello", EMPTY_FORM);
    await eventually(() => expect(chat.view().blocked).toBe(true));
    expect(texts(chat)).toEqual(["Hello (failed)"]);
  });
});

describe("The team", () => {
  let pages: TestPages;
  let chat: Chat;

  beforeEach(async () => {
    pages = new TestPages();
    chat = await pages.begun();
    await eventually(() => expect(TestSocket.last).not.toBeNull());
  });
  afterEach(() => {
    vi.useRealTimers();
    pages.close();
  });

  it("is known to be away only once the server had time to say that it is there", () => {
    vi.useFakeTimers();
    const conversation_id = pages.server.conversationId ?? "";
    const isThere = { type: "ephemeral", event: "presence", author: "agent", author_id: null, kind: null } as const;
    const stop = chat.watch(conversation_id);
    TestSocket.last?.serverAccepts();
    expect(chat.view().teamIsThere).toBeNull();
    TestSocket.last?.serverSends({ ...isThere, conversation_id, active: true });
    expect(chat.view().teamIsThere).toBe(true);
    vi.advanceTimersByTime(2_000);
    expect(chat.view().teamIsThere).toBe(true);
    TestSocket.last?.serverSends({ ...isThere, conversation_id, active: false });
    expect(chat.view().teamIsThere).toBe(false);
    stop();
    expect(chat.view().teamIsThere).toBeNull();
  });

  it("is heard when it writes something new, and not when it corrects itself", async () => {
    chat.destroy();
    const onArrival = vi.fn();
    chat = pages.open({ onArrival });
    const before = TestSocket.last;
    await eventually(() => expect(TestSocket.last).not.toBe(before));
    TestSocket.last?.serverAccepts();
    await eventually(() => expect(texts(chat)).toHaveLength(1));
    const said = pages.server.say("Good morning");
    const tell = (changes: Partial<typeof said>): void => {
      const messages = [{ ...said, ...changes }];
      TestSocket.last?.serverSends({ type: "rows", ...noRows, agents: [agent], messages, cursor: null });
    };
    tell({});
    tell({});
    tell({ text: "Good evening", edited_at: said.created_at, version: 2 });
    tell({ id: "own", author: "customer", seq: 3, public_seq: 3 });
    expect(onArrival.mock.calls.map(([message]) => message.text)).toEqual(["Good morning"]);
  });
});
