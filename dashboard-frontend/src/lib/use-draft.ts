import { useCallback, useRef, useState } from "react";
import { storage } from "@/lib/storage";

interface Draft {
  /** What was saved when the typing began. */
  before: string;
  text: string;
}

export interface TypedText {
  /** What is typed, else what is saved. */
  text: string;
  /** Something is typed that is not saved yet. */
  dirty: boolean;
  /** Somebody else changed it since the typing began: saving would write over that. */
  clashes: boolean;
  type: (text: string) => void;
  /** This was sent, so that it is no news when it comes back. */
  sent: (text: string) => void;
  /** This is what is written over knowingly. */
  seen: (saved: string) => void;
  /** This is saved now; what was typed since stays. */
  stored: (saved: string) => void;
  drop: () => void;
}

/** A text that is typed in place of a saved one. It survives reload and a look elsewhere, and follows what is saved. */
export function useDraft(key: string, saved: string): TypedText {
  const [draft, setDraft] = useState(() => load(key));
  const held = useRef(draft);
  const lastSent = useRef<string | null>(null);

  const keep = useCallback(
    (next: Draft | null) => {
      held.current = next;
      setDraft(next);
      if (next === null) storage.remove(key);
      else storage.set(key, JSON.stringify(next));
    },
    [key],
  );

  const dirty = draft !== null && draft.text !== saved;
  return {
    text: draft?.text ?? saved,
    dirty,
    clashes: dirty && saved !== draft.before && saved !== lastSent.current,
    type: (text) => {
      const begun = held.current !== null && held.current.text !== saved ? held.current.before : saved;
      keep({ before: begun, text });
    },
    sent: (text) => {
      lastSent.current = text;
    },
    seen: (before) => {
      if (held.current !== null) keep({ ...held.current, before });
    },
    stored: (before) => {
      if (held.current !== null) keep(held.current.text === before ? null : { ...held.current, before });
    },
    drop: () => keep(null),
  };
}

function load(key: string): Draft | null {
  try {
    const { before, text } = JSON.parse(storage.get(key) ?? "{}") as Partial<Draft>;
    return typeof before === "string" && typeof text === "string" ? { before, text } : null;
  } catch {
    return null;
  }
}
