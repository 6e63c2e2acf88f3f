import type {
  Agent,
  Conversation,
  ConversationStarted,
  Customer,
  Message,
  SignedIn,
  Tag,
  WidgetSession,
} from "@stonechat/openapi/types";
import { WebSocket } from "ws";
import { Caller, call, uuidv7 } from "./caller.ts";
import type { Colleague } from "./people.ts";
import { ADMIN, type Product } from "./product.ts";
import { Team } from "./team.ts";

const BEN: Colleague = { email: "ben@example.com", name: "Ben Okafor", password: "another password of the tests" };

/** A customer who writes by the API alone. */
export class Writer extends Caller {
  readonly customerId: string;
  /** As they said when they began. */
  name = "";
  #conversation: { id: string; seq: number } | null = null;
  #socket: WebSocket | null = null;

  private constructor(api: string, { token, customer }: WidgetSession) {
    super(api, token);
    this.customerId = customer.id;
  }

  static async comes(api: string, siteId: string): Promise<Writer> {
    return new Writer(api, await call(`${api}/v1/widget/session`, "POST", { site_id: siteId, resume_key: null }));
  }

  get conversationId(): string {
    if (!this.#conversation) throw new Error("nothing was said yet");
    return this.#conversation.id;
  }

  /** A new conversation, in which the next things are said. */
  async starts(name: string, text: string): Promise<string> {
    const answers = { name, email: `${name.toLowerCase().replaceAll(" ", ".")}@mail.example` };
    const body = { id: uuidv7(), message: { id: uuidv7(), text }, answers };
    const { conversation } = await this.ask<ConversationStarted>("POST", "/v1/conversations", body);
    this.name = name;
    this.#conversation = { id: conversation.id, seq: conversation.seq };
    return conversation.id;
  }

  async says(text: string): Promise<void> {
    const path = `/v1/conversations/${this.conversationId}/messages`;
    const { seq } = await this.ask<Message>("POST", path, { id: uuidv7(), text });
    this.#conversation = { id: this.conversationId, seq };
  }

  /** Sees all that was said. */
  async reads(): Promise<void> {
    const { id, public_seq } = await this.ask<Conversation>("GET", `/v1/conversations/${this.conversationId}`);
    await this.ask("PUT", `/v1/conversations/${id}/marks`, { delivered_seq: public_seq, read_seq: public_seq });
  }

  /** Begins to type, as the widget tells it. */
  async types(): Promise<void> {
    this.#socket ??= await connected(this.api, this.token, this.conversationId);
    this.#socket.send(JSON.stringify({ type: "typing", conversation_id: this.conversationId, kind: "message" }));
  }

  leaves(): void {
    this.#socket?.close();
    this.#socket = null;
  }
}

/** An agent who works by the API alone, on another device or as somebody else. */
export class Worker extends Caller {
  readonly agent: Agent;

  private constructor(api: string, { access_token, agent }: SignedIn) {
    super(api, access_token);
    this.agent = agent;
  }

  /** The agent of the tests, on another device. */
  static async signsIn(product: Product): Promise<Worker> {
    const api = await apiOf(product);
    return new Worker(api, await call(`${api}/v1/auth/login`, "POST", ADMIN));
  }

  /** Ben, who takes the second seat if he has not already. */
  static async comesAsBen(product: Product): Promise<Worker> {
    const api = await apiOf(product);
    const { email, password } = BEN;
    await (await Team.signsIn(product)).takesOn(BEN);
    return new Worker(api, await call(`${api}/v1/auth/login`, "POST", { email, password }));
  }

  conversation(id: string): Promise<Conversation> {
    return this.ask("GET", `/v1/conversations/${id}`);
  }

  async says(id: string, text: string, kind: "message" | "note" = "message"): Promise<Message> {
    return this.ask("POST", `/v1/conversations/${id}/messages`, { id: uuidv7(), text, kind });
  }

  /** On top of whatever it is by now. */
  async changes(id: string, of: (now: Conversation) => object): Promise<void> {
    const now = await this.conversation(id);
    await this.ask("PATCH", `/v1/conversations/${id}`, { head_version: now.head_version, ...of(now) });
  }

  async changesCustomer(id: string, change: object): Promise<void> {
    const { head_version } = await this.ask<Customer>("GET", `/v1/customers/${id}`);
    await this.ask("PATCH", `/v1/customers/${id}`, { head_version, ...change });
  }

  async reads(id: string): Promise<void> {
    const { public_seq } = await this.conversation(id);
    await this.ask("PUT", `/v1/conversations/${id}/marks`, { delivered_seq: public_seq, read_seq: public_seq });
  }

  async isNow(availability: Agent["availability"]): Promise<void> {
    await this.ask("PUT", "/v1/me/availability", { availability });
  }

  async makesTag(name: string, color: string): Promise<string> {
    const { id } = await this.ask<Tag>("POST", "/v1/tags", { id: uuidv7(), name, color });
    return id;
  }
}

export async function apiOf(product: Product): Promise<string> {
  return `http://127.0.0.1:${(await product.state()).ports.api}`;
}

function connected(api: string, token: string, conversationId: string): Promise<WebSocket> {
  const socket = new WebSocket(`${api.replace("http", "ws")}/v1/socket`);
  return new Promise((resolve, reject) => {
    socket.onerror = reject;
    socket.onopen = () => {
      socket.send(JSON.stringify({ type: "hello", token, tab: uuidv7(), since: null }));
      socket.send(JSON.stringify({ type: "open", conversation_id: conversationId }));
    };
    socket.onmessage = ({ data }) => {
      const { type } = JSON.parse(String(data)) as { type: string };
      if (type === "ping") socket.send('{"type":"pong"}');
      if (type === "ready") resolve(socket);
    };
  });
}
