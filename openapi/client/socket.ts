import type { ClientFrame, RowsFrame, ServerFrame } from "../generated/types.gen";
import type { TokenProvider } from "./api";
import { backoffDelay } from "./backoff";
import type { Rows } from "./rows";

export interface SyncOptions {
  /** Address of the socket, asked for at every attempt: ws(s)://…/v1/socket */
  url: () => string;
  /** Tells the tabs of one person apart. */
  tab: string;
  /** Null: there is nobody to connect for until `wake()`. */
  token: TokenProvider;
  onRows(rows: Rows): void;
  /** What was kept is no base any more: load the snapshots again, keep outbox and drafts. */
  onReset(): void;
  onReady?(): void;
  onStatus(status: SyncStatus): void;
}

/**
 * `waiting`: will try again by itself. `stopped`: there is nobody to connect for. `refused`: the server said stop, and is
 * asked again only when woken.
 */
export type SyncStatus = "connecting" | "live" | "waiting" | "stopped" | "refused";

/** The server pings every 25 s (± 20 %): this much silence means that the line is dead. */
const SILENCE_MS = 40_000;
/** How long connecting, and after that the first frame, may take. */
const HANDSHAKE_MS = 10_000;
const PROBE_MS = 5_000;
/** A connection that lived this long was a good one: the backoff begins anew. */
const STEADY_MS = 10_000;
const TOKEN_EXPIRED = 4002;
/** Close codes from here to 4999 say stop. All others say come back, also those of the server's framework, like 4500. */
const FIRST_REFUSAL = 4900;

/** One WebSocket kept alive: it comes back by itself and asks for what it missed. */
export class SyncConnection {
  readonly #options: SyncOptions;
  #socket: WebSocket | null = null;
  #status: SyncStatus = "stopped";
  #running = false;
  #cursor: string | null = null;
  #failures = 0;
  #liveSince = 0;
  #retryAfterMs = 0;
  #freshToken = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setTimeout> | undefined;
  /** Grows with every attempt, so that an answer to an earlier one is recognized. */
  #attempt = 0;

  constructor(options: SyncOptions) {
    this.#options = options;
  }

  get status(): SyncStatus {
    return this.#status;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#connect();
  }

  /** For a tab that wakes, a line that is back or a person who asks: proves a live connection, or connects at once. */
  wake(): void {
    if (!this.#running || this.#status === "connecting") return;
    if (this.#status === "live") this.#probe();
    else void this.#connect();
  }

  stop(): void {
    this.#running = false;
    this.#drop();
    this.#setStatus("stopped");
  }

  async #connect(): Promise<void> {
    this.#drop();
    const attempt = this.#attempt;
    this.#setStatus("connecting");
    let token: string | null;
    try {
      token = await this.#options.token(this.#freshToken);
    } catch {
      if (attempt === this.#attempt) this.#comeBack();
      return;
    }
    if (attempt !== this.#attempt) return;
    if (token === null) {
      this.#setStatus("stopped");
      return;
    }
    this.#freshToken = false;
    this.#open(token);
  }

  #open(token: string): void {
    let socket: WebSocket;
    try {
      socket = new WebSocket(this.#options.url());
    } catch {
      // A host page's content security policy may refuse the address.
      this.#comeBack();
      return;
    }
    this.#socket = socket;
    this.#expectWithin(HANDSHAKE_MS);
    socket.onopen = () => {
      this.#expectWithin(HANDSHAKE_MS);
      this.#send({ type: "hello", token, tab: this.#options.tab, since: this.#cursor });
    };
    socket.onmessage = (event: MessageEvent<unknown>) => this.#receive(event.data);
    socket.onclose = (event) => this.#closed(event.code);
  }

  #receive(data: unknown): void {
    this.#watchSilence();
    const frame = parseFrame(data);
    switch (frame?.type) {
      case "rows":
        this.#options.onRows(rowsOf(frame));
        if (frame.cursor !== null) this.#cursor = frame.cursor;
        break;
      case "ready":
        this.#cursor = frame.cursor;
        this.#liveSince = Date.now();
        this.#setStatus("live");
        this.#options.onReady?.();
        break;
      case "reset":
        this.#cursor = null;
        this.#options.onReset();
        break;
      case "ping":
        this.#send({ type: "pong" });
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

  #closed(code: number): void {
    const refused = code >= FIRST_REFUSAL && code < 5000;
    // What was refused is not tried again as it was.
    this.#freshToken = refused || code === TOKEN_EXPIRED;
    if (!refused) {
      this.#comeBack();
      return;
    }
    this.#drop();
    this.#setStatus("refused");
  }

  #comeBack(): void {
    if (this.#liveSince && Date.now() - this.#liveSince >= STEADY_MS) this.#failures = 0;
    const delay = Math.max(this.#retryAfterMs, backoffDelay(this.#failures));
    this.#failures += 1;
    this.#drop();
    this.#setStatus("waiting");
    this.#timer = setTimeout(() => void this.#connect(), delay);
  }

  /** Forgets the socket without waiting for its close: a half-open one takes minutes to notice. */
  #drop(): void {
    this.#attempt += 1;
    this.#liveSince = 0;
    this.#retryAfterMs = 0;
    clearTimeout(this.#timer);
    clearTimeout(this.#watch);
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #watchSilence(): void {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.#probe(), SILENCE_MS);
  }

  /** Timers also fire late after a sleep, so silence alone proves nothing; an unanswered probe does. */
  #probe(): void {
    this.#send({ type: "probe" });
    this.#expectWithin(PROBE_MS);
  }

  #expectWithin(limitMs: number): void {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.#comeBack(), limitMs);
  }

  #send(frame: ClientFrame): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #setStatus(status: SyncStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    this.#options.onStatus(status);
  }
}

function parseFrame(data: unknown): ServerFrame | null {
  try {
    return JSON.parse(String(data)) as ServerFrame;
  } catch {
    return null;
  }
}

function rowsOf({ conversations, messages, customers, agents }: RowsFrame): Rows {
  return { conversations, messages, customers, agents };
}
