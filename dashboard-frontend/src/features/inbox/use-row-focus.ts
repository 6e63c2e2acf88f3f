import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef } from "react";

interface RowFocus {
  list: RefObject<HTMLUListElement | null>;
  /** Gives the focus to the row there, or to the one that is nearest to it. */
  go: (index: number) => void;
  /** What the list hears. */
  listeners: {
    onKeyDown: (event: KeyboardEvent) => void;
    onFocus: (event: FocusEvent) => void;
    onBlur: (event: FocusEvent) => void;
  };
}

/**
 * Arrow keys go from row to row, Home and End to the first and last, also where those are not drawn yet. When the row
 * that has the focus leaves the list, the focus goes on with the row that took its place.
 */
export function useRowFocus(ids: readonly string[], reveal: (index: number) => void): RowFocus {
  const list = useRef<HTMLUListElement>(null);
  const wanted = useRef<string | null>(null);
  const held = useRef<{ id: string; index: number } | null>(null);

  useEffect(() => {
    if (wanted.current === null) return;
    const link = linkTo(list.current, wanted.current);
    if (!link) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
  });

  useEffect(() => {
    // Only scrolled away: nobody is in that row any more.
    if (held.current && ids.includes(held.current.id) && !linkTo(list.current, held.current.id)) held.current = null;
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: only rows that come and go take the focus away.
  useEffect(() => {
    if (held.current === null) return;
    const { id, index } = held.current;
    const now = ids.indexOf(id);
    if (now >= 0) held.current = { id, index: now };
    else if (isNowhere()) go(index);
  }, [ids]);

  function go(index: number): void {
    const id = ids[Math.min(ids.length - 1, Math.max(0, index))];
    if (id === undefined) return;
    wanted.current = id;
    reveal(ids.indexOf(id));
    linkTo(list.current, id)?.focus({ preventScroll: true });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const at = ids.indexOf(rowOf(event.target) ?? "");
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1 }[event.key];
    if (target === undefined || at < 0) return;
    event.preventDefault();
    go(target);
  }

  function onFocus({ target }: FocusEvent): void {
    const id = rowOf(target);
    held.current = id === null ? null : { id, index: ids.indexOf(id) };
  }

  function onBlur({ target, relatedTarget }: FocusEvent): void {
    // Who leaves it has it no more; from a row that is taken away the focus goes to nobody.
    if (relatedTarget !== null || target.isConnected) held.current = null;
  }

  return { list, go, listeners: { onKeyDown, onFocus, onBlur } };
}

/** Nothing has the focus: what had it is gone. */
export function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** The id of the row that it is in. */
export function rowOf(target: EventTarget | null): string | null {
  return (target instanceof Element && target.closest<HTMLElement>("[data-id]")?.dataset["id"]) || null;
}

function linkTo(list: HTMLElement | null, id: string): HTMLElement | null {
  const rows = [...(list?.querySelectorAll<HTMLElement>("[data-id]") ?? [])];
  return rows.find((row) => row.dataset["id"] === id)?.querySelector("a") ?? null;
}
