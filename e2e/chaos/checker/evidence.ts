/** What a run leaves behind, and all that the checker sees. */

export type Audience = "customer" | "agent";

export type Transport = "core" | "core without sockets" | "raw socket" | "raw long-poll";

export type RowKind = "conversation" | "message" | "mark" | "customer" | "agent" | "tag" | "site";

/** One row as it reached a client, and the version that the client holds after it was applied. */
export interface RowSeen {
  kind: RowKind;
  id: string;
  version: number;
  held: number;
  /** Of messages and marks. */
  conversation?: string;
  /** Of messages, as this client was told. */
  seq?: number;
  /** A note or an event: nothing for customers. */
  internal?: boolean;
  /** The customer of a conversation. */
  owner?: string;
  /** Of marks. */
  reader?: string;
  delivered?: number;
  read?: number;
}

export type HistoryEvent =
  | { type: "begin"; at: number; client: string; audience: Audience; transport: Transport }
  | { type: "identity"; at: number; id: string }
  | SendEvent
  | { type: "acknowledged"; at: number; id: string; conversation: string; seq: number; public_seq: number | null }
  | { type: "refused"; at: number; id: string; status: number; code: string | null }
  | { type: "changed"; at: number; id: string; what: "edit" | "deletion"; version: number; text: string }
  | { type: "rows"; at: number; via: "line" | "answer" | "load"; rows: RowSeen[] }
  | { type: "hello"; at: number; resumes: boolean }
  | { type: "ready"; at: number }
  | { type: "reset"; at: number }
  | { type: "reloaded"; at: number }
  | { type: "closed"; at: number; code: number }
  | { type: "revoked"; at: number }
  | { type: "answer"; at: number; method: string; path: string; status: number; code: string | null }
  | { type: "marked"; at: number; conversation: string; delivered: number; read: number }
  | { type: "company"; at: number; conversation: string; what: string; wanted: boolean; shown: boolean }
  | { type: "forgotten"; at: number }
  | { type: "final"; at: number; state: FinalState };

export interface SendEvent {
  type: "send";
  at: number;
  id: string;
  conversation: string;
  text: string;
  kind: "start" | "message" | "note";
  /** It lies in the outbox: it has to arrive, and in order. */
  kept: boolean;
}

/** `[id, version, digest of the whole row]` */
export type Held = [id: string, version: number, digest: string];

export type HeldMessage = [id: string, version: number, digest: string, seq: number];

/** What a client shows in the end. */
export interface FinalState {
  /** Whether it is connected and has nothing left to send. */
  settled: boolean;
  unsent: number;
  conversations: Held[];
  /** Of each conversation that the client has from its first message on, in the client's order. */
  timelines: Record<string, HeldMessage[]>;
  others: Partial<Record<Exclude<RowKind, "conversation" | "message">, Held[]>>;
}

export interface History {
  name: string;
  events: readonly HistoryEvent[];
}

export interface StoredMessage {
  id: string;
  conversation_id: string;
  seq: number;
  public_seq: number | null;
  kind: string;
  author: Audience | "system";
  author_id: string | null;
  text: string;
  version: number;
  edited_at: string | null;
  deleted_at: string | null;
}

export interface StoredConversation {
  id: string;
  customer_id: string;
  seq: number;
  public_seq: number;
  version: number;
}

export interface StoredMark {
  id: string;
  conversation_id: string;
  reader: string;
  reader_id: string | null;
  delivered_seq: number;
  read_seq: number;
  version: number;
}

export interface DatabaseDump {
  conversations: StoredConversation[];
  messages: StoredMessage[];
  marks: StoredMark[];
  customers: { id: string; version: number }[];
  agents: { id: string; version: number }[];
}

/** What the server tells one reader in the end: the whole rows, by digest. */
export interface Snapshot {
  conversations: Held[];
  timelines: Record<string, HeldMessage[]>;
  marks: Held[];
}

export interface Strike {
  kind: string;
  at: number;
  /** When it was over; the same as `at` for what happens in a moment. */
  until: number;
  target: string;
}

export interface Memory {
  at: number;
  process: string;
  megabytes: number;
}

/** Something went wrong that nobody did on purpose. */
export interface Accident {
  at: number;
  /** When the process that ended was started. */
  since?: number;
  /** A process ended by itself, or a fault could not be undone. */
  kind: "exit" | "no healing";
  what: string;
}

/** What makes a run worth anything, and what the product has to keep. */
export interface Bounds {
  strikes: Record<string, number>;
  acknowledgements: number;
  resumes: number;
  replays: number;
  /** Sign-outs at a moment when nothing else could delay the end of the socket. */
  revocations: number;
  /** Megabytes that one API process may ever take. */
  memory: number;
  /** Milliseconds in which a revoked session's socket has to be closed. */
  revocation: number;
}

export interface Evidence {
  histories: Iterable<History>;
  database: DatabaseDump;
  /** By customer id, and `agents` for all agents. */
  snapshots: Record<string, Snapshot>;
  strikes: Strike[];
  memory: Memory[];
  accidents: Accident[];
  bounds: Bounds;
}

export interface Verdict {
  violations: string[];
  /** Why this run proves nothing. */
  void: string[];
  counts: Record<string, number>;
}
