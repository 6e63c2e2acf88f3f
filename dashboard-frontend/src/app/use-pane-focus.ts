import { type RefObject, useEffect, useRef } from "react";

interface Panes {
  list: RefObject<HTMLDivElement | null>;
  thread: RefObject<HTMLElement | null>;
}

/** Where only one pane is in sight, the focus goes along: into the thread that opens, and back to its row. */
export function usePaneFocus(narrow: boolean, selectedId: string | null): Panes {
  const list = useRef<HTMLDivElement>(null);
  const thread = useRef<HTMLElement>(null);
  const previous = useRef(selectedId);
  useEffect(() => {
    const left = previous.current;
    previous.current = selectedId;
    if (!narrow || left === selectedId) return;
    if (selectedId === null) list.current?.querySelector<HTMLElement>(`a[href="/inbox/${left}"]`)?.focus();
    else if (!thread.current?.contains(document.activeElement)) thread.current?.focus();
  }, [narrow, selectedId]);
  return { list, thread };
}
