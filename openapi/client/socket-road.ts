import type { ClientFrame, ServerFrame } from "../generated/types.gen";
import type { TokenProvider } from "./api";
import { backoffDelay } from "./backoff";
import { Blockade } from "./blockade";
import { SyncSocket } from "./socket";

export type Phase = "connecting" | "live" | "waiting" | "stopped" | "refused";

export interface SocketRoadOptions {
  url: () => string;
  tab: string;
  token: TokenProvider;
  /** The newest cursor. */
  since: () => string | null;
  /** Rows come by another road, so there is no hurry. */
  spared: () => boolean;
  onFrame(frame: ServerFrame): void;
  onPhase(phase: Phase): void;
  /** The network lets no socket through. It is tried again all the same. */
  onBlocked(): void;
}

/** A connection that lived this long was a good one: the backoff begins anew. */
const STEADY_MS = 10_000;
/** While there is another road, a socket is tried only now and then. */
const SPARED_MS = 60_000;
const TOKEN_EXPIRED = 4002;
/** Close codes from here to 4999 say stop. All others say come back, also those of the server's framework, like 4500. */
const FIRST_REFUSAL = 4900;

/** One socket after the other: who it is that speaks, when to come back, and when not to. */
export class SocketRoad {
  readonly #options: SocketRoadOptions;
  readonly #blockade = new Blockade();
  #socket: SyncSocket | null = null;
  #phase: Phase = "stopped";
  #failures = 0;
  #liveSince = 0;
  /** The server asked not to be asked before. */
  #notBefore = 0;
  /** The token that the server knows. */
  #token: string | null = null;
  #freshToken = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Grows with every attempt, so that an answer to an earlier one is recognized. */
  #attempt = 0;

  constructor(options: SocketRoadOptions) {
    this.#options = options;
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** Proves a live connection, or connects at once. */
  wake(): void {
    if (this.#phase === "live") this.#socket?.probe();
    else if (this.#phase !== "connecting") void this.#connect();
  }

  stop(phase: "stopped" | "refused"): void {
    this.#drop();
    this.#blockade.stop();
    this.#enter(phase);
  }

  send(frame: ClientFrame): void {
    if (this.#phase === "live") this.#socket?.send(frame);
  }

  async #connect(): Promise<void> {
    this.#drop();
    const attempt = this.#attempt;
    this.#enter("connecting");
    let token: string | null;
    try {
      token = await this.#options.token(this.#freshToken);
    } catch {
      if (attempt === this.#attempt) this.#comeBack();
      return;
    }
    if (attempt !== this.#attempt) return;
    if (token === null) {
      this.stop("stopped");
      return;
    }
    this.#freshToken = false;
    this.#open(token);
  }

  #open(token: string): void {
    this.#token = token;
    this.#blockade.attempt();
    try {
      this.#socket = new SyncSocket({
        url: this.#options.url(),
        hello: () => ({ type: "hello", token, tab: this.#options.tab, since: this.#options.since() }),
        onFrame: (frame) => this.#receive(frame),
        onEnd: (code) => this.#closed(code),
      });
    } catch {
      // A host page's content security policy may refuse the address.
      this.#closed(null);
    }
  }

  #receive(frame: ServerFrame): void {
    switch (frame.type) {
      case "ready":
        this.#liveSince = Date.now();
        this.#blockade.live();
        this.#enter("live");
        break;
      case "ping":
        void this.#renewToken();
        break;
      case "error":
        this.#notBefore = Date.now() + (frame.retry_after_ms ?? 0);
        break;
      case "bye":
        this.#notBefore = Date.now() + frame.retry_after_ms;
        this.#comeBack();
        return;
      default:
      // The others are for those who keep the rows, or of a newer server.
    }
    this.#options.onFrame(frame);
  }

  #closed(code: number | null): void {
    const byServer = code !== null && code >= 4000 && code < 5000;
    const refused = byServer && code >= FIRST_REFUSAL;
    // What was refused is not tried again as it was.
    this.#freshToken = refused || code === TOKEN_EXPIRED;
    if (refused) {
      this.stop("refused");
      return;
    }
    // A server that closes with a code of its own was reached, so no network is in the way.
    if (!byServer && !this.#liveSince) this.#blockade.unheard();
    this.#comeBack();
  }

  #comeBack(): void {
    if (this.#liveSince && Date.now() - this.#liveSince >= STEADY_MS) this.#failures = 0;
    let delay = Math.max(this.#notBefore - Date.now(), backoffDelay(this.#failures));
    this.#failures += 1;
    this.#drop();
    if (this.#blockade.stands(delay)) this.#options.onBlocked();
    if (this.#options.spared()) delay = Math.max(delay, SPARED_MS * (0.75 + Math.random() / 2));
    this.#enter("waiting");
    this.#timer = setTimeout(() => void this.#connect(), delay);
  }

  #drop(): void {
    this.#attempt += 1;
    this.#liveSince = 0;
    clearTimeout(this.#timer);
    this.#socket?.drop();
    this.#socket = null;
  }

  /** A token that is renewed in time never costs the connection. One that cannot be had is asked for at the next ping. */
  async #renewToken(): Promise<void> {
    const attempt = this.#attempt;
    const token = await this.#options.token(false).catch(() => null);
    if (token === null || token === this.#token || attempt !== this.#attempt) return;
    this.#token = token;
    this.send({ type: "refresh", token });
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#options.onPhase(phase);
  }
}
