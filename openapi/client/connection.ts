import type { ServerFrame, SyncAnswer } from "../generated/types.gen";
import { createApi, type TokenProvider } from "./api";
import { retryDelay } from "./backoff";
import { MarkSender, type Reached } from "./marks";
import { Poll } from "./poll";
import { isSelf, Presence, type Self } from "./presence";
import { type Rows, rowsOf } from "./rows";
import { type Phase, SocketRoad } from "./socket-road";

export interface SyncOptions {
  /** Address of the socket, asked for at every attempt: ws(s)://…/v1/socket */
  url: () => string;
  /** Origin of the API without a closing slash, for a network that lets no socket through; empty for the page's own. */
  api: () => string;
  /** Tells the tabs of one person apart. */
  tab: string;
  self: Self;
  /**
   * Null: there is nobody to connect for until `wake()`. It is also asked at every ping, and a token that is new is
   * given to the server before the last one ends: so it should renew a token about a minute ahead.
   */
  token: TokenProvider;
  onRows(rows: Rows): void;
  /** What was kept is no base any more: load the snapshots again, keep outbox and drafts. */
  onReset(): void;
  /** From here on nothing is missed. What is loaded here is asked for again and again while that fails. */
  onReady?(): void | Promise<void>;
  onStatus(status: SyncStatus): void;
}

/**
 * `live`: changes arrive, by whichever road. `waiting`: will try again by itself. `stopped`: there is nobody to connect
 * for. `refused`: the server said stop, and is asked again only when woken.
 */
export type SyncStatus = Phase;

/** One subscription kept alive, by socket or by polling: it comes back by itself and asks for what it missed. */
export class SyncConnection {
  /** Who types, looks and is there. Only a socket tells; polling knows nobody. */
  readonly presence: Presence;
  /** How far this reader got. */
  readonly marks = new MarkSender((mark) => this.#tellMark(mark));
  readonly #options: SyncOptions;
  readonly #socket: SocketRoad;
  readonly #poll: Poll;
  #status: SyncStatus = "stopped";
  #running = false;
  #cursor: string | null = null;
  /** Grows every time that rows are sure to arrive, so that an earlier loading is given up. */
  #readied = 0;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SyncOptions) {
    const { url, api, tab, self, token } = options;
    const since = (): string | null => this.#cursor;
    this.#options = options;
    this.presence = new Presence(self, (frame) => this.#socket.send(frame));
    this.#socket = new SocketRoad({
      url,
      tab,
      token,
      since,
      spared: () => this.#poll.live,
      onFrame: (frame) => this.#receive(frame),
      onPhase: (phase) => this.#follow(phase),
      onBlocked: () => this.#poll.start(),
    });
    this.#poll = new Poll({
      url: () => `${api()}/v1/sync`,
      token,
      since,
      onAnswer: (answer, first) => this.#answered(answer, first),
      onFailure: () => this.#tell(),
      onEnd: (because) => this.#socket.stop(because),
    });
  }

  get status(): SyncStatus {
    return this.#status;
  }

  /** The road by which changes arrive; null while they do not. */
  get transport(): "socket" | "poll" | null {
    if (this.#socket.phase === "live") return "socket";
    return this.#poll.live ? "poll" : null;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#socket.wake();
  }

  /** For a tab that wakes, a line that is back or a person who asks: proves a live connection, or connects at once. */
  wake(): void {
    if (!this.#running) return;
    this.#poll.wake();
    this.#socket.wake();
  }

  /** For good, or until another person starts it: nothing is kept. */
  stop(): void {
    this.#running = false;
    this.#cursor = null;
    this.marks.stop();
    this.#socket.stop("stopped");
  }

  #follow(phase: Phase): void {
    if (phase === "stopped" || phase === "refused") {
      this.#readied += 1;
      this.#poll.stop();
    }
    if (phase !== "live") {
      clearTimeout(this.#again);
      this.presence.disconnected();
    }
    this.#tell();
  }

  #receive(frame: ServerFrame): void {
    switch (frame.type) {
      case "rows":
        this.#take(rowsOf(frame));
        if (frame.cursor !== null) this.#cursor = frame.cursor;
        break;
      case "ready":
        this.#cursor = frame.cursor;
        // Not before: until now the rows came by the other road. What both bring is told apart by version.
        this.#poll.stop();
        this.presence.connected();
        void this.#ready();
        break;
      case "error":
        if (frame.retry_after_ms !== null) this.#tellAgain(frame.retry_after_ms);
        break;
      case "reset":
        this.#cursor = null;
        this.#reset();
        break;
      case "ephemeral":
        this.presence.receive(frame);
        break;
      default:
      // The others are about the socket itself, or of a newer server.
    }
  }

  #answered(answer: SyncAnswer, first: boolean): void {
    if (answer.reset) this.#reset();
    else this.#take(rowsOf(answer));
    this.#cursor = answer.cursor;
    this.#tell();
    if (first || answer.reset) void this.#ready();
    // The whole line was down and is back, so the socket may be too.
    if (this.#poll.failures > 0 && this.#socket.phase === "waiting") this.#socket.wake();
  }

  #take(rows: Rows): void {
    for (const message of rows.messages) this.presence.said(message);
    for (const mark of rows.marks) {
      if (isSelf(this.#options.self, mark.reader, mark.reader_id)) this.marks.confirm(mark);
    }
    this.#options.onRows(rows);
  }

  /** A busy server took nothing of what was told: opening and marking may be repeated. */
  #tellAgain(afterMs: number): void {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => {
      this.presence.connected();
      this.marks.resend();
    }, afterMs);
  }

  async #ready(): Promise<void> {
    this.marks.resend();
    this.#readied += 1;
    const ready = this.#readied;
    for (let failures = 0; ready === this.#readied; failures++) {
      try {
        return await this.#options.onReady?.();
      } catch (error) {
        await new Promise((resolve) => setTimeout(resolve, retryDelay(error, failures)));
      }
    }
  }

  #reset(): void {
    this.marks.forget();
    this.#options.onReset();
  }

  #tellMark(mark: Reached): void {
    if (this.transport !== "poll") {
      this.#socket.send({ type: "mark", ...mark });
      return;
    }
    const { conversation_id, ...reached } = mark;
    const api = createApi({ base: this.#options.api(), token: this.#options.token });
    // What fails here is told again with the first answer after a failure.
    api.put(`/v1/conversations/${conversation_id}/marks`, reached).catch(() => undefined);
  }

  #tell(): void {
    const status = this.#poll.live ? "live" : this.#socket.phase;
    if (status === this.#status) return;
    this.#status = status;
    this.#options.onStatus(status);
  }
}
