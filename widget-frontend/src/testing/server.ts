import type {
  AgentProfile,
  ClientFrame,
  Conversation,
  ConversationPage,
  Customer,
  FormField,
  Mark,
  Message,
  Rate,
  ServerFrame,
  StartConversation,
  SyncRequest,
  WidgetConfig,
} from "@stonechat/openapi/types";
import { vi } from "vitest";

export function formField(changes: Partial<FormField> = {}): FormField {
  const plain = { key: "name", kind: "text", label: "Your name", required: true, max_length: 100 } as const;
  return { ...plain, help: null, options: [], shown_if: null, ...changes };
}

export const config: WidgetConfig = {
  site_id: "s1",
  name: "Hearth & Heath",
  color: "#1d4ed8",
  position: "left",
  greeting: "How can we help?",
  away_text: "",
  open: true,
  opens_at: null,
  form_fields: [
    formField(),
    formField({ key: "email", kind: "email", label: "Email", help: "Only for you.", max_length: 254 }),
  ],
};

export const agent: AgentProfile = {
  id: "g1",
  name: "Maria",
  face_id: null,
  active: true,
  availability: "online",
  version: 1,
};

export const noRows = { conversations: [], messages: [], customers: [], agents: [], marks: [], tags: [], sites: [] };

/** The API as the panel meets it: answers fetch from memory, and keeps what was asked. */
export class TestServer {
  readonly requests: string[] = [];
  readonly messages: Message[] = [];
  readonly marks: Mark[] = [];
  agents = [agent];
  conversationId: string | null = null;
  deletedAt: string | null = null;
  /** What the team did with the conversation. */
  head: Partial<Conversation> = {};
  /** Other conversations of the customer, which were had before. */
  readonly earlier = new Map<string, { head: Conversation; messages: Message[] }>();
  /** How many conversations the list gives at once. */
  listLimit = 30;
  /** What the site's owner set otherwise. */
  settings: Partial<WidgetConfig> = {};
  /** Answers instead of the usual ones, by the beginning of "METHOD path". */
  readonly refusals = new Map<
    string,
    { status: number; code: string; errors?: { pointer: string; detail: string }[] }
  >();
  reachable = true;
  /** What was sent and not refused, by path. */
  readonly bodies = new Map<string, unknown[]>();
  /** Whom the site's server names next. */
  nextCustomerId = "k1";
  #keys = 0;
  #customer = { id: "k1", name: null, email: null, phone: null, version: 1 } as Customer;
  #said: () => void = () => undefined;

  install(): this {
    vi.stubGlobal("fetch", (url: string, init?: RequestInit) => this.#answer(url, init));
    vi.stubGlobal("WebSocket", TestSocket);
    return this;
  }

  say(text: string, author: Message["author"] = "agent", id = `m${this.messages.length + 1}`): Message {
    const said = message(this.conversationId ?? "c1", this.messages.length + 1, text, author, id);
    this.messages.push(said);
    this.#said();
    return said;
  }

  /** The team deletes the conversation. What stays is that something was said. */
  deleteConversation(): Conversation {
    this.deletedAt = new Date().toISOString();
    const gone = { text: "", deleted_at: this.deletedAt, version: 2 };
    this.messages.splice(0, this.messages.length, ...this.messages.map((message) => ({ ...message, ...gone })));
    return this.#conversation();
  }

  /** A conversation that the customer had before: what the team and they said in turn. */
  had(id: string, at: string, ...said: string[]): Conversation {
    const messages = said.map((text, index): Message => {
      const author = index % 2 ? "agent" : "customer";
      const row = message(id, index + 1, text, author, `${id}-${index + 1}`);
      return { ...row, created_at: at };
    });
    const head = headOf(id, messages, at);
    this.earlier.set(id, { head, messages });
    return head;
  }

  /** The team changes the conversation that is open. */
  change(head: Partial<Conversation>): Conversation {
    this.head = { ...this.head, ...head, version: (this.head.version ?? 2) + 1 };
    return this.#conversation();
  }

  /** What the team, or the site's own server, has said of the customer. */
  knows(customer: Partial<Customer>): void {
    this.#customer = { ...this.#customer, ...customer };
  }

  count(request: string): number {
    return this.requests.filter((made) => made.startsWith(request)).length;
  }

  async #answer(address: string, init: RequestInit | undefined): Promise<Response> {
    const url = new URL(address);
    const request = `${init?.method ?? "GET"} ${url.pathname}`;
    this.requests.push(request);
    if (!this.reachable) throw new TypeError("Failed to fetch");
    for (const [start, { status, code, errors = [] }] of this.refusals) {
      if (request.startsWith(start)) return json({ type: "", title: "", status, detail: "", code, errors }, status);
    }
    const body = typeof init?.body === "string" ? (JSON.parse(init.body) as unknown) : null;
    if (body !== null) this.bodies.set(url.pathname, [...(this.bodies.get(url.pathname) ?? []), body]);
    if (request === "PUT /v1/widget/page" || request === "PUT /v1/widget/attributes")
      return new Response(null, { status: 204 });
    if (request === "POST /v1/widget/identify") return json(this.#identify());
    if (request === "GET /v1/widget/config") return json({ ...config, ...this.settings });
    if (request === "POST /v1/widget/session") return json(this.#session());
    if (request === "POST /v1/conversations") return json(this.#start(body as StartConversation));
    if (request === "POST /v1/sync") return this.#sync(body as SyncRequest);
    if (request === "GET /v1/conversations") return json(this.#list(url));
    if (request.endsWith("/rating")) return this.#rate(body as Rate);
    if (request === `GET /v1/conversations/${this.conversationId}`) return json(this.#conversation());
    if (request.endsWith("/messages")) return this.#messages(url, body as { id: string; text: string } | null);
    return json({ status: 404, code: "not_found", detail: "", errors: [] }, 404);
  }

  #identify(): unknown {
    this.#customer = { ...this.#customer, id: this.nextCustomerId, verified_at: "2026-11-23T09:30:00Z" };
    return this.#session();
  }

  #session(): unknown {
    this.#keys += 1;
    return { token: "t", expires_in: 1800, resume_key: `key-${this.#keys}`, customer: this.#customer };
  }

  /** The cursor counts the messages that were told. */
  async #sync({ since, wait }: SyncRequest): Promise<Response> {
    const told = since === null ? this.messages.length : Number(since);
    if (wait > 0 && told === this.messages.length) await new Promise<void>((resolve) => (this.#said = resolve));
    const messages = this.messages.slice(told);
    const cursor = String(this.messages.length);
    return json({ ...noRows, messages, reset: false, cursor });
  }

  #conversation(): Conversation {
    const at = this.messages.at(-1)?.created_at ?? new Date().toISOString();
    const head = headOf(this.conversationId ?? "c1", this.messages, at);
    return { ...head, deleted_at: this.deletedAt, version: 2, ...this.head };
  }

  #list(url: URL): ConversationPage {
    const open = this.conversationId === null ? [] : [this.#conversation()];
    const all = [...open, ...[...this.earlier.values()].map(({ head }) => head)].filter((row) => !row.deleted_at);
    all.sort((a, b) => Date.parse(b.last_message_at) - Date.parse(a.last_message_at));
    const start = Number(url.searchParams.get("after") ?? 0);
    const end = start + this.listLimit;
    const next = end < all.length ? String(end) : null;
    return { items: all.slice(start, end), marks: this.marks, customers: [], next };
  }

  #rate({ rating, text = "" }: Rate): Response {
    if (this.head.status !== "resolved")
      return json({ status: 409, code: "not_resolved", detail: "", errors: [] }, 409);
    return json(this.change({ rating, rating_text: text }));
  }

  #start({ id, message, answers }: StartConversation): unknown {
    if (id !== this.conversationId) {
      this.deletedAt = null;
      this.head = {};
    }
    this.conversationId = id;
    this.#customer = { ...this.#customer, name: answers["name"] ?? null, email: answers["email"] ?? null };
    const stored =
      this.messages.find((known) => known.id === message.id) ?? this.say(message.text, "customer", message.id);
    return { conversation: this.#conversation(), message: stored, customer: this.#customer };
  }

  #messages(url: URL, sent: { id: string; text: string } | null): Response {
    const earlier = this.earlier.get(url.pathname.split("/")[3] ?? "");
    if (earlier && !sent) {
      return json({ items: [...earlier.messages].reverse(), agents: this.agents, marks: this.marks, next: null });
    }
    if (!url.pathname.includes(`/${this.conversationId}/`)) return json({ code: "not_found", errors: [] }, 404);
    if (sent) return json(this.messages.find(({ id }) => id === sent.id) ?? this.say(sent.text, "customer", sent.id));
    const before = Number(url.searchParams.get("after") ?? this.messages.length + 1);
    const items = this.messages.slice(Math.max(0, before - 31), before - 1).reverse();
    const oldest = items.at(-1)?.seq ?? 1;
    const agents = items.some(({ author }) => author === "agent") ? this.agents : [];
    return json({ items, agents, marks: this.marks, next: oldest > 1 ? String(oldest) : null });
  }
}

/** Opens only in tests that play the server's side of it. */
export class TestSocket {
  static readonly OPEN = 1;
  static last: TestSocket | null = null;
  readonly sent: ClientFrame[] = [];
  readyState = 0;
  closed = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor() {
    TestSocket.last = this;
  }

  close(): void {
    this.closed = true;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as ClientFrame);
  }

  /** From here on it is live. */
  serverAccepts(): void {
    this.readyState = TestSocket.OPEN;
    this.onopen?.();
    this.serverSends({ type: "ready", cursor: "c1" });
  }

  serverSends(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  serverCloses(code: number): void {
    this.onclose?.({ code });
  }
}

export function message(
  conversation_id: string,
  seq: number,
  text: string,
  author: Message["author"],
  id: string,
): Message {
  return {
    id,
    conversation_id,
    seq,
    public_seq: seq,
    kind: "message",
    author,
    author_id: author === "agent" ? "g1" : "k1",
    text,
    event: null,
    mentions: [],
    attachments: [],
    created_at: new Date().toISOString(),
    edited_at: null,
    deleted_at: null,
    version: 1,
  };
}

function headOf(id: string, messages: readonly Message[], last_message_at: string): Conversation {
  const last = messages.at(-1);
  const said = { last_message_author: last?.author ?? "customer", last_message_author_id: last?.author_id ?? null };
  const counted = { seq: messages.length, public_seq: messages.length, preview: last?.text ?? "" };
  const head = { id, status: "open", deleted_at: null, rating: null, rating_text: "", version: 2 } as const;
  return { ...head, ...counted, ...said, last_message_at } as Conversation;
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status });
}
