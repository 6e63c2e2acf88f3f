import "fake-indexeddb/auto";
import { WebSocket as WsSocket } from "ws";

/** Who uses a port of ours, and wants to know what goes over it. */
export interface LineUser {
  /** A client that forgets where it was: the control, which the checker has to find out. */
  readonly forgetsCursor: boolean;
  onHello(resumes: boolean): void;
  onFrame(type: string): void;
  onClosed(socket: BrowserSocket, code: number): void;
  onOpened(socket: BrowserSocket): void;
  onAnswer(method: string, path: string, status: number, code: string | null): void;
}

const users = new Map<string, LineUser>();
const plainFetch = globalThis.fetch;

export function useLine(port: number, user: LineUser): void {
  users.set(String(port), user);
}

/** What Node 20 lacks of a browser's WebSocket, and an ear on what the client core says and hears. */
export class BrowserSocket extends WsSocket {
  readonly #user: LineUser | undefined;

  constructor(url: string) {
    super(url, { perMessageDeflate: false, handshakeTimeout: 60_000 });
    this.#user = users.get(new URL(url).port);
    // Browsers tell of errors by the close that follows.
    this.on("error", () => undefined);
    this.on("open", () => this.#user?.onOpened(this));
    this.on("close", (code) => this.#user?.onClosed(this, code));
    this.on("message", (data: Buffer) => {
      const type = /^\{"type":"(\w+)"/.exec(data.subarray(0, 40).toString("latin1"))?.[1];
      if (type) this.#user?.onFrame(type);
    });
  }

  override send(data: unknown): void {
    let text = String(data);
    if (text.startsWith('{"type":"hello"')) {
      const hello = JSON.parse(text) as { since: string | null };
      if (this.#user?.forgetsCursor) text = JSON.stringify({ ...hello, since: null });
      this.#user?.onHello(hello.since !== null);
    }
    super.send(text);
  }
}

async function heardFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await plainFetch(input, init);
  const url = new URL(input instanceof Request ? input.url : input);
  const user = users.get(url.port);
  if (user) {
    const code = response.ok ? null : await codeOf(response.clone());
    user.onAnswer(init?.method ?? "GET", url.pathname, response.status, code);
  }
  return response;
}

async function codeOf(response: Response): Promise<string | null> {
  try {
    return ((await response.json()) as { code?: string }).code ?? null;
  } catch {
    return null;
  }
}

Object.assign(globalThis, { WebSocket: BrowserSocket, fetch: heardFetch });
