import { storage } from "@/lib/storage";

const KEY = "stonechat.emoji";
/** One row of the grid. */
const KEPT = 8;

/** The emoji that were used last on this browser, newest first. */
export function recentEmoji(): string[] {
  try {
    const stored: unknown = JSON.parse(storage.get(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((each) => typeof each === "string").slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

export function rememberEmoji(emoji: string): void {
  const others = recentEmoji().filter((each) => each !== emoji);
  storage.set(KEY, JSON.stringify([emoji, ...others].slice(0, KEPT)));
}
