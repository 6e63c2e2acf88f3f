import type { Mark, Message, ServerFrame, SetMark } from "../../../generated/types.gen";
import { rowsOf } from "../../rows";
import { aMark, aMessage } from "../rows";

export const CONVERSATIONS = ["c1", "c2"];

/** What the clients met, over all runs: a test in which nothing broke would show nothing. */
export const met = {
  resumed: 0,
  reset: 0,
  expired: 0,
  refreshed: 0,
  busy: 0,
  repeated: 0,
  polled: 0,
  resetByPoll: 0,
  markedByRequest: 0,
  cut: 0,
};

const CUSTOMER = "customer-1";

type Row = { kind: "message"; row: Message } | { kind: "mark"; row: Mark };

/** What is stored, by the rules of the wire: numbers given out in order, versions that grow, marks that go forward. */
export class VirtualTables {
  readonly #rows = new Map<string, Row & { changed: number }>();
  readonly #onCommit: () => void;
  /** Grows with every change, as the numbers of transactions do. */
  change = 0;

  constructor(onCommit: () => void) {
    this.#onCommit = onCommit;
  }

  /** What the customer's timeline is in truth. */
  messages(conversationId: string): Message[] {
    const all = [...this.#rows.values()].flatMap((kept) => (kept.kind === "message" ? [kept.row] : []));
    return all.filter((row) => row.conversation_id === conversationId).sort((a, b) => a.seq - b.seq);
  }

  marks(): Mark[] {
    return [...this.#rows.values()].flatMap((kept) => (kept.kind === "mark" ? [kept.row] : []));
  }

  mark(conversationId: string, reader: "customer" | "team", { delivered_seq, read_seq }: SetMark): Mark {
    const id = `${conversationId}-${reader}`;
    const newest = this.messages(conversationId).length;
    const before = this.marks().find((mark) => mark.id === id) ?? aMark({ delivered_seq: 0, version: 0 });
    const row = aMark({
      id,
      conversation_id: conversationId,
      reader,
      reader_id: reader === "customer" ? CUSTOMER : null,
      delivered_seq: Math.max(before.delivered_seq, Math.min(newest, Math.max(delivered_seq, read_seq))),
      read_seq: Math.max(before.read_seq, Math.min(newest, read_seq)),
      version: before.version + 1,
    });
    if (row.delivered_seq === before.delivered_seq && row.read_seq === before.read_seq) return before;
    this.#commit({ kind: "mark", row });
    return row;
  }

  /** The team answers. */
  say(conversationId: string): void {
    const { length } = this.messages(conversationId);
    this.store(conversationId, `answer-${conversationId}-${length}`, "An answer", "agent");
  }

  /** The team edits or deletes what it said. */
  alter(conversationId: string, pick: number, deleted: boolean): void {
    const theirs = this.messages(conversationId).filter((row) => row.author === "agent" && row.deleted_at === null);
    const row = theirs[pick % theirs.length];
    if (!row) return;
    const at = new Date().toISOString();
    const changed = deleted ? { text: "", deleted_at: at } : { text: `${row.text}!`, edited_at: at };
    this.#commit({ kind: "message", row: { ...row, ...changed, version: row.version + 1 } });
  }

  store(conversationId: string, id: string, text: string, author: "customer" | "agent"): Message {
    const known = this.#rows.get(id);
    if (known?.kind === "message") {
      met.repeated += 1;
      return known.row;
    }
    const seq = this.messages(conversationId).length + 1;
    const author_id = author === "customer" ? CUSTOMER : "agent-1";
    const created_at = new Date().toISOString();
    const row = aMessage({
      id,
      conversation_id: conversationId,
      seq,
      public_seq: seq,
      author,
      author_id,
      text,
      created_at,
    });
    this.#commit({ kind: "message", row });
    return row;
  }

  /** What changed after this. */
  frame(after: number, cursor: string | null): Extract<ServerFrame, { type: "rows" }> {
    const kept = [...this.#rows.values()].filter(({ changed }) => changed > after);
    const messages = kept.flatMap((one) => (one.kind === "message" ? [one.row] : []));
    const marks = kept.flatMap((one) => (one.kind === "mark" ? [one.row] : []));
    return { type: "rows", ...rowsOf({ messages, marks }), cursor };
  }

  #commit(kept: Row): void {
    this.change += 1;
    this.#rows.set(kept.row.id, { ...kept, changed: this.change });
    this.#onCommit();
  }
}
