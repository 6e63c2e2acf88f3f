import type { ClientFrame, ServerFrame } from "../../../generated/types.gen";
import type { Peer, VirtualServer } from "./server";
import { met } from "./tables";

const LATENCY_MS = 200;

const lines = new Map<string, VirtualLine>();

/** What lies between one tab and the server. It delays everything, and breaks where the test says so. */
export class VirtualLine {
  readonly server: VirtualServer;
  readonly sockets = new Set<VirtualSocket>();
  /** Nothing gets through. */
  down = false;
  /** What happens to an attempt to open a socket. */
  socketsAre: "open" | "refused" | "swallowed" = "open";
  /** So many answers are lost after the server has done what was asked. */
  cut = 0;
  /** Cursors get lost on the way, as if the client did not resume. */
  forgetful = false;
  /** So many requests arrive twice. */
  doubled = 0;

  constructor(server: VirtualServer) {
    this.server = server;
  }

  /** As `fetch` and `WebSocket` of a tab whose API is at this host. */
  join(host: string): void {
    lines.set(host, this);
  }

  heal(): void {
    Object.assign(this, { down: false, socketsAre: "open", cut: 0, doubled: 0 });
  }

  /** Both sides think that their sockets are open, and neither hears of the other again. */
  halfOpen(): void {
    for (const socket of this.sockets) socket.dead = true;
  }

  closeSockets(code: number): void {
    for (const socket of [...this.sockets]) socket.end(code);
  }

  async request(method: string, path: string, token: string, body: unknown, signal: AbortSignal): Promise<Response> {
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(new DOMException("Aborted", "AbortError")));
    });
    return Promise.race([aborted, this.#exchange(method, path, token, body)]);
  }

  async #exchange(method: string, path: string, token: string, body: unknown): Promise<Response> {
    await latency();
    if (this.down) throw new TypeError("Failed to fetch");
    const answering = this.server.handle(method, path, token, body);
    if (this.doubled > 0) {
      this.doubled -= 1;
      void latency().then(() => this.server.handle(method, path, token, body));
    }
    const { status, body: answer, retryAfterS } = await answering;
    if (this.cut > 0 || this.down) {
      met.cut += 1;
      this.cut -= 1;
      throw new TypeError("Failed to fetch");
    }
    await latency();
    const headers: Record<string, string> = retryAfterS ? { "Retry-After": String(retryAfterS) } : {};
    return new Response(JSON.stringify(answer), { status, headers });
  }
}

export function virtualFetch(url: string, init: RequestInit): Promise<Response> {
  const { host, pathname } = new URL(url);
  const token = new Headers(init.headers).get("Authorization")?.slice("Bearer ".length) ?? "";
  const body = init.body ? (JSON.parse(String(init.body)) as unknown) : null;
  return lineOf(host).request(init.method ?? "GET", pathname, token, body, init.signal as AbortSignal);
}

export class VirtualSocket {
  static readonly OPEN = 1;
  readyState = 0;
  dead = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly #line: VirtualLine;
  readonly #peer: Peer;
  #greeted = false;

  constructor(url: string) {
    const line = lineOf(new URL(url).host);
    this.#line = line;
    this.#peer = {
      send: (frame) => this.#bring(frame),
      close: (code) => void latency().then(() => this.dead || this.end(code)),
    };
    line.sockets.add(this);
    void latency().then(() => {
      if (line.socketsAre === "swallowed" || this.readyState !== 0) return;
      if (line.socketsAre === "refused" || line.down) return this.end(1006);
      this.readyState = VirtualSocket.OPEN;
      this.onopen?.();
    });
  }

  send(text: string): void {
    const frame = JSON.parse(text) as ClientFrame;
    void latency().then(() => {
      if (this.dead || this.#line.down || this.readyState !== VirtualSocket.OPEN) return;
      if (frame.type === "hello" && !this.#greeted) {
        this.#greeted = true;
        this.#line.server.hello(this.#peer, frame.token, this.#line.forgetful ? null : frame.since);
      } else this.#line.server.hear(this.#peer, frame);
    });
  }

  close(): void {
    this.readyState = 3;
    this.#line.sockets.delete(this);
    if (!this.dead) this.#line.server.gone(this.#peer);
  }

  end(code: number): void {
    if (this.readyState === 3) return;
    this.close();
    this.onclose?.({ code });
  }

  #bring(frame: ServerFrame): void {
    const data = JSON.stringify(frame);
    void latency().then(() => {
      // A line that drops a frame of a socket has lost the socket.
      if (this.#line.down) this.dead = true;
      if (!this.dead && this.readyState === VirtualSocket.OPEN) this.onmessage?.({ data });
    });
  }
}

function lineOf(host: string): VirtualLine {
  const line = lines.get(host);
  if (!line) throw new Error(`There is no line to ${host}.`);
  return line;
}

/** The same for all, so that what is sent first arrives first. */
function latency(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LATENCY_MS));
}
