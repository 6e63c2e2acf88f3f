import type { ClientFrame, EphemeralFrame } from "../generated/types.gen";

/** Who speaks here. A customer is always alone on their side; of agents there are many. */
export interface Self {
  author: "customer" | "agent";
  id: string | null;
}

/** What somebody else does in a conversation right now. */
export type Company = Pick<EphemeralFrame, "event" | "author" | "author_id" | "kind">;

type Timer = ReturnType<typeof setTimeout>;

/** Over, unless it is told again. Presence lasts until the end of the connection. */
const LASTS_MS = { typing: 6_000, viewing: 30_000, presence: null };
const TYPING_EVERY_MS = 3_000;

export function isSelf(self: Self, author: string, id: string | null): boolean {
  return author === self.author && (author === "customer" || id === self.id);
}

/** What is stored nowhere: who types, looks and is there, told by this tab and told to it. */
export class Presence {
  readonly #self: Self;
  readonly #send: (frame: ClientFrame) => void;
  readonly #opened = new Set<string>();
  readonly #typedAt = new Map<string, number>();
  readonly #company = new Map<string, { frame: EphemeralFrame; timer: Timer | undefined }>();
  readonly #lists = new Map<string, readonly Company[]>();
  readonly #listeners = new Set<() => void>();
  #viewing: string | null = null;

  constructor(self: Self, send: (frame: ClientFrame) => void) {
    this.#self = self;
    this.#send = send;
  }

  /** This tab shows the timeline: from here on it hears who is in it. */
  open(conversationId: string): void {
    if (this.#opened.has(conversationId)) return;
    this.#opened.add(conversationId);
    this.#send({ type: "open", conversation_id: conversationId });
  }

  close(conversationId: string): void {
    if (!this.#opened.delete(conversationId)) return;
    this.#send({ type: "close", conversation_id: conversationId });
    for (const [key, { frame }] of this.#company) if (frame.conversation_id === conversationId) this.#end(key);
    this.#announce();
  }

  /** For every key that is pressed; others hear of it now and then. */
  typing(conversationId: string, kind: "message" | "note" = "message"): void {
    const key = `${kind} ${conversationId}`;
    const now = Date.now();
    if (now - (this.#typedAt.get(key) ?? 0) < TYPING_EVERY_MS) return;
    this.#typedAt.set(key, now);
    this.#send({ type: "typing", conversation_id: conversationId, kind });
  }

  /** What this tab has in the foreground. */
  viewing(conversationId: string | null): void {
    if (conversationId === this.#viewing) return;
    this.#viewing = conversationId;
    this.#send({ type: "viewing", conversation_id: conversationId });
  }

  /** The others. The list keeps its identity until something in it changes. */
  in(conversationId: string): readonly Company[] {
    let list = this.#lists.get(conversationId);
    if (!list) {
      const frames = [...this.#company.values()].map(({ frame }) => frame);
      list = frames.filter((frame) => frame.conversation_id === conversationId);
      this.#lists.set(conversationId, list);
    }
    return list;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A new connection knows nothing of this tab. */
  connected(): void {
    for (const id of this.#opened) this.#send({ type: "open", conversation_id: id });
    if (this.#viewing !== null) this.#send({ type: "viewing", conversation_id: this.#viewing });
  }

  /** Nobody would tell any more that it is over. */
  disconnected(): void {
    if (this.#company.size === 0) return;
    for (const key of this.#company.keys()) this.#end(key);
    this.#announce();
  }

  receive(frame: EphemeralFrame): void {
    const { event, author, author_id } = frame;
    if (isSelf(this.#self, author, author_id)) return;
    const key = keyOf(frame);
    this.#end(key);
    if (frame.active) {
      const lastsMs = LASTS_MS[event];
      const timer = lastsMs === null ? undefined : setTimeout(() => this.#over(key), lastsMs);
      this.#company.set(key, { frame, timer });
    }
    this.#announce();
  }

  /** Who has said something does not type it any more. */
  said(message: { conversation_id: string; author: string; author_id: string | null }): void {
    for (const author_id of [message.author_id, null]) {
      const key = keyOf({ ...message, author_id, event: "typing" });
      if (this.#company.has(key)) this.#over(key);
    }
  }

  #over(key: string): void {
    this.#end(key);
    this.#announce();
  }

  #end(key: string): void {
    clearTimeout(this.#company.get(key)?.timer);
    this.#company.delete(key);
  }

  #announce(): void {
    this.#lists.clear();
    for (const listener of [...this.#listeners]) listener();
  }
}

function keyOf(frame: { conversation_id: string; event: string; author: string; author_id: string | null }): string {
  return [frame.conversation_id, frame.event, frame.author, frame.author_id].join();
}
