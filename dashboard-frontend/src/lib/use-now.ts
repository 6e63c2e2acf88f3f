import { useSyncExternalStore } from "react";

const MINUTE_MS = 60_000;
const listeners = new Set<() => void>();
let now = thisMinute();
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * The minute that it is, for everything that shows a time: "now" must not stay "now" for an hour. It changes with the
 * clock, so that clocks are right and all pages say the same.
 */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, () => now);
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) now = thisMinute();
  listeners.add(listener);
  timer ??= wait();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}

function wait(): ReturnType<typeof setTimeout> {
  return setTimeout(tick, MINUTE_MS - (Date.now() % MINUTE_MS));
}

function tick(): void {
  timer = wait();
  now = thisMinute();
  for (const listener of listeners) listener();
}

function thisMinute(): Date {
  return new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS);
}
