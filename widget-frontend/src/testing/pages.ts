import { IDBFactory } from "fake-indexeddb";
import { expect, vi } from "vitest";
import { Chat, type ChatOptions } from "../panel/chat/chat";
import type { Bubble } from "../panel/chat/timeline";
import { EMPTY_FORM } from "../panel/chat/view";
import { TestServer, TestSocket } from "./server";

export const KEY = "stonechat:s1";

/** One customer's browser on one site: its storage, and the pages that are open in it. */
export class TestPages {
  readonly server = new TestServer().install();
  readonly onUnread = vi.fn();
  language = "en";
  /** What the host page heard, without the changes of the line. */
  readonly told: (readonly [event: string, detail: unknown])[] = [];
  readonly #chats: Chat[] = [];

  constructor() {
    localStorage.clear();
    TestSocket.last = null;
    vi.stubGlobal("indexedDB", new IDBFactory());
    vi.spyOn(Math, "random").mockReturnValue(0);
  }

  /** What every page of the site does. */
  open(more: Pick<ChatOptions, "onArrival"> = {}): Chat {
    const { onUnread } = this;
    const chat = new Chat({
      siteId: "s1",
      api: async () => "https://api.test",
      language: () => this.language,
      onConfig: () => undefined,
      onUnread,
      tell: (event, detail) => {
        if (event !== "status") this.told.push([event, detail]);
      },
      ...more,
    });
    this.#chats.push(chat);
    return chat;
  }

  /** A page on which a conversation was begun and has arrived. */
  async begun(text = "Hello"): Promise<Chat> {
    const chat = this.open();
    await chat.start({ name: "Maria" }, text, EMPTY_FORM);
    await eventually(() => expect(texts(chat)).toEqual([`${text} (sent)`]));
    return chat;
  }

  close(): void {
    for (const chat of this.#chats) chat.destroy();
  }
}

export const bubbles = (chat: Chat): Bubble[] =>
  chat.view().days.flatMap((day) => day.groups.flatMap((group) => group.bubbles));

export const texts = (chat: Chat): string[] => bubbles(chat).map(({ text, state }) => `${text} (${state})`);

export const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { interval: 2 });

/** What the browser keeps of the customer. */
export const saved = (): Record<string, unknown> =>
  JSON.parse(localStorage.getItem(KEY) ?? "null") as Record<string, unknown>;

/** Tells the other tabs, as browsers do, that this one stored something. */
export function tellOtherTabs(): void {
  window.dispatchEvent(new StorageEvent("storage", { key: KEY }));
}
