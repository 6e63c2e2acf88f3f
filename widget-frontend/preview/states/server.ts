import type { Conversation, Customer, Message, ServerFrame, WidgetConfig } from "@stonechat/openapi/types";
import { type State, translated } from "./states";

const CONVERSATION = "c1";
const AGENT = { id: "g1", name: "Maria", face_id: null, active: true, availability: "online", version: 1 };

/** Answers the panel as the API would in one state. Puts itself in the place of this document's fetch and WebSocket. */
export function serve(state: State, language: string, siteId: string): void {
  const say = (text: string): string => translated(text, language);
  const messages = (state.messages ?? []).map(([author, text, minutesAgo], index) =>
    message(author, state.deleted ? "" : say(text), minutesAgo, index + 1, state.deleted === true),
  );
  if (messages.length) {
    const saved = { browser_id: "b1", resume_key: "k1", conversation_id: CONVERSATION, read_seq: messages.length };
    localStorage.setItem(`stonechat:${siteId}`, JSON.stringify({ ...saved, draft: "" }));
  }
  if (state.forgetful) {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  }
  if (state.offline) Object.defineProperty(navigator, "onLine", { get: () => false });

  window.fetch = async (input, init) => {
    const { pathname } = new URL(String(input));
    const request = `${init?.method ?? "GET"} ${pathname}`;
    if (request === "GET /v1/widget/config") return settings();
    if (request === "POST /v1/widget/session")
      return json({ token: "t", expires_in: 1800, resume_key: "k1", customer });
    if (request === `GET /v1/conversations/${CONVERSATION}`) return json(conversation());
    if (request === `GET /v1/conversations/${CONVERSATION}/messages`) {
      return json({ items: [...messages].reverse(), agents: [AGENT], marks: [], next: null });
    }
    if (request === "GET /v1/conversations") {
      return json({ items: conversations(), customers: [], marks: [], next: null });
    }
    if (request.startsWith("POST /v1/conversations") && state.sending === "refused") return problem(422, "invalid");
    if (request.startsWith("POST /v1/conversations") && state.sending === "blocked") return problem(403, "blocked");
    return new Promise(() => undefined);
  };
  window.WebSocket = class extends FakeSocket {
    constructor() {
      super(state.typing === true);
    }
  } as unknown as typeof WebSocket;

  async function settings(): Promise<Response> {
    if (state.settings === "never") return new Promise(() => undefined);
    if (state.settings === "unreachable") throw new TypeError("Failed to fetch");
    if (state.settings === "refused") return problem(403, "origin_not_allowed");
    const { form_fields = [], away_text = "", ...rest } = state.config ?? {};
    const config: WidgetConfig = {
      site_id: siteId,
      name: say("site"),
      color: new URLSearchParams(location.search).get("color") ?? "#c2410c",
      position: "right",
      greeting: say("greeting"),
      away_text: say(away_text),
      open: true,
      opens_at: null,
      form_fields: form_fields.map((field) => ({
        ...field,
        label: say(field.label),
        help: field.help && say(field.help),
        options: field.options.map(({ value, label }) => ({ value, label: say(label) })),
      })),
      ...rest,
    };
    return json(config);
  }

  function conversations(): Conversation[] {
    const earlier = [
      conversation("c2", { preview: say("welcome"), last_message_at: ago(4_000), public_seq: 3 }),
      conversation("c3", { preview: say("long"), last_message_at: ago(90_000), public_seq: 0, status: "resolved" }),
    ];
    return [conversation(), ...(state.earlier ? earlier : [])];
  }

  function conversation(id = CONVERSATION, changes: Partial<Conversation> = {}): Conversation {
    return {
      id,
      deleted_at: state.deleted ? ago(0) : null,
      status: state.resolved ? "resolved" : "open",
      rating: state.rating ?? null,
      rating_text: "",
      preview: messages.at(-1)?.text ?? "",
      last_message_at: messages.at(-1)?.created_at ?? ago(0),
      last_message_author: "agent",
      last_message_author_id: AGENT.id,
      public_seq: messages.length,
      version: 2,
      ...changes,
    } as Conversation;
  }
}

const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

function problem(status: number, code: string): Response {
  return json({ status, code, title: "", type: "", detail: "", errors: [] }, status);
}

const customer = { id: "k1", name: null, email: null, phone: null, version: 1 } as Customer;

function message(author: Message["author"], text: string, minutesAgo: number, seq: number, deleted: boolean): Message {
  const at = ago(minutesAgo);
  return {
    id: `m${seq}`,
    conversation_id: CONVERSATION,
    seq,
    public_seq: seq,
    kind: "message",
    author,
    author_id: author === "agent" ? AGENT.id : "k1",
    text,
    event: null,
    mentions: [],
    attachments: [],
    created_at: at,
    edited_at: null,
    deleted_at: deleted ? at : null,
    version: 1,
  };
}

class FakeSocket {
  static readonly OPEN = 1;
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;

  constructor(typing: boolean) {
    setTimeout(() => {
      this.readyState = FakeSocket.OPEN;
      this.onopen?.();
      this.#tell({ type: "ready", cursor: "c1" });
    });
    const type = (): void =>
      this.#tell({
        type: "ephemeral",
        conversation_id: CONVERSATION,
        event: "typing",
        kind: "message",
        author: "agent",
        author_id: AGENT.id,
        active: true,
      });
    if (typing) {
      setTimeout(type, 300);
      setInterval(type, 3_000);
    }
  }

  send(): void {}

  close(): void {}

  #tell(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status });
}
