import type { MarkSender, RowStore } from "@stonechat/openapi/client";
import type { History } from "./history";
import type { Saved } from "./saved";

/** How far the customer got in the conversation: kept for the next page, and told to the server. */
export class Reading {
  readonly #saved: Saved;
  readonly #rows: RowStore;
  readonly #marks: Pick<MarkSender, "reach" | "confirm">;

  constructor(saved: Saved, rows: RowStore, marks: Pick<MarkSender, "reach" | "confirm">) {
    this.#saved = saved;
    this.#rows = rows;
    this.#marks = marks;
  }

  /** What the customer has seen nowhere yet, neither here nor in another browser. */
  unread(history: History): number {
    const marked = this.#rows.mark(history.conversationId, "customer")?.read_seq ?? 0;
    return history.unreadAfter(Math.max(marked, this.#saved.state.read_seq));
  }

  /** Also tells what was seen on an earlier page that ended too soon. */
  arrived(history: History): void {
    const id = history.conversationId;
    const newest = history.newestSeq();
    const known = this.#rows.mark(id, "customer");
    if (known) this.#marks.confirm(known);
    this.#marks.reach(id, "delivered", newest);
    this.#marks.reach(id, "read", Math.min(newest, this.#saved.state.read_seq));
  }

  /** Everything up to now was seen. */
  saw(history: History): void {
    const newest = history.newestSeq();
    if (newest > this.#saved.state.read_seq) this.#saved.update({ read_seq: newest });
    this.#marks.reach(history.conversationId, "read", newest);
  }
}
