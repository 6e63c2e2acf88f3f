import { setTimeout as pause } from "node:timers/promises";

interface Looks {
  /** Between two looks. */
  everyMs: number;
  latestMs: number;
}

/** Looks again and again until it is so; what it is, is for the error when it never comes. Returns what was seen. */
export async function lookUntil<T, U extends T>(
  look: () => Promise<T>,
  isTrue: (seen: T) => seen is U,
  what: string,
  looks: Looks,
): Promise<U>;
export async function lookUntil<T>(
  look: () => Promise<T>,
  isTrue: (seen: T) => boolean,
  what: string,
  looks: Looks,
): Promise<T>;
export async function lookUntil<T>(
  look: () => Promise<T>,
  isTrue: (seen: T) => boolean,
  what: string,
  { everyMs, latestMs }: Looks,
): Promise<T> {
  const deadline = Date.now() + latestMs;
  for (;;) {
    const seen = await look();
    if (isTrue(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`it did not come to be that ${what}`);
    await pause(everyMs);
  }
}
