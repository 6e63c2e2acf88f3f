import { type OutboxEntry, Presence, type Rows, rowsOf } from "@stonechat/openapi/client";
import type { ClientFrame } from "@stonechat/openapi/types";
import type { QueryClient } from "@tanstack/react-query";
import { Listeners } from "@/lib/listeners";
import { applyRows } from "@/realtime/apply";
import type { LiveState, SendOptions } from "@/realtime/live";
import type { LiveLink } from "@/realtime/live-context";

export interface Sent {
  conversationId: string;
  kind: "message" | "note";
  text: string;
  /** The agents whom a note calls. */
  mentions?: readonly string[];
}

/** A connection and an outbox that do what the test says. */
export class FakeLive implements LiveLink {
  readonly #listeners = new Listeners();
  readonly subscribeState = this.#listeners.subscribe;
  readonly subscribeEntries = this.#listeners.subscribe;
  readonly #rowListeners = new Set<(rows: Rows) => void>();
  readonly sent: Sent[] = [];
  readonly told: ClientFrame[] = [];
  readonly presence = new Presence({ author: "agent", id: "mara" }, (frame) => this.told.push(frame));
  readonly marked: string[] = [];
  readonly learned: Partial<Rows>[] = [];
  readonly retried: string[] = [];
  readonly discarded: string[] = [];
  /** When sending is done storing. */
  stored: Promise<void> = Promise.resolve();
  readonly #cache: QueryClient | null;
  #state: LiveState = { connection: "fine", mayLoad: true };
  #entries: readonly OutboxEntry[] = [];

  /** What is learned or arrives goes into the cache, where there is one. */
  constructor(cache: QueryClient | null = null) {
    this.#cache = cache;
  }

  readonly state = (): LiveState => this.#state;
  readonly entries = (): readonly OutboxEntry[] => this.#entries;

  readonly subscribeRows = (listener: (rows: Rows) => void): (() => void) => {
    this.#rowListeners.add(listener);
    return () => this.#rowListeners.delete(listener);
  };

  send(conversationId: string, kind: "message" | "note", text: string, options: SendOptions = {}): Promise<void> {
    const { mentions = [] } = options;
    this.sent.push({ conversationId, kind, text, ...(mentions.length > 0 && { mentions }) });
    return this.stored;
  }

  learn(rows: Partial<Rows>): void {
    this.learned.push(rows);
    if (this.#cache) applyRows(this.#cache, rowsOf(rows));
  }

  retry(id: string): void {
    this.retried.push(id);
  }

  async discard(id: string): Promise<void> {
    this.discarded.push(id);
  }

  reached(conversationId: string, event: "delivered" | "read", publicSeq: number): void {
    this.marked.push(`${conversationId} ${event} ${publicSeq}`);
  }

  close(): void {}

  /** What others did. */
  arrive(rows: Partial<Rows>): void {
    if (this.#cache) applyRows(this.#cache, rowsOf(rows));
    for (const listener of [...this.#rowListeners]) listener(rowsOf(rows));
  }

  show(change: Partial<LiveState>): void {
    this.#state = { ...this.#state, ...change };
    this.#listeners.announce();
  }

  hold(...entries: OutboxEntry[]): void {
    this.#entries = entries;
    this.#listeners.announce();
  }
}

export function unsent(over: Partial<OutboxEntry> & { id: string }, text = "On its way"): OutboxEntry {
  return {
    conversation_id: "one",
    type: "message",
    body: { id: over.id, text, kind: "message" },
    created_at: "2026-03-01T10:01:00Z",
    state: "waiting",
    problem: null,
    ...over,
  };
}
