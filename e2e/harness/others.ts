import type {
  Agent,
  ChangeConversation,
  Conversation,
  ConversationStarted,
  Customer,
  Message,
  SignedIn,
  Tag,
  WidgetSession,
} from "@stonechat/openapi/types";
import type { WebSocket } from "ws";
import { Caller, call, uuidv7 } from "./caller.ts";
import type { Credentials } from "./people.ts";
import { ADMIN, type Product } from "./product.ts";

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
    this.#socket ??= await this.opens(this.conversationId);
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

  protected constructor(api: string, { access_token, agent }: SignedIn) {
    super(api, access_token);
    this.agent = agent;
  }

  /** The agent of the tests, unless it is said who. */
  static async signsIn(product: Product, who: Credentials = ADMIN): Promise<Worker> {
    const api = await apiOf(product);
    return new Worker(api, await signIn(api, who));
  }

  conversation(id: string): Promise<Conversation> {
    return this.ask("GET", `/v1/conversations/${id}`);
  }

  async says(id: string, ...texts: string[]): Promise<Message[]> {
    const said: Message[] = [];
    for (const text of texts) said.push(await this.#sends(id, text, "message"));
    return said;
  }

  async notes(id: string, text: string): Promise<void> {
    await this.#sends(id, text, "note");
  }

  #sends(id: string, text: string, kind: "message" | "note"): Promise<Message> {
    return this.ask("POST", `/v1/conversations/${id}/messages`, { id: uuidv7(), text, kind });
  }

  /** On top of whatever it is by now. */
  async changes(
    id: string,
    change: Omit<ChangeConversation, "head_version"> | ((now: Conversation) => object),
  ): Promise<void> {
    const now = await this.conversation(id);
    const changed = typeof change === "function" ? change(now) : change;
    await this.ask("PATCH", `/v1/conversations/${id}`, { head_version: now.head_version, ...changed });
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

  /** Returns its id. */
  async makesTag(name: string, color = "#0f766e"): Promise<string> {
    const { id } = await this.ask<Tag>("POST", "/v1/tags", { id: uuidv7(), name, color });
    return id;
  }
}

export function signIn(api: string, { email, password }: Credentials): Promise<SignedIn> {
  return call(`${api}/v1/auth/login`, "POST", { email, password });
}

export async function apiOf(product: Product): Promise<string> {
  return `http://127.0.0.1:${(await product.state()).ports.api}`;
}
