import type { Problem, SendMessage, StartConversation } from "../generated/types.gen";
import { ApiError } from "./api";
import { retryDelay } from "./backoff";
import { withLock } from "./locks";
import { type OutboxStorage, openOutboxStorage } from "./outbox-storage";

export interface OutboxEntry {
  /** The id of the message that it carries. */
  id: string;
  conversation_id: string;
  type: "start" | "message";
  body: StartConversation | SendMessage;
  created_at: string;
  state: "waiting" | "sending" | "failed";
  problem: Problem | null;
}

export type NewOutboxEntry = Pick<OutboxEntry, "id" | "conversation_id" | "type" | "body">;

export interface OutboxOptions {
  /** One per actor: it names the database, so that nobody sends what another person typed. */
  name: string;
  /** Sends the entry and keeps what was answered. Throws ApiError. */
  deliver: (entry: OutboxEntry) => Promise<void>;
  onChange(): void;
}

interface Lane {
  running: boolean;
  failures: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const OPEN_LIMIT_MS = 3_000;

/** Statuses that say nothing about the entry itself: the same request may succeed later. */
const PASSING = new Set([0, 401, 408, 425, 429]);

/** What was sent and not answered yet. It survives reloads; each conversation's entries go out one after the other. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #lanes = new Map<string, Lane>();
  /** Entries that storage refused: their absence there means nothing. */
  readonly #unstored = new Set<string>();
  #entries: OutboxEntry[] = [];
  #opening: Promise<OutboxStorage> | undefined;
  #patience: Promise<never> | undefined;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Takes up what an earlier page left behind, and what other tabs added or finished since the last time. */
  async load(): Promise<void> {
    await this.#refresh();
    for (const id of new Set(this.#entries.map((entry) => entry.conversation_id))) void this.#run(id);
  }

  /** Resolves when the entry is stored; then it is sent. */
  async add(entry: NewOutboxEntry): Promise<void> {
    const { id, conversation_id, type, body } = entry;
    const created_at = new Date().toISOString();
    const added: OutboxEntry = { id, conversation_id, type, body, created_at, state: "waiting", problem: null };
    this.#unstored.add(id);
    this.#entries = [...this.#entries, added].sort(inOrder);
    this.#changed();
    await this.#store(added);
    void this.#run(conversation_id);
  }

  retry(id: string): void {
    const entry = this.#find(id);
    if (entry?.state !== "failed") return;
    this.#update(entry, { state: "waiting", problem: null });
    void this.#run(entry.conversation_id);
  }

  async discard(id: string): Promise<void> {
    const entry = this.#find(id);
    if (!entry) return;
    await this.#remove(entry);
    void this.#run(entry.conversation_id);
  }

  entries(conversationId?: string): readonly OutboxEntry[] {
    return conversationId === undefined
      ? this.#entries
      : this.#entries.filter((entry) => entry.conversation_id === conversationId);
  }

  /** Cuts every wait short: the line is back, or the tab was woken. */
  wake(): void {
    void this.load();
  }

  close(): void {
    this.#closed = true;
    for (const lane of this.#lanes.values()) clearTimeout(lane.timer);
    this.#opening?.then((storage) => storage.close()).catch(() => undefined);
  }

  async #refresh(): Promise<void> {
    try {
      const storage = await this.#storage();
      // Only what was surely stored before the reading may count as gone after it.
      const before = this.#entries.filter((entry) => !this.#unstored.has(entry.id)).map((entry) => entry.id);
      this.#merge(await storage.all(), new Set(before));
    } catch {
      // The entries in memory are all there is.
    }
  }

  #merge(stored: OutboxEntry[], storedBefore: Set<string>): void {
    const storedIds = new Set(stored.map((entry) => entry.id));
    const kept = this.#entries.filter((entry) => storedIds.has(entry.id) || !storedBefore.has(entry.id));
    const added = stored.filter((entry) => !this.#find(entry.id));
    if (added.length === 0 && kept.length === this.#entries.length) return;
    this.#entries = [...kept, ...added].sort(inOrder);
    this.#changed();
    for (const id of new Set(added.map((entry) => entry.conversation_id))) void this.#run(id);
  }

  /** Empties the lane of one conversation, one request at a time, until it is empty or has to wait. */
  async #run(conversationId: string): Promise<void> {
    const lane = this.#lane(conversationId);
    if (lane.running) return;
    lane.running = true;
    clearTimeout(lane.timer);
    try {
      while (this.#next(conversationId)) {
        const waitMs = await this.#attempt(conversationId, lane);
        if (waitMs === null) continue;
        if (!this.#closed) lane.timer = setTimeout(() => void this.#run(conversationId), waitMs);
        return;
      }
    } finally {
      lane.running = false;
    }
  }

  #next(conversationId: string): OutboxEntry | undefined {
    if (this.#closed) return undefined;
    const entries = this.entries(conversationId);
    // Nothing can be said in a conversation that does not exist yet.
    if (entries.some((entry) => entry.type === "start" && entry.state === "failed")) return undefined;
    return entries.find((entry) => entry.state !== "failed");
  }

  /** Null when an entry is settled, else how long to wait before the next attempt. */
  #attempt(conversationId: string, lane: Lane): Promise<number | null> {
    return withLock(`stonechat-outbox:${this.#options.name}:${conversationId}`, async () => {
      // Other tabs may have sent or discarded what is here, or have said something before it that still waits.
      await this.#refresh();
      const entry = this.#next(conversationId);
      if (!entry) return null;
      this.#show(entry.id, { state: "sending" });
      try {
        await this.#options.deliver(entry);
      } catch (error) {
        return this.#undelivered(entry, lane, error);
      }
      lane.failures = 0;
      await this.#remove(entry);
      return null;
    });
  }

  #undelivered(entry: OutboxEntry, lane: Lane, error: unknown): number | null {
    const { status, problem } = error instanceof ApiError ? error : new ApiError(0);
    if (status >= 400 && status < 500 && !PASSING.has(status)) {
      lane.failures = 0;
      this.#update(entry, { state: "failed", problem });
      return null;
    }
    this.#show(entry.id, { state: "waiting" });
    const waitMs = retryDelay(error, lane.failures);
    lane.failures += 1;
    return waitMs;
  }

  async #store(entry: OutboxEntry): Promise<void> {
    try {
      await (await this.#storage()).put(entry);
      this.#unstored.delete(entry.id);
    } catch {
      this.#unstored.add(entry.id);
    }
  }

  async #remove(entry: OutboxEntry): Promise<void> {
    try {
      await (await this.#storage()).remove(entry.id);
    } catch {
      // It would be sent once more by a later page, which the server answers with the stored message.
    }
    this.#forget(entry.id);
  }

  #update(entry: OutboxEntry, change: Partial<OutboxEntry>): void {
    this.#show(entry.id, change);
    void this.#replace({ ...entry, ...change });
  }

  /** What another tab delivered or discarded meanwhile is not brought back. */
  async #replace(entry: OutboxEntry): Promise<void> {
    if (this.#unstored.has(entry.id)) return this.#store(entry);
    try {
      if (!(await (await this.#storage()).replace(entry))) this.#forget(entry.id);
    } catch {
      this.#unstored.add(entry.id);
    }
  }

  #show(id: string, change: Partial<OutboxEntry>): void {
    this.#entries = this.#entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry));
    this.#changed();
  }

  #forget(id: string): void {
    this.#unstored.delete(id);
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
    this.#changed();
  }

  #find(id: string): OutboxEntry | undefined {
    return this.#entries.find((entry) => entry.id === id);
  }

  #lane(conversationId: string): Lane {
    const lane = this.#lanes.get(conversationId) ?? { running: false, failures: 0, timer: undefined };
    this.#lanes.set(conversationId, lane);
    return lane;
  }

  /** Rejects while there is none. One that is slow to open is waited for once, and taken when it is there. */
  #storage(): Promise<OutboxStorage> {
    this.#opening ??= openOutboxStorage(this.#options.name);
    this.#patience ??= new Promise((_, reject) => setTimeout(reject, OPEN_LIMIT_MS));
    return Promise.race([this.#opening, this.#patience]);
  }

  #changed(): void {
    if (!this.#closed) this.#options.onChange();
  }
}

/** Ids are minted in order; only the entry that makes the conversation goes before all, whatever the clock said. */
function inOrder(a: OutboxEntry, b: OutboxEntry): number {
  if (a.type !== b.type) return a.type === "start" ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
