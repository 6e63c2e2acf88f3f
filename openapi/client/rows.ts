import type { AgentProfile, Conversation, Customer, Message } from "../generated/types.gen";

export interface Rows {
  conversations: Conversation[];
  messages: Message[];
  customers: Customer[];
  agents: AgentProfile[];
}

/** The version rule: rows may come twice and in any order, the newest version of each stays. */
export function newer<T extends { version: number }>(current: T | undefined, incoming: T): T {
  return current && current.version >= incoming.version ? current : incoming;
}

/** The rows that one client holds. Lists keep their identity until something in them changes. */
export class RowStore {
  readonly #conversations = new Map<string, Conversation>();
  readonly #customers = new Map<string, Customer>();
  readonly #agents = new Map<string, AgentProfile>();
  readonly #timelines = new Map<string, Map<string, Message>>();
  readonly #sortedTimelines = new Map<string, readonly Message[]>();
  readonly #listeners = new Set<() => void>();
  #sortedConversations: readonly Conversation[] | null = null;

  upsert(rows: Partial<Rows>): void {
    let changed = false;
    for (const conversation of rows.conversations ?? []) {
      if (!put(this.#conversations, conversation)) continue;
      this.#sortedConversations = null;
      changed = true;
    }
    for (const message of rows.messages ?? []) {
      if (!put(this.#timeline(message.conversation_id), message)) continue;
      this.#sortedTimelines.delete(message.conversation_id);
      changed = true;
    }
    for (const customer of rows.customers ?? []) changed = put(this.#customers, customer) || changed;
    for (const agent of rows.agents ?? []) changed = put(this.#agents, agent) || changed;
    if (changed) this.#announce();
  }

  /** Newest activity first. */
  conversations(): readonly Conversation[] {
    this.#sortedConversations ??= [...this.#conversations.values()].sort(
      (a, b) => Date.parse(b.last_message_at) - Date.parse(a.last_message_at) || (a.id < b.id ? 1 : -1),
    );
    return this.#sortedConversations;
  }

  /** In the order of the timeline. */
  messages(conversationId: string): readonly Message[] {
    let sorted = this.#sortedTimelines.get(conversationId);
    if (!sorted) {
      sorted = [...(this.#timelines.get(conversationId)?.values() ?? [])].sort((a, b) => a.seq - b.seq);
      this.#sortedTimelines.set(conversationId, sorted);
    }
    return sorted;
  }

  agent(id: string): AgentProfile | undefined {
    return this.#agents.get(id);
  }

  customer(id: string): Customer | undefined {
    return this.#customers.get(id);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  clear(): void {
    this.#conversations.clear();
    this.#customers.clear();
    this.#agents.clear();
    this.#timelines.clear();
    this.#sortedTimelines.clear();
    this.#sortedConversations = null;
    this.#announce();
  }

  #timeline(conversationId: string): Map<string, Message> {
    let timeline = this.#timelines.get(conversationId);
    if (!timeline) {
      timeline = new Map();
      this.#timelines.set(conversationId, timeline);
    }
    return timeline;
  }

  #announce(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

function put<T extends { id: string; version: number }>(rows: Map<string, T>, incoming: T): boolean {
  const current = rows.get(incoming.id);
  const kept = newer(current, incoming);
  if (kept === current) return false;
  rows.set(incoming.id, kept);
  return true;
}
