import type { Conversation, Customer } from "@stonechat/openapi/types";
import type { QueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import { Listeners } from "@/lib/listeners";

type Change<Row> = (row: Row) => Row;

/**
 * The changes of one kind of row that were asked for and are not answered yet. What the server told is kept as it told
 * it, and these are laid over it wherever it is shown, in their order: so neither the answer to an earlier change nor
 * what somebody else did hides them, and nothing has to be taken back when one is refused.
 */
export class Ahead<Row extends { id: string }> {
  readonly #listeners = new Listeners();
  #changes: ReadonlyMap<string, readonly Change<Row>[]> = new Map();

  readonly subscribe = this.#listeners.subscribe;
  readonly of = (id: string): readonly Change<Row>[] | undefined => this.#changes.get(id);
  /** Another map after each change. */
  readonly all = (): ReadonlyMap<string, readonly Change<Row>[]> => this.#changes;

  over(row: Row): Row {
    return (this.of(row.id) ?? []).reduce((known, change) => change(known), row);
  }

  /** Lays a change over these rows until the function that is returned is called. */
  lay(ids: readonly string[], change: Change<Row>): () => void {
    this.#replace(ids, (changes) => [...changes, change]);
    return () => this.#replace(ids, (changes) => changes.filter((each) => each !== change));
  }

  #replace(ids: readonly string[], replaced: (changes: readonly Change<Row>[]) => readonly Change<Row>[]): void {
    const all = new Map(this.#changes);
    for (const id of ids) {
      const changes = replaced(all.get(id) ?? []);
      if (changes.length > 0) all.set(id, changes);
      else all.delete(id);
    }
    this.#changes = all;
    this.#listeners.announce();
  }
}

interface AllAhead {
  conversations: Ahead<Conversation>;
  customers: Ahead<Customer>;
}

const kept = new WeakMap<QueryClient, AllAhead>();

/** What is shown ahead of what this cache holds. */
export function aheadOf(cache: QueryClient): AllAhead {
  const known = kept.get(cache) ?? { conversations: new Ahead<Conversation>(), customers: new Ahead<Customer>() };
  kept.set(cache, known);
  return known;
}

/** Lays over a row what waits for an answer. It is another function whenever that is something else: for this row, or any. */
export function useOver<Row extends { id: string }>(ahead: Ahead<Row>, id?: string): (row: Row) => Row {
  const waiting = useSyncExternalStore<unknown>(ahead.subscribe, () => (id === undefined ? ahead.all() : ahead.of(id)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the function reads what waits by itself.
  return useCallback((row) => ahead.over(row), [ahead, waiting]);
}
