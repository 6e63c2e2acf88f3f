import type { RowsFrame, ServerFrame, SyncAnswer } from "../generated/types.gen";
import type { TokenProvider } from "./api";
import { backoffDelay } from "./backoff";
import { Poll } from "./poll";
import type { Rows } from "./rows";
import { SyncSocket } from "./socket";

export interface SyncOptions {
  /** Address of the socket, asked for at every attempt: ws(s)://…/v1/socket */
  url: () => string;
  /** Address of the same rows for a network that lets no socket through: …/v1/sync */
  pollUrl: () => string;
  /** Tells the tabs of one person apart. */
  tab: string;
  /** Null: there is nobody to connect for until `wake()`. */
  token: TokenProvider;
  onRows(rows: Rows): void;
  /** What was kept is no base any more: load the snapshots again, keep outbox and drafts. */
  onReset(): void;
  /** From here on nothing is missed. */
  onReady?(): void;
  onStatus(status: SyncStatus): void;
}

/**
 * `live`: changes arrive, by whichever road. `waiting`: will try again by itself. `stopped`: there is nobody to connect
 * for. `refused`: the server said stop, and is asked again only when woken.
 */
export type SyncStatus = "connecting" | "live" | "waiting" | "stopped" | "refused";

/** A connection that lived this long was a good one: the backoff begins anew. */
const STEADY_MS = 10_000;
/**
 * A network that lets no socket through refuses in milliseconds or swallows it without a word: so three attempts tell,
 * or ten seconds. Where a socket was live before, quick failures look more like a restart of the server, and only the
 * time counts: its clients must not come back with two requests each.
 */
const BLOCKED_ATTEMPTS = 3;
const BLOCKED_MS = 10_000;
/** While polling works, the socket is tried only now and then. */
const SOCKET_AGAIN_MS = 60_000;
const TOKEN_EXPIRED = 4002;
/** Close codes from here to 4999 say stop. All others say come back, also those of the server's framework, like 4500. */
const FIRST_REFUSAL = 4900;

/** One subscription kept alive, by socket or by polling: it comes back by itself and asks for what it missed. */
export class SyncConnection {
  readonly #options: SyncOptions;
  readonly #poll: Poll;
  #socket: SyncSocket | null = null;
  /** Where the road by socket stands. */
  #phase: SyncStatus = "stopped";
  #status: SyncStatus = "stopped";
  #running = false;
  #cursor: string | null = null;
  #failures = 0;
  /** Attempts in a row that found nobody, and when the first of them began. */
  #unheard = 0;
  #unheardSince = 0;
  #socketsWork = false;
  #liveSince = 0;
  #retryAfterMs = 0;
  #freshToken = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Grows with every attempt, so that an answer to an earlier one is recognized. */
  #attempt = 0;

  constructor(options: SyncOptions) {
    this.#options = options;
    this.#poll = new Poll({
      url: options.pollUrl,
      token: options.token,
      since: () => this.#cursor,
      onAnswer: (answer, first) => this.#answered(answer, first),
      onFailure: () => this.#tell(),
      onEnd: (because) => this.#halt(because),
    });
  }

  get status(): SyncStatus {
    return this.#status;
  }

  /** The road by which changes arrive; null while they do not. */
  get transport(): "socket" | "poll" | null {
    if (this.#phase === "live") return "socket";
    return this.#poll.live ? "poll" : null;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#connect();
  }

  /** For a tab that wakes, a line that is back or a person who asks: proves a live connection, or connects at once. */
  wake(): void {
    if (!this.#running) return;
    this.#poll.wake();
    if (this.#phase === "live") this.#socket?.probe();
    else if (this.#phase !== "connecting") void this.#connect();
  }

  stop(): void {
    this.#running = false;
    this.#halt("stopped");
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
      this.#halt("stopped");
      return;
    }
    this.#freshToken = false;
    this.#open(token);
  }

  #open(token: string): void {
    if (this.#unheard === 0) this.#unheardSince = Date.now();
    try {
      this.#socket = new SyncSocket({
        url: this.#options.url(),
        hello: () => ({ type: "hello", token, tab: this.#options.tab, since: this.#cursor }),
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
      case "rows":
        this.#options.onRows(rowsOf(frame));
        if (frame.cursor !== null) this.#cursor = frame.cursor;
        break;
      case "ready":
        this.#cursor = frame.cursor;
        this.#liveSince = Date.now();
        this.#unheard = 0;
        this.#socketsWork = true;
        // Not before: until now the rows came by the other road. What both bring is told apart by version.
        this.#poll.stop();
        this.#enter("live");
        this.#options.onReady?.();
        break;
      case "reset":
        this.#cursor = null;
        this.#options.onReset();
        break;
      case "error":
        this.#retryAfterMs = frame.retry_after_ms ?? this.#retryAfterMs;
        break;
      case "bye":
        this.#retryAfterMs = frame.retry_after_ms;
        this.#comeBack();
        break;
      default:
      // A newer server may send frames that this client does not know.
    }
  }

  #answered(answer: SyncAnswer, first: boolean): void {
    if (answer.reset) this.#options.onReset();
    else this.#options.onRows(rowsOf(answer));
    this.#cursor = answer.cursor;
    this.#tell();
    if (first || answer.reset) this.#options.onReady?.();
    // The whole line was down and is back, so the socket may be too.
    if (this.#poll.failures > 0 && this.#phase === "waiting") void this.#connect();
  }

  #closed(code: number | null): void {
    const byServer = code !== null && code >= 4000 && code < 5000;
    const refused = byServer && code >= FIRST_REFUSAL;
    // What was refused is not tried again as it was.
    this.#freshToken = refused || code === TOKEN_EXPIRED;
    if (refused) {
      this.#halt("refused");
      return;
    }
    // A server that closes with a code of its own was reached, so no network is in the way.
    if (!byServer && !this.#liveSince) this.#unheard += 1;
    this.#comeBack();
  }

  #comeBack(): void {
    if (this.#liveSince && Date.now() - this.#liveSince >= STEADY_MS) this.#failures = 0;
    let delay = Math.max(this.#retryAfterMs, backoffDelay(this.#failures));
    this.#failures += 1;
    this.#drop();
    if (this.#isBlocked(delay)) this.#poll.start();
    if (this.#poll.live) delay = Math.max(delay, SOCKET_AGAIN_MS * (0.75 + Math.random() / 2));
    this.#enter("waiting");
    this.#timer = setTimeout(() => void this.#connect(), delay);
  }

  /** No socket gets through here, or none will before the next attempt. */
  #isBlocked(delay: number): boolean {
    if (this.#unheard === 0) return false;
    const byThen = Date.now() + delay - this.#unheardSince;
    return byThen >= BLOCKED_MS || (!this.#socketsWork && this.#unheard >= BLOCKED_ATTEMPTS);
  }

  #drop(): void {
    this.#attempt += 1;
    this.#liveSince = 0;
    this.#retryAfterMs = 0;
    clearTimeout(this.#timer);
    this.#socket?.drop();
    this.#socket = null;
  }

  #halt(phase: "stopped" | "refused"): void {
    this.#drop();
    this.#poll.stop();
    this.#unheard = 0;
    this.#enter(phase);
  }

  #enter(phase: SyncStatus): void {
    this.#phase = phase;
    this.#tell();
  }

  #tell(): void {
    const status = this.#poll.live ? "live" : this.#phase;
    if (status === this.#status) return;
    this.#status = status;
    this.#options.onStatus(status);
  }
}

function rowsOf({ conversations, messages, customers, agents }: RowsFrame | SyncAnswer): Rows {
  return { conversations, messages, customers, agents };
}
