/**
 * A network that lets no socket through refuses in milliseconds or swallows it without a word: so three attempts tell,
 * or ten seconds. Where a socket was live before, quick failures look more like a restart of the server, and only the
 * time counts: its clients must not come back with two requests each.
 */
const ATTEMPTS = 3;
const PATIENCE_MS = 10_000;

/** Tells a network that lets no socket through from a server that is gone for a moment. */
export class Blockade {
  #attempts = 0;
  #since = 0;
  #everLive = false;

  /** An attempt begins. */
  attempt(): void {
    if (this.#attempts === 0) this.#since = Date.now();
  }

  /** Nobody was found. */
  unheard(): void {
    this.#attempts += 1;
  }

  live(): void {
    this.#attempts = 0;
    this.#everLive = true;
  }

  stop(): void {
    this.#attempts = 0;
  }

  /** No socket gets through here, or none will before the next attempt. */
  stands(nextInMs: number): boolean {
    if (this.#attempts === 0) return false;
    const byThen = Date.now() + nextInMs - this.#since;
    return byThen >= PATIENCE_MS || (!this.#everLive && this.#attempts >= ATTEMPTS);
  }
}
