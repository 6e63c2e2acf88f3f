// @vitest-environment jsdom
import "fake-indexeddb/auto";
import type { Mark } from "@stonechat/openapi/types";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bubbles, eventually, saved, TestPages, tellOtherTabs, texts } from "../../testing/pages";
import { agent, noRows, TestSocket } from "../../testing/server";
import type { Chat } from "./chat";
import { listOf } from "./list";
import { EMPTY_FORM } from "./view";

describe("Several conversations", () => {
  let pages: TestPages;
  let chat: Chat;
  let first: string;

  beforeEach(async () => {
    pages = new TestPages();
    pages.server.had("old", "2026-03-01T10:00:00Z", "Is it blue?", "Yes, it is.");
    chat = await pages.begun("Hello");
    first = pages.server.conversationId ?? "";
    await live();
  });
  afterEach(() => {
    pages.close();
  });

  async function live(): Promise<void> {
    await eventually(() => expect(TestSocket.last).not.toBeNull());
    TestSocket.last?.serverAccepts();
    await eventually(() => expect(chat.conversations.loaded).toBe(true));
  }
  const list = (one = chat): string[] =>
    listOf(one.view().listed).map(({ id, preview, unread }) => `${id === first ? "new" : id}: ${preview} (${unread})`);

  it("are a list, newest activity first, with what waits in each", () => {
    expect(chat.view()).toMatchObject({ screen: "thread", canGoBack: true });
    chat.places.showList();
    expect(chat.view()).toMatchObject({ screen: "list", canGoBack: false });
    expect(list()).toEqual(["new: Hello (0)", "old: Yes, it is. (2)"]);
    expect(pages.onUnread).toHaveBeenLastCalledWith(2);
  });

  it("count nothing that was read, here or in another browser", async () => {
    const row: Mark = {
      id: "k",
      conversation_id: "old",
      reader: "customer",
      reader_id: "k1",
      delivered_seq: 2,
      read_seq: 2,
      version: 1,
    };
    TestSocket.last?.serverSends({ type: "rows", ...noRows, marks: [row], cursor: null });
    expect(pages.onUnread).toHaveBeenLastCalledWith(0);
    chat.places.showList();
    expect(list()).toEqual(["new: Hello (0)", "old: Yes, it is. (0)"]);
  });

  it("are read one after the other, and each keeps what is typed in it", async () => {
    chat.draft.type("to the new one");
    chat.places.goTo("old");
    await eventually(() => expect(texts(chat)).toEqual(["Is it blue? (sent)", "Yes, it is. (sent)"]));
    expect(chat.draft.text()).toBe("");
    chat.draft.type("to the old one");
    chat.places.goTo(first);
    expect(texts(chat)).toEqual(["Hello (sent)"]);
    expect(chat.draft.text()).toBe("to the new one");
    chat.places.goTo("old");
    expect(chat.draft.text()).toBe("to the old one");
    expect(pages.server.count("GET /v1/conversations/old/messages")).toBe(1);
  });

  it("are open again after a reload as they were, list or conversation", async () => {
    chat.places.goTo("old");
    chat.destroy();
    chat = pages.open();
    await eventually(() => expect(bubbles(chat)).toHaveLength(2));
    chat.places.showList();
    chat.destroy();
    chat = pages.open();
    expect(chat.view().screen).toBe("list");
    chat.loadList();
    await eventually(() => expect(list()).toHaveLength(2));
  });

  it("are in step in a second tab, which loses nothing that is typed there", async () => {
    const second = pages.open();
    await eventually(() => expect(texts(second)).toEqual(["Hello (sent)"]));
    second.draft.type("half a senten");
    chat.places.goTo("old");
    tellOtherTabs();
    await eventually(() => expect(texts(second)).toHaveLength(2));
    expect(second.draft.text()).toBe("");
    expect(saved()["drafts"]).toEqual({ [first]: "half a senten" });
    chat.places.showList();
    tellOtherTabs();
    expect(second.view().screen).toBe("list");
  });

  it("go on beside a new one, whose form starts with who the customer is", async () => {
    chat.draft.type("later");
    chat.places.showList();
    chat.places.startAnother();
    expect(chat.view()).toMatchObject({ screen: "form", canGoBack: true });
    expect(chat.view().form).toMatchObject({ answers: { name: "Maria" }, text: "" });
    await chat.start({ name: "Maria" }, "Another thing", chat.view().form);
    await eventually(() => expect(texts(chat)).toEqual(["Another thing (sent)"]));
    expect(chat.draft.text()).toBe("");
    expect(saved()).toMatchObject({ drafts: { [first]: "later" }, listed: false });
    expect(pages.server.count("POST /v1/conversations")).toBe(2);
  });

  it("keep a form that is being filled in, wherever other tabs go", () => {
    chat.places.startAnother();
    const second = pages.open();
    second.places.showList();
    tellOtherTabs();
    expect(chat.view().screen).toBe("form");
    chat.places.showList();
    expect(chat.view().screen).toBe("list");
  });

  it("show what could not be started yet, so that it is found again", async () => {
    pages.server.refusals.set("POST /v1/conversations", { status: 503, code: "busy" });
    chat.places.startAnother();
    await chat.start({}, "Are you there?", EMPTY_FORM);
    chat.places.showList();
    expect(list()[0]).toMatch(/: Are you there\? \(0\)$/);
    expect(list()).toHaveLength(3);
  });

  it("hear of what is said in one that is not open", async () => {
    const head = pages.server.had("old", new Date().toISOString(), "Is it blue?", "Yes, it is.", "And red?", "No.");
    const said = pages.server.earlier.get("old")?.messages ?? [];
    const conversations = [{ ...head, version: 3 }];
    TestSocket.last?.serverSends({
      type: "rows",
      ...noRows,
      agents: [agent],
      conversations,
      messages: said,
      cursor: null,
    });
    expect(pages.onUnread).toHaveBeenLastCalledWith(4);
    chat.places.showList();
    expect(list()[0]).toBe("old: No. (4)");
  });

  it("come page by page", async () => {
    pages.server.listLimit = 2;
    pages.server.had("older", "2026-02-01T10:00:00Z", "One", "Two");
    chat.destroy();
    chat = pages.open();
    chat.places.showList();
    chat.loadList();
    await eventually(() => expect(chat.view().listState).toEqual({ loaded: true, hasMore: true }));
    await Promise.all([chat.conversations.more(), chat.conversations.more()]);
    expect(list()).toEqual(["new: Hello (0)", "old: Yes, it is. (2)", "older: Two (2)"]);
    expect(chat.view().listState.hasMore).toBe(false);
  });

  it("are those of the server after a reset, without what is gone", async () => {
    chat.places.showList();
    expect(list()).toHaveLength(2);
    pages.server.earlier.delete("old");
    TestSocket.last?.serverSends({ type: "reset" });
    expect(list()).toHaveLength(2);
    TestSocket.last?.serverSends({ type: "ready", cursor: "c2" });
    await eventually(() => expect(list()).toEqual(["new: Hello (0)"]));
  });
});
