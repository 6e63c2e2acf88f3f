import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";

/** All that the inbox shows, part by part, each as lines from its top to its end. */
export type Reading = Record<"rail" | "list" | "conversation" | "thread" | "customer", string[]>;

const program = readFileSync(join(import.meta.dirname, "read-inbox.js"), "utf8");

/**
 * Reads what an agent sees of the inbox with an open conversation: words, times, faces, icons, colors of tags, what is
 * pressed, and what stands in fields.
 */
export function readInbox(page: Page): Promise<Reading> {
  return page.evaluate<Reading>(program);
}

/** So many lines at the end of a thread are more than anybody sees at once. */
const THREAD_LINES = 150;

/**
 * Where what somebody sees is not what a fresh page shows; nothing when it is. A page that has been open for longer may
 * have more of a long thread.
 */
export function differences(seen: Reading, fresh: Reading): string[] {
  return (Object.keys(fresh) as (keyof Reading)[]).flatMap((part) => {
    const most = part === "thread" ? Math.min(THREAD_LINES, fresh.thread.length) : Number.POSITIVE_INFINITY;
    const [mine, theirs] = [seen[part].slice(-most), fresh[part].slice(-most)];
    if (theirs.length === 0) return [`${part}: the fresh page shows none`];
    const at = theirs.findIndex((line, index) => line !== mine[index]);
    if (at < 0 && mine.length === theirs.length) return [];
    const place = at < 0 ? theirs.length : at;
    return [`${part}, line ${place} of ${theirs.length}: ${around(mine, place)} instead of ${around(theirs, place)}`];
  });
}

function around(lines: readonly string[], at: number): string {
  return JSON.stringify(lines.slice(Math.max(0, at - 1), at + 2));
}
