import {
  Outbox,
  type OutboxEntry,
  onWake,
  type Presence,
  type Rows,
  SyncConnection,
  type SyncStatus,
  uuidv7,
} from "@stonechat/openapi/client";
import { sendMessage } from "@stonechat/openapi/sdk";
import type { QueryClient } from "@tanstack/react-query";
import { type Config, socketUrl } from "@/api/config";
import type { Session } from "@/api/session";
import { Listeners } from "@/lib/listeners";
import { Gathering } from "@/realtime/gathering";
import { LiveCache } from "@/realtime/live-cache";

export interface LiveOptions {
  config: Pick<Config, "api">;
  session: Session;
  cache: QueryClient;
  /** Names the outbox, so that nobody sends what another agent typed on the same machine. */
  agentId: string;
}

/** What the agent needs to know of the connection. `stopped`: it comes back only when the tab wakes or is reloaded. */
export type Connection = "fine" | "reconnecting" | "stopped";

export interface LiveState {
  connection: Connection;
  /** Loading may begin: the subscription stands, or has taken too long to wait for. */
  mayLoad: boolean;
}

export interface SendOptions {
  /** For what is sent once more. */
  id?: string;
  /** The agents whom a note calls. */
  mentions?: readonly string[];
}

/** A blink is not worth a word. */
const PATIENCE_MS = 1_500;
/** Snapshots wait this long for the subscription; after that they are loaded now and once more when it stands. */
const HEAD_START_MS = 700;

/** The one connection and the one outbox of a signed-in agent. */
export class Live {
  /** Who writes and looks right now, here and elsewhere. */
  readonly presence: Presence;
  readonly #connection: SyncConnection;
  readonly #outbox: Outbox;
  readonly #cache: LiveCache;
  readonly #session: Session;
  readonly #gathering = new Gathering((rows) => this.#take(rows));
  readonly #stateListeners = new Listeners();
  readonly #entryListeners = new Listeners();
  readonly #rowListeners = new Set<(rows: Rows) => void>();
  readonly subscribeState = this.#stateListeners.subscribe;
  readonly subscribeEntries = this.#entryListeners.subscribe;
  readonly #stopListening: () => void;
  readonly #headStart: ReturnType<typeof setTimeout>;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #state: LiveState = { connection: "fine", mayLoad: false };
  #entries: readonly OutboxEntry[] = [];
  /** Snapshots may have been read before the subscription stood. */
  #mustReload = true;

  constructor({ config, session, cache, agentId }: LiveOptions) {
    this.#cache = new LiveCache(cache);
    this.#session = session;
    this.#outbox = new Outbox({
      name: `agent:${agentId}`,
      deliver: (entry) => this.#deliver(entry),
      onChange: () => this.#entriesChanged(),
    });
    this.#connection = new SyncConnection({
      url: () => socketUrl(config),
      api: () => config.api,
      tab: uuidv7(),
      self: { author: "agent", id: agentId },
      token: (fresh) => session.token(fresh),
      onRows: (rows) => this.#gathering.take(rows),
      onReset: () => {
        this.#gathering.drop();
        this.#cache.forget();
        this.#mustReload = true;
      },
      onReady: () => this.#ready(),
      onStatus: (status) => this.#heed(status),
    });
    this.presence = this.#connection.presence;
    this.#stopListening = onWake(() => {
      this.#connection.wake();
      this.#outbox.wake();
    });
    this.#headStart = setTimeout(() => this.#show({ mayLoad: true }), HEAD_START_MS);
    void this.#outbox.load();
    this.#connection.start();
  }

  readonly state = (): LiveState => this.#state;
  readonly entries = (): readonly OutboxEntry[] => this.#entries;

  /** Hears what others did, once it can be read in the cache. It may come twice. */
  readonly subscribeRows = (listener: (rows: Rows) => void): (() => void) => {
    this.#rowListeners.add(listener);
    return () => this.#rowListeners.delete(listener);
  };

  /** Resolves when the message is kept safe on this machine; from then on it will be sent. */
  send(
    conversationId: string,
    kind: "message" | "note",
    text: string,
    { id = uuidv7(), mentions = [] }: SendOptions = {},
  ): Promise<void> {
    const called = mentions.length > 0 && { mentions: [...mentions] };
    const body = { id, text, kind, ...called };
    return this.#outbox.add({ id, conversation_id: conversationId, type: "message", body });
  }

  /** What an answer of the API tells, as if it had come over the connection. */
  learn(rows: Partial<Rows>): void {
    // What came before it may be what it follows from.
    this.#gathering.flush();
    this.#cache.apply(rows);
  }

  retry(id: string): void {
    this.#outbox.retry(id);
  }

  discard(id: string): Promise<void> {
    return this.#outbox.discard(id);
  }

  /** Public entries of the conversation up to this one arrived here, or were seen. */
  reached(conversationId: string, event: "delivered" | "read", publicSeq: number): void {
    this.#connection.marks.reach(conversationId, event, publicSeq);
  }

  close(): void {
    clearTimeout(this.#headStart);
    clearTimeout(this.#patience);
    this.#stopListening();
    this.#connection.stop();
    this.#gathering.drop();
    this.#outbox.close();
    this.#cache.close();
  }

  async #deliver(entry: OutboxEntry): Promise<void> {
    if (!("text" in entry.body)) throw new TypeError("An agent's outbox holds messages only.");
    const path = { conversation_id: entry.conversation_id };
    const { data } = await sendMessage({ path, body: entry.body, throwOnError: true });
    this.learn({ messages: [data] });
    // Who answers has read what was there.
    this.reached(data.conversation_id, "read", data.public_seq ?? 0);
  }

  #take(rows: Rows): void {
    this.#cache.apply(rows);
    for (const { conversation_id, public_seq } of rows.messages) {
      this.reached(conversation_id, "delivered", public_seq ?? 0);
    }
    for (const listener of [...this.#rowListeners]) listener(rows);
  }

  async #ready(): Promise<void> {
    this.#gathering.flush();
    const mustReload = this.#mustReload;
    this.#mustReload = false;
    this.#show({ mayLoad: true });
    this.#outbox.wake();
    if (!mustReload) return;
    try {
      await this.#cache.reload();
    } catch (error) {
      this.#mustReload = true;
      throw error;
    }
  }

  #heed(status: SyncStatus): void {
    // Most likely the session was ended elsewhere: then the page leads to the sign-in.
    if (status === "refused") void this.#session.check();
    if (status === "live" || status === "stopped" || status === "refused") {
      clearTimeout(this.#patience);
      this.#patience = undefined;
      this.#show({ connection: status === "live" ? "fine" : "stopped" });
      return;
    }
    this.#patience ??= setTimeout(() => this.#show({ connection: "reconnecting" }), PATIENCE_MS);
  }

  #show(change: Partial<LiveState>): void {
    this.#state = { ...this.#state, ...change };
    this.#stateListeners.announce();
  }

  #entriesChanged(): void {
    this.#entries = this.#outbox.entries();
    this.#entryListeners.announce();
  }
}
