import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { WebSocket } from "ws";

/** Of what a socket tells, what is looked at here. */
export interface Frame {
  type: string;
  event?: string;
  author?: string;
}

/** What the API answers. Asked too often, it is asked the same again when it wants to be. */
export async function call<T = unknown>(
  url: string,
  method: string,
  body?: object,
  more: Record<string, string> = {},
): Promise<T> {
  const headers = { "Content-Type": "application/json", ...more };
  const answer = await fetch(url, { method, headers, body: body ? JSON.stringify(body) : null });
  if (answer.status === 429) {
    await pause(1000 * Number(answer.headers.get("Retry-After") ?? 1));
    return call(url, method, body, more);
  }
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${text}`);
  return (text ? JSON.parse(text) : null) as T;
}

/** Somebody whom the API knows by a token. */
export class Caller {
  /** Where the API is. */
  readonly api: string;
  readonly token: string;
  readonly #headers: Record<string, string>;

  /** `headers`: what this one sends beside the token. */
  constructor(api: string, token: string, headers: Record<string, string> = {}) {
    this.api = api;
    this.token = token;
    this.#headers = { Authorization: `Bearer ${token}`, ...headers };
  }

  ask<T = unknown>(method: string, path: string, body?: object): Promise<T> {
    return call<T>(this.api + path, method, body, this.#headers);
  }

  /** A socket that is ready and has the conversation open, as that of an app has which shows it. */
  opens(conversationId: string, hears: (frame: Frame) => void = () => undefined): Promise<WebSocket> {
    const socket = new WebSocket(`${this.api.replace("http", "ws")}/v1/socket`);
    return new Promise((resolve, reject) => {
      socket.onerror = reject;
      socket.onopen = () => {
        socket.send(JSON.stringify({ type: "hello", token: this.token, tab: uuidv7(), since: null }));
        socket.send(JSON.stringify({ type: "open", conversation_id: conversationId }));
      };
      socket.onmessage = ({ data }) => {
        const frame = JSON.parse(String(data)) as Frame;
        if (frame.type === "ping") socket.send('{"type":"pong"}');
        if (frame.type === "ready") resolve(socket);
        hears(frame);
      };
    });
  }

  async sendsPicture(path: string, png: Buffer): Promise<void> {
    const headers = { ...this.#headers, "Content-Type": "image/png" };
    const answer = await fetch(this.api + path, { method: "PUT", headers, body: new Uint8Array(png) });
    if (!answer.ok) throw new Error(`PUT ${path} answered ${answer.status}: ${await answer.text()}`);
  }
}

/** As apps mint ids for what they send. */
export function uuidv7(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
