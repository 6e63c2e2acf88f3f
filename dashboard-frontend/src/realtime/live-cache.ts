import { type Rows, rowsOf } from "@stonechat/openapi/client";
import type { Conversation } from "@stonechat/openapi/types";
import type { QueryClient } from "@tanstack/react-query";
import { conversationCounts, conversationDetail, inAnyList, isPassing } from "@/api/queries";
import { applyRows } from "@/realtime/apply";

const RECOUNT_MS = 1_000;

/**
 * Applies rows to the query cache, and once more to what was being loaded when they came: a snapshot read before a
 * change may land after it, and would otherwise put the old state back. It is the server's "subscribe, read, drain"
 * on this side of the wire; repeats cost nothing, because versions decide.
 */
export class LiveCache {
  #recounting: ReturnType<typeof setTimeout> | undefined;
  #mustRecount = false;
  readonly #cache: QueryClient;
  readonly #unsubscribe: () => void;
  #arrivedMeanwhile: Rows[] = [];

  constructor(cache: QueryClient) {
    this.#cache = cache;
    this.#unsubscribe = cache.getQueryCache().subscribe((event) => {
      if (event.type !== "updated" || this.#arrivedMeanwhile.length === 0) return;
      const loaded = event.action.type === "success" && event.action.manual !== true;
      if (loaded) for (const rows of this.#arrivedMeanwhile) applyRows(this.#cache, rows);
      if (this.#cache.isFetching() === 0) this.#arrivedMeanwhile = [];
    });
  }

  apply(rows: Partial<Rows>): void {
    const complete = rowsOf(rows);
    if (complete.conversations.some((row) => this.#countsElsewhere(row))) this.#recount();
    if (this.#cache.isFetching() > 0) this.#arrivedMeanwhile.push(complete);
    applyRows(this.#cache, complete);
  }

  /**
   * What is held is no base any more: everything shown is loaded again, the rest when it is needed. Rejects when
   * something shown could not be loaded for now.
   */
  async reload(): Promise<void> {
    await this.#cache.invalidateQueries();
    const shown = this.#cache.getQueryCache().findAll({ type: "active" });
    const failed = shown.find(({ state }) => state.isInvalidated && state.error !== null && isPassing(state.error));
    if (failed) throw failed.state.error;
  }

  /** After a reset: what came before it is not to be applied once more. */
  forget(): void {
    this.#arrivedMeanwhile = [];
  }

  close(): void {
    clearTimeout(this.#recounting);
    this.#unsubscribe();
  }

  /** What agents change, and what a message does to the status, moves a conversation from one count to another. */
  #countsElsewhere(row: Conversation): boolean {
    const known =
      this.#cache.getQueryData(conversationDetail(row.id).queryKey) ??
      inAnyList(this.#cache, ({ items }) => items.find(({ id }) => id === row.id));
    return known?.head_version !== row.head_version || known.status !== row.status;
  }

  /** The server counts, at most once in a while: twenty changes a second are one question. */
  #recount(): void {
    if (this.#recounting !== undefined) {
      this.#mustRecount = true;
      return;
    }
    this.#mustRecount = false;
    void this.#cache.invalidateQueries({ queryKey: conversationCounts().queryKey });
    this.#recounting = setTimeout(() => {
      this.#recounting = undefined;
      if (this.#mustRecount) this.#recount();
    }, RECOUNT_MS);
  }
}
