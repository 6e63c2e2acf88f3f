import { ApiError } from "./api";

const FIRST_MS = 500;
const CEILING_MS = 30_000;

/** Full jitter: after an outage thousands of clients must not come back in step. */
export function backoffDelay(failures: number, random: () => number = Math.random): number {
  return random() * Math.min(CEILING_MS, FIRST_MS * 2 ** failures);
}

/** The same, and not before the server asked for it. */
export function retryDelay(error: unknown, failures: number): number {
  const askedMs = error instanceof ApiError ? (error.retryAfterMs ?? 0) : 0;
  return Math.max(askedMs, backoffDelay(failures));
}
