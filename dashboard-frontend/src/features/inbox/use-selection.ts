import { useCallback, useMemo, useRef, useState } from "react";

export interface Selection {
  ids: ReadonlySet<string>;
  /** `through`: all rows between the last one that was chosen and this one. */
  toggle: (id: string, through: boolean) => void;
  clear: () => void;
}

/** Rows that were chosen to change them together. Who leaves the list is not chosen any more. */
export function useSelection(listed: readonly string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const latest = useRef(listed);
  latest.current = listed;
  const ids = useMemo(
    () => (chosen.size === 0 ? chosen : new Set(listed.filter((id) => chosen.has(id)))),
    [chosen, listed],
  );

  const toggle = useCallback((id: string, through: boolean) => {
    const from = through && last.current !== null ? latest.current.indexOf(last.current) : -1;
    const to = latest.current.indexOf(id);
    last.current = id;
    setChosen((before) => {
      const next = new Set(before);
      if (from >= 0 && to >= 0) {
        for (const each of latest.current.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(each);
      } else if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const clear = useCallback(() => setChosen(new Set()), []);
  return { ids, toggle, clear };
}
