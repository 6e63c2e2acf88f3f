import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { WebSocket } from "ws";
import { ADMIN, type Product } from "./product.ts";

interface ConversationHead {
  id: string;
  preview: string;
  head_version: number;
}

/** Somebody of the team without a dashboard, so that it takes nothing of the machine. */
export class TeamMember {
  readonly #api: string;
  readonly #token: string;
  #socket: WebSocket | null = null;

  private constructor(api: string, token: string) {
    this.#api = api;
    this.#token = token;
  }

  static async signsIn(product: Product): Promise<TeamMember> {
    const api = `http://127.0.0.1:${(await product.state()).ports.api}`;
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(`${api}/v1/auth/login`, { method: "POST", headers, body: JSON.stringify(ADMIN) });
    const { access_token } = (await answer.json()) as { access_token: string };
    return new TeamMember(api, access_token);
  }

  /** The conversation whose last message this is. */
  async finds(preview: string): Promise<ConversationHead> {
    const { items } = await this.#ask<{ items: ConversationHead[] }>("GET", "/conversations?limit=100");
    const found = items.find((conversation) => conversation.preview === preview);
    if (!found) throw new Error(`no conversation ends with "${preview}"`);
    return found;
  }

  async writes(conversationId: string, text: string): Promise<void> {
    const body = { id: uuidv7(), text, kind: "message" };
    await this.#ask("POST", `/conversations/${conversationId}/messages`, body);
  }

  async resolves(conversationId: string): Promise<void> {
    const { head_version } = await this.#ask<ConversationHead>("GET", `/conversations/${conversationId}`);
    await this.#ask("PATCH", `/conversations/${conversationId}`, { head_version, status: "resolved" });
  }

  /** Goes live, so that others see them type. */
  async isThere(): Promise<void> {
    const socket = new WebSocket(`${this.#api.replace("http", "ws")}/v1/socket`);
    this.#socket = socket;
    await new Promise<void>((resolve, reject) => {
      socket.onerror = () => reject(new Error("the socket was refused"));
      socket.onopen = () => this.#say({ type: "hello", token: this.#token, tab: randomUUID(), since: null });
      socket.onmessage = ({ data }) => {
        const { type } = JSON.parse(String(data)) as { type: string };
        if (type === "ping") this.#say({ type: "pong" });
        if (type === "ready") resolve();
      };
    });
  }

  opens(conversationId: string): void {
    this.#say({ type: "open", conversation_id: conversationId });
  }

  types(conversationId: string): void {
    this.#say({ type: "typing", conversation_id: conversationId, kind: "message" });
  }

  goes(): void {
    this.#socket?.close();
  }

  #say(frame: object): void {
    this.#socket?.send(JSON.stringify(frame));
  }

  async #ask<T>(method: string, path: string, body?: object): Promise<T> {
    const headers = { Authorization: `Bearer ${this.#token}`, "Content-Type": "application/json" };
    const answer = await fetch(`${this.#api}/v1${path}`, { method, headers, body: body ? JSON.stringify(body) : null });
    if (answer.status === 429) {
      // The same again, when the server wants it: people write no faster.
      await pause(1000 * Number(answer.headers.get("Retry-After") ?? 1));
      return this.#ask(method, path, body);
    }
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

function uuidv7(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
