import type { Entry } from "./timeline";

/** The API lets nobody change what was said longer ago. */
const WINDOW_MS = 15 * 60_000;

/** Whether its author may still change what is said here. */
export function mayRevise({ at, deleted, delivery }: Entry, now: number = Date.now()): boolean {
  const isStored = delivery === "sent" || delivery === "delivered" || delivery === "read";
  return isStored && !deleted && now - Date.parse(at) < WINDOW_MS;
}
