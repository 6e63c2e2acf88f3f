import type { AgentProfile, Conversation, Customer, Mark, Message, Site, Tag } from "../generated/types.gen";

export interface Rows {
  conversations: Conversation[];
  messages: Message[];
  customers: Customer[];
  agents: AgentProfile[];
  marks: Mark[];
  tags: Tag[];
  sites: Site[];
}

/** The rows of a frame or an answer and nothing else of it. A server that is older than this client knows fewer kinds. */
export function rowsOf(some: Partial<Rows>): Rows {
  const { conversations = [], messages = [], customers = [], agents = [], marks = [], tags = [], sites = [] } = some;
  return { conversations, messages, customers, agents, marks, tags, sites };
}

/** The version rule: rows may come twice and in any order, the newest version of each stays. */
export function newer<T extends { version: number }>(current: T | undefined, incoming: T): T {
  return current && current.version >= incoming.version ? current : incoming;
}

/** The messages that one client holds, who wrote them, and how far everybody read. Lists keep their identity until something in them changes. */
export class RowStore {
  readonly #agents = new Map<string, AgentProfile>();
  readonly #marks = new Map<string, Mark>();
  readonly #timelines = new Map<string, Map<string, Message>>();
  readonly #sortedTimelines = new Map<string, readonly Message[]>();
  readonly #listeners = new Set<() => void>();
  readonly #doubtful = new Set<object>();

  upsert({ messages = [], agents = [], marks = [] }: Partial<Rows>): void {
    let changed = false;
    for (const message of messages) {
      if (!this.#put(this.#timeline(message.conversation_id), message)) continue;
      this.#sortedTimelines.delete(message.conversation_id);
      changed = true;
    }
    for (const agent of agents) changed = this.#put(this.#agents, agent) || changed;
    for (const mark of marks) changed = this.#put(this.#marks, mark) || changed;
    if (changed) this.#announce();
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

  /** How far a side of the conversation got; agents are told apart by their id. */
  mark(conversationId: string, reader: Mark["reader"], readerId: string | null = null): Mark | undefined {
    const isMeant = (mark: Mark): boolean =>
      mark.conversation_id === conversationId &&
      mark.reader === reader &&
      (reader !== "agent" || mark.reader_id === readerId);
    return [...this.#marks.values()].find(isMeant);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** After a reset nothing that is held is sure any more. It stays until `dropDoubtful`, or until it comes again. */
  doubtAll(): void {
    for (const rows of this.#tables()) for (const row of rows.values()) this.#doubtful.add(row);
  }

  dropDoubtful(): void {
    if (this.#doubtful.size === 0) return;
    for (const rows of this.#tables()) {
      for (const [id, row] of rows) if (this.#doubtful.has(row)) rows.delete(id);
    }
    this.#doubtful.clear();
    this.#sortedTimelines.clear();
    this.#announce();
  }

  clear(): void {
    this.doubtAll();
    this.dropDoubtful();
  }

  #tables(): Map<string, object>[] {
    return [this.#agents, this.#marks, ...this.#timelines.values()];
  }

  #timeline(conversationId: string): Map<string, Message> {
    let timeline = this.#timelines.get(conversationId);
    if (!timeline) {
      timeline = new Map();
      this.#timelines.set(conversationId, timeline);
    }
    return timeline;
  }

  #put<T extends { id: string; version: number }>(rows: Map<string, T>, incoming: T): boolean {
    const current = rows.get(incoming.id);
    const sure = current && !this.#doubtful.delete(current) ? current : undefined;
    const kept = newer(sure, incoming);
    if (kept === current) return false;
    rows.set(incoming.id, kept);
    return true;
  }

  #announce(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
