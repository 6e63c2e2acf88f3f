import { newer, RowStore, type Rows } from "@stonechat/openapi/client";
import type { Held, HeldMessage, RowKind, RowSeen } from "../checker/evidence.ts";
import { digestOf } from "./digest.ts";

/** Any row on the wire; which fields more it has depends on its kind. */
export interface AnyRow {
  id: string;
  version: number;
  conversation_id?: string;
  customer_id?: string;
  seq?: number;
  public_seq?: number | null;
  kind?: string;
  head_version?: number;
  reader?: string;
  delivered_seq?: number;
  read_seq?: number;
}

/** Rows by kind; those that this server does not know yet are missing. */
export type AnyRows = { readonly [List in RowList]?: readonly object[] };

type RowList = keyof typeof KINDS;

const KINDS = {
  conversations: "conversation",
  messages: "message",
  marks: "mark",
  customers: "customer",
  agents: "agent",
  tags: "tag",
  sites: "site",
} as const satisfies Record<string, RowKind>;

const LISTS = Object.keys(KINDS) as RowList[];

/** What one page holds in memory: the client core's store for timelines, and the version rule for everything else. */
export class Memory {
  readonly #store = new RowStore();
  readonly #tables = new Map<RowKind, Map<string, AnyRow>>();
  /** Conversations that are here from their first message on; of others this client never asked for the beginning. */
  readonly #covered = new Set<string>();

  /** Applies rows and says what became of each. */
  upsert(rows: AnyRows): RowSeen[] {
    const seen: RowSeen[] = [];
    // The store takes the kinds that it knows, and rows are of the contract's types wherever they come from.
    this.#store.upsert(rows as Partial<Rows>);
    for (const list of LISTS)
      for (const row of (rows[list] ?? []) as readonly AnyRow[]) seen.push(this.#put(KINDS[list], row));
    return seen;
  }

  /** This conversation was loaded from its first message on. */
  cover(conversation: string): void {
    this.#covered.add(conversation);
  }

  conversations(): AnyRow[] {
    return [...this.#table("conversation").values()];
  }

  conversation(id: string): AnyRow | undefined {
    return this.#table("conversation").get(id);
  }

  messages(conversation: string) {
    return this.#store.messages(conversation);
  }

  /** Nothing is sure any more. What is shown stays until the new state was loaded. */
  doubt(): void {
    this.#store.doubtAll();
    this.#tables.clear();
    this.#covered.clear();
  }

  dropDoubtful(): void {
    this.#store.dropDoubtful();
  }

  heldConversations(): Held[] {
    return this.conversations().map((row) => [row.id, row.version, digestOf(row)]);
  }

  timelines(): Record<string, HeldMessage[]> {
    const entries = [...this.#covered].map((id): [string, HeldMessage[]] => [
      id,
      this.messages(id).map((row) => [row.id, row.version, digestOf(row), row.seq]),
    ]);
    return Object.fromEntries(entries);
  }

  /** The rest, by id and version: agents look different in lists that only agents read. */
  others(): Partial<Record<RowKind, Held[]>> {
    const kinds = [...this.#tables].filter(([kind]) => kind !== "conversation" && kind !== "message");
    return Object.fromEntries(
      kinds.map(([kind, rows]) => [kind, [...rows.values()].map(({ id, version }): Held => [id, version, ""])]),
    );
  }

  #put(kind: RowKind, row: AnyRow): RowSeen {
    const table = this.#table(kind);
    const kept = newer(table.get(row.id), row);
    table.set(row.id, kept);
    // The first message in its first version is news; in a later one it may be an old message that was changed.
    if (kind === "message" && row.seq === 1 && row.version === 1 && row.conversation_id)
      this.#covered.add(row.conversation_id);
    const seen: RowSeen = { kind, id: row.id, version: row.version, held: kept.version };
    if (row.conversation_id !== undefined) seen.conversation = row.conversation_id;
    if (kind === "message" && row.seq !== undefined) seen.seq = row.seq;
    if (kind === "message" && (row.public_seq === null || row.kind === "note")) seen.internal = true;
    if (kind === "conversation" && row.customer_id !== undefined) seen.owner = row.customer_id;
    if (kind === "mark")
      Object.assign(seen, { reader: kept.reader, delivered: kept.delivered_seq, read: kept.read_seq });
    return seen;
  }

  #table(kind: RowKind): Map<string, AnyRow> {
    let table = this.#tables.get(kind);
    if (!table) {
      table = new Map();
      this.#tables.set(kind, table);
    }
    return table;
  }
}
