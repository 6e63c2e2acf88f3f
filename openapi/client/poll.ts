import type { SyncAnswer, SyncRequest } from "../generated/types.gen";
import { ApiError, exchange, TIMEOUT_MS, type TokenProvider } from "./api";
import { retryDelay } from "./backoff";

export interface PollOptions {
  /** Address of `/v1/sync`, asked for at every call. */
  url: () => string;
  token: TokenProvider;
  /** The newest cursor. */
  since: () => string | null;
  /** `first`: the line was not known to work before. */
  onAnswer(answer: SyncAnswer, first: boolean): void;
  onFailure(): void;
  /** There is nobody to ask for (`stopped`), or the server wants no more questions. */
  onEnd(because: "stopped" | "refused"): void;
}

/** How long the server may wait for news. */
const WAIT_S = 25;
/** No two questions closer than this: what changes in a burst comes in few answers. */
const PACE_MS = 500;

/** Asks for the rows one long question after the other. It keeps nothing but the pace; the cursor is its owner's. */
export class Poll {
  readonly #options: PollOptions;
  #running = false;
  #live = false;
  #failures = 0;
  #inHaste = false;
  #asking: AbortController | undefined;
  #cutShort: () => void = () => undefined;
  /** Grows with every start and stop, so that an answer to an earlier question is recognized. */
  #round = 0;

  constructor(options: PollOptions) {
    this.#options = options;
  }

  /** The newest question was answered. */
  get live(): boolean {
    return this.#live;
  }

  /** How often in a row there was no answer before this one. */
  get failures(): number {
    return this.#failures;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#run(this.#round);
  }

  /** Asks anew: after a sleep the question that waits may have no line any more. */
  wake(): void {
    if (!this.#running) return;
    this.#inHaste = true;
    this.#leaveRound();
    void this.#run(this.#round);
  }

  stop(): void {
    this.#running = false;
    this.#live = false;
    this.#failures = 0;
    this.#leaveRound();
  }

  #leaveRound(): void {
    this.#round += 1;
    this.#asking?.abort();
    this.#cutShort();
  }

  async #run(round: number): Promise<void> {
    let fresh = false;
    while (round === this.#round) {
      const askedAt = Date.now();
      let pauseMs: number;
      try {
        const answer = await this.#ask(fresh);
        if (round !== this.#round) return;
        if (answer === null) return this.#options.onEnd("stopped");
        fresh = false;
        pauseMs = askedAt + PACE_MS - Date.now();
        this.#answered(answer);
      } catch (error) {
        if (round !== this.#round) return;
        const failure = error instanceof ApiError ? error : new ApiError(0);
        const again: boolean = failure.status === 401 && !fresh;
        fresh = again;
        if (again) continue;
        // A proxy's refusal carries no problem document, and may pass.
        if ((failure.status === 401 || failure.status === 403) && failure.problem) {
          return this.#options.onEnd("refused");
        }
        pauseMs = this.#failed(failure);
      }
      if (round === this.#round) await this.#pause(pauseMs);
    }
  }

  /** Null without a token. The first question after a silence waits for nothing: its answer shows that the line works. */
  async #ask(fresh: boolean): Promise<SyncAnswer | null> {
    const asking = new AbortController();
    this.#asking = asking;
    const token = await this.#options.token(fresh);
    if (token === null) return null;
    const body: SyncRequest = { since: this.#options.since(), wait: this.#live && !this.#inHaste ? WAIT_S : 0 };
    this.#inHaste = false;
    return exchange("POST", this.#options.url(), token, body, TIMEOUT_MS + body.wait * 1000, asking);
  }

  #answered(answer: SyncAnswer): void {
    const first = !this.#live;
    this.#live = true;
    this.#options.onAnswer(answer, first);
    this.#failures = 0;
  }

  /** How long to wait before the next question. */
  #failed(error: ApiError): number {
    const pauseMs = retryDelay(error, this.#failures);
    this.#live = false;
    this.#failures += 1;
    this.#options.onFailure();
    return pauseMs;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#cutShort = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
