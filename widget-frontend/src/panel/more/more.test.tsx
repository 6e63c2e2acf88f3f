// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { createRoot, type Root } from "react-dom/client";
import { act } from "react-dom/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { eventually, TestPages } from "../../testing/pages";
import { noRows, TestSocket } from "../../testing/server";
import { refuseStorage } from "../../testing/storage";
import type { Chat } from "../chat/chat";
import { Shell } from "../shell";
import { App } from "../ui/App";
import { loadMore } from "../ui/useMore";

describe("What comes after the first message", () => {
  let pages: TestPages;
  let root: Root;
  let chat: Chat;
  const onClose = vi.fn();

  beforeEach(async () => {
    onClose.mockReset();
    vi.stubGlobal("matchMedia", () => ({ matches: false }));
    vi.stubGlobal(
      "CSSStyleSheet",
      class {
        replaceSync(): void {}
      },
    );
    Object.assign(document, { adoptedStyleSheets: [] });
    vi.spyOn(document, "hasFocus").mockReturnValue(true);
    vi.spyOn(window, "focus").mockReturnValue();
    await loadMore();
    pages = new TestPages();
    pages.server.had("old", "2026-03-01T10:00:00Z", "Is it blue?", "Yes, it is.");
    root = createRoot(document.body);
  });
  afterEach(() => {
    root.unmount();
    pages.close();
  });

  async function begin(): Promise<void> {
    chat = await pages.begun();
    await eventually(() => expect(TestSocket.last).not.toBeNull());
    TestSocket.last?.serverAccepts();
    await eventually(() => expect(chat.conversations.loaded).toBe(true));
    const shell = new Shell();
    act(() => root.render(<App chat={chat} shell={shell} onClose={onClose} />));
    act(() => shell.show(true));
  }
  const find = <E extends HTMLElement>(selector: string): E => document.querySelector(selector) as E;
  const said = (selector: string): string[] =>
    [...document.querySelectorAll(selector)].map(({ textContent }) => textContent ?? "");
  const press = (name: string): void => {
    const named = (element: Element): boolean =>
      element.textContent === name || element.getAttribute("aria-label") === name;
    const button = [...document.querySelectorAll("button")].find(named);
    if (!button) throw new Error(`There is no ${name}.`);
    act(() => button.click());
  };
  const resolve = (): void => {
    const conversations = [pages.server.change({ status: "resolved" })];
    act(() => TestSocket.last?.serverSends({ type: "rows", ...noRows, conversations, cursor: null }));
  };
  const choose = (rating: number): void =>
    act(() => find<HTMLInputElement>(`.star:nth-of-type(${rating}) input`).click());

  it("goes to the list, into another conversation, and back, with the focus", async () => {
    await begin();
    press("All conversations");
    await eventually(() => expect(said(".preview")).toEqual(["Hello", "Yes, it is."]));
    expect(said(".count")).toEqual(["2 2 unread"]);
    await eventually(() => expect(document.activeElement).toBe(find(".row")));
    act(() => document.querySelectorAll<HTMLElement>(".row")[1]?.click());
    await eventually(() => expect(said(".bubble")).toEqual(["Is it blue?", "Yes, it is."]));
    await eventually(() => expect(document.activeElement).toBe(find("textarea")));
    press("All conversations");
    await eventually(() => expect(said(".count")).toEqual([]));
  });

  it("starts another conversation from the list", async () => {
    await begin();
    press("All conversations");
    await eventually(() => expect(said(".row")).toHaveLength(2));
    press("Start a new conversation");
    await eventually(() => expect(said("h2")).toEqual(["How can we help?"]));
    press("All conversations");
    await eventually(() => expect(said(".row")).toHaveLength(2));
  });

  it("asks how it was, in words for screen readers too, and thanks for the answer", async () => {
    await begin();
    resolve();
    await eventually(() => expect(said(".rating legend")).toEqual(["How was this conversation?"]));
    const labels = [...document.querySelectorAll(".star input")].map((input) => input.getAttribute("aria-label"));
    expect(labels).toEqual(["1 of 5, Very bad", "2 of 5, Bad", "3 of 5, Fine", "4 of 5, Good", "5 of 5, Very good"]);
    choose(4);
    press("Send rating");
    await eventually(() => expect(said(".rating [role=status]")).toEqual(["Thank you for rating. 4 of 5."]));
    expect(pages.server.head).toMatchObject({ rating: 4, rating_text: "" });
    press("Change");
    choose(2);
    press("Send rating");
    await eventually(() => expect(said(".rating [role=status]")).toEqual(["Thank you for rating. 2 of 5."]));
  });

  it("keeps the choice when a rating could not be sent, and says so", async () => {
    await begin();
    resolve();
    await eventually(() => expect(said(".rating legend")).toHaveLength(1));
    pages.server.refusals.set("PUT /v1/conversations/", { status: 503, code: "busy" });
    choose(3);
    press("Send rating");
    await eventually(() => expect(said(".rating [role=alert]")).toEqual(["Your rating could not be sent. Try again."]));
    expect(document.querySelectorAll(".star.on")).toHaveLength(3);
    pages.server.refusals.clear();
    press("Send rating");
    await eventually(() => expect(pages.server.head.rating).toBe(3));
  });

  it("turns the sound off for the next page too, and closes its menu with Escape without closing the panel", async () => {
    await begin();
    await eventually(() => expect(document.querySelector(".menu")).not.toBeNull());
    press("Options");
    await eventually(() => expect(document.activeElement?.textContent).toBe("Turn sound off"));
    const key = new KeyboardEvent("keydown", { key: "Escape", bubbles: true });
    act(() => void document.activeElement?.dispatchEvent(key));
    expect(onClose).not.toHaveBeenCalled();
    expect(find<HTMLElement>(".menu ul").hidden).toBe(true);
    expect(document.activeElement).toBe(find("[aria-label=Options]"));
    press("Options");
    press("Turn sound off");
    expect(pages.open().view().muted).toBe(true);
    expect(said(".menu li button")[0]).toBe("Turn sound on");
  });

  it("gives all of the conversation as a file, and says when it cannot", async () => {
    const files: Blob[] = [];
    Object.assign(URL, {
      createObjectURL: (file: Blob) => {
        files.push(file);
        return "blob:1";
      },
      revokeObjectURL: () => undefined,
    });
    const names: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
    await begin();
    for (let count = 2; count <= 70; count++) pages.server.say(`text ${count}`);
    await eventually(() => expect(document.querySelector(".menu")).not.toBeNull());
    pages.server.refusals.set(`GET /v1/conversations/${pages.server.conversationId}/messages`, {
      status: 503,
      code: "busy",
    });
    press("Download transcript");
    await eventually(() => expect(said(".hint")).toEqual(["The transcript could not be loaded. Try again."]));
    pages.server.refusals.clear();
    press("Download transcript");
    await eventually(() => expect(files).toHaveLength(1));
    const text = (await files[0]?.text()) ?? "";
    expect(text.split("\n\n")).toHaveLength(71);
    expect(text).toMatch(/^Hearth & Heath\n\nYou, .+\nHello\n\nMaria, .+\ntext 2\n\n/);
    expect(names[0]).toMatch(/^Hearth & Heath \d{4}-\d\d-\d\d\.txt$/);
    expect(said(".hint")).toEqual([""]);
  });

  it("says kindly that the team takes no messages, and offers no composer and no other try", async () => {
    pages.server.refusals.set("POST /v1/conversations", { status: 403, code: "blocked" });
    chat = pages.open();
    const shell = new Shell();
    act(() => root.render(<App chat={chat} shell={shell} onClose={onClose} />));
    act(() => shell.show(true));
    await act(() => chat.start({}, "Hello", chat.view().form));
    await eventually(() => expect(said(".calm")).toEqual(["The team takes no messages from here any more."]));
    expect(said(".failure")).toEqual(["Not sent."]);
    expect(document.querySelector(".composer")).toBeNull();
  });

  it("tells what it means that the browser keeps nothing, and goes on in memory", async () => {
    refuseStorage();
    await begin();
    await eventually(() => expect(said(".line").join()).toContain("Your browser doesn’t save this chat."));
    await act(() => chat.send("Still here"));
    await eventually(() => expect(said(".bubble")).toEqual(["Hello", "Still here"]));
  });

  it("says nothing of that where the browser keeps all, also again after it was cleared", async () => {
    await begin();
    expect(said(".line").join("")).toBe("");
    localStorage.clear();
    await act(() => chat.send("Still here"));
    act(() => chat.draft.type("and"));
    act(() => chat.draft.store());
    await eventually(() => expect(said(".bubble")).toEqual(["Hello", "Still here"]));
    expect(said(".line").join("")).toBe("");
    expect(pages.open().view().screen).toBe("thread");
  });
});
