import { useSyncExternalStore } from "react";
import { Listeners } from "@/lib/listeners";
import { storage } from "@/lib/storage";

/** Which conversations one wants to hear of. Being mentioned is always told. */
export type NoticeScope = "mine" | "mine_and_unassigned" | "all";

export interface NoticeChoices {
  /** Notifications of the operating system; the browser's permission is asked for when it is switched on. */
  desktop: boolean;
  sound: boolean;
  about: NoticeScope;
}

const KEY = "stonechat.notices";
const SCOPES: readonly NoticeScope[] = ["mine", "mine_and_unassigned", "all"];
const AT_FIRST: NoticeChoices = { desktop: false, sound: true, about: "mine_and_unassigned" };
const listeners = new Listeners();
let read: { text: string | null; choices: NoticeChoices } = { text: null, choices: AT_FIRST };

/** What was chosen on this browser. Another tab may have changed it: it is read anew, and the same object while it is the same. */
export function noticeChoices(): NoticeChoices {
  const text = storage.get(KEY);
  if (text !== read.text) read = { text, choices: parse(text) };
  return read.choices;
}

export function useNoticeChoices(): NoticeChoices {
  return useSyncExternalStore(subscribe, noticeChoices);
}

export function chooseNotices(change: Partial<NoticeChoices>): void {
  storage.set(KEY, JSON.stringify({ ...noticeChoices(), ...change }));
  listeners.announce();
}

function subscribe(listener: () => void): () => void {
  const unsubscribe = listeners.subscribe(listener);
  window.addEventListener("storage", listener);
  return () => {
    unsubscribe();
    window.removeEventListener("storage", listener);
  };
}

function parse(text: string | null): NoticeChoices {
  try {
    const { desktop, sound, about } = JSON.parse(text ?? "{}") as Partial<NoticeChoices>;
    return {
      desktop: typeof desktop === "boolean" ? desktop : AT_FIRST.desktop,
      sound: typeof sound === "boolean" ? sound : AT_FIRST.sound,
      about: SCOPES.find((scope) => scope === about) ?? AT_FIRST.about,
    };
  } catch {
    return AT_FIRST;
  }
}
