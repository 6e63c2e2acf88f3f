import { useCallback, useRef, useState } from "react";

interface Edit {
  /** What was saved when it was changed. */
  before: unknown;
  after: unknown;
}

export interface Edits<Saved> {
  /** What is saved, with what was changed. */
  value: Saved;
  /** Only what was changed. */
  changes: Partial<Saved>;
  dirty: boolean;
  /** What somebody else changed meanwhile, too: saving would write over it. */
  overwrites: readonly (keyof Saved & string)[];
  set: (change: Partial<Saved>) => void;
  /** What was sent is stored now, perhaps in other words. What was changed after it was sent is kept. */
  settle: (sent: Partial<Saved>, stored: Saved) => void;
  forget: () => void;
}

/**
 * What somebody changed on a page and did not save yet. It is kept for this tab, so that a look at another page or a
 * reload loses nothing, and it follows what is saved wherever nothing was changed.
 */
export function useEdits<Saved extends object>(name: string, saved: Saved): Edits<Saved> {
  const key = `stonechat.edits.${name}`;
  const [edits, setEdits] = useState(() => load(key));
  // Two changes may come from the same render: the second one builds on the first.
  const latest = useRef(edits);
  // What was just stored reaches the page a moment later; to show what was saved before in between would be a flicker.
  const [landed, setLanded] = useState<{ over: Saved; stored: Saved } | null>(null);
  const ahead = landed !== null && same(saved, landed.over);
  const present = ahead ? landed.stored : saved;
  if (landed !== null && !ahead) setLanded(null);

  const write = useCallback(
    (next: Record<string, Edit>) => {
      latest.current = next;
      keep(key, next);
      setEdits(next);
    },
    [key],
  );

  function set(change: Partial<Saved>): void {
    const next = { ...latest.current };
    for (const [field, after] of Object.entries(change)) {
      const before = present[field as keyof Saved];
      if (same(after, before)) delete next[field];
      else next[field] = { before: next[field] ? next[field].before : before, after };
    }
    write(next);
  }

  function settle(sent: Partial<Saved>, stored: Saved): void {
    const next = { ...latest.current };
    for (const field of Object.keys(sent) as (keyof Saved & string)[]) {
      const edit = next[field];
      const shown = edit ? edit.after : present[field];
      if (same(shown, sent[field]) || same(shown, stored[field])) delete next[field];
      else next[field] = { before: stored[field], after: shown };
    }
    write(next);
    setLanded({ over: saved, stored });
  }

  const open = Object.entries(edits).filter(
    ([field, { after }]) => field in present && !same(after, present[field as keyof Saved]),
  );
  const changes = Object.fromEntries(open.map(([field, { after }]) => [field, after])) as Partial<Saved>;
  const overwrites = open
    .filter(([field, { before }]) => !same(before, present[field as keyof Saved]))
    .map(([field]) => field as keyof Saved & string);
  return {
    value: { ...present, ...changes },
    changes,
    dirty: open.length > 0,
    overwrites,
    set,
    settle,
    forget: () => write({}),
  };
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function load(key: string): Record<string, Edit> {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "{}") as Record<string, Edit>;
  } catch {
    return {};
  }
}

/** A browser that keeps nothing still has the edits for as long as the page is open. */
function keep(key: string, edits: Record<string, Edit>): void {
  try {
    if (Object.keys(edits).length === 0) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(edits));
  } catch {
    // Then a reload loses them.
  }
}
