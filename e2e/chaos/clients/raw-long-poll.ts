import { ApiError, createApi } from "@stonechat/openapi/client";
import { pause } from "../world/time.ts";
import type { Link, LinkOptions } from "./link.ts";
import type { AnyRows } from "./memory.ts";

/** Shorter than the server allows, so that a question ends before the client core's limit for an answer. */
const WAIT_S = 10;

interface Answer extends AnyRows {
  reset: boolean;
  cursor: string;
}

/** Somebody whose network lets no WebSocket through, written from the protocol's guide. */
export class RawLongPollLink implements Link {
  readonly #options: LinkOptions;
  #cursor: string | null = null;
  #running = false;
  live = false;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = true;
    void this.#run();
  }

  wake(): void {
    // The next question is never far.
  }

  stop(): void {
    this.#running = false;
    this.live = false;
  }

  async #run(): Promise<void> {
    const api = createApi({ base: this.#options.base, token: this.#options.token });
    while (this.#running) {
      try {
        const answer = await api.post<Answer>("/v1/sync", { since: this.#cursor, wait: WAIT_S });
        if (!this.#running) return;
        this.#hear(answer);
      } catch (error) {
        this.live = false;
        await pause((error instanceof ApiError && error.retryAfterMs) || 200 + Math.random() * 1_000);
      }
    }
  }

  #hear(answer: Answer): void {
    const begins = this.#cursor === null;
    if (answer.reset) this.#options.onReset();
    this.#options.onRows(answer);
    this.#cursor = answer.cursor;
    this.live = true;
    if (begins || answer.reset) this.#options.onReady();
  }
}
