import type { ClientFrame, ServerFrame } from "../generated/types.gen";

export interface SocketOptions {
  url: string;
  /** Asked for when the line is open, so that it says what is newest then. */
  hello: () => ClientFrame;
  onFrame(frame: ServerFrame): void;
  /** It ended by itself. Null: nothing was heard in time. */
  onEnd(code: number | null): void;
}

/** How long connecting, and after that the first frame, may take. */
const HANDSHAKE_MS = 10_000;
/** The server pings every 25 s (± 20 %): this much silence means that the line is dead. */
const SILENCE_MS = 40_000;
const PROBE_MS = 5_000;

/** One WebSocket, from opening to its end. The constructor throws where the page may not open it. */
export class SyncSocket {
  readonly #options: SocketOptions;
  readonly #socket: WebSocket;
  #watch: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SocketOptions) {
    this.#options = options;
    const socket = new WebSocket(options.url);
    this.#socket = socket;
    this.#expectWithin(HANDSHAKE_MS);
    socket.onopen = () => {
      this.#expectWithin(HANDSHAKE_MS);
      this.send(options.hello());
    };
    socket.onmessage = (event: MessageEvent<unknown>) => this.#receive(event.data);
    socket.onclose = (event) => this.#end(event.code);
  }

  send(frame: ClientFrame): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  /** Timers also fire late after a sleep, so silence alone proves nothing; an unanswered probe does. */
  probe(): void {
    this.send({ type: "probe" });
    this.#expectWithin(PROBE_MS);
  }

  /** Forgets the socket without waiting for its close: a half-open one takes minutes to notice. */
  drop(): void {
    clearTimeout(this.#watch);
    const socket = this.#socket;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #receive(data: unknown): void {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.probe(), SILENCE_MS);
    const frame = parseFrame(data);
    if (frame?.type === "ping") this.send({ type: "pong" });
    if (frame) this.#options.onFrame(frame);
  }

  #expectWithin(limitMs: number): void {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.#end(null), limitMs);
  }

  #end(code: number | null): void {
    this.drop();
    this.#options.onEnd(code);
  }
}

function parseFrame(data: unknown): ServerFrame | null {
  try {
    return JSON.parse(String(data)) as ServerFrame;
  } catch {
    return null;
  }
}
