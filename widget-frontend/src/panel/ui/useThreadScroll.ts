import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ChatView } from "../chat/view";

const NEAR_END = 48;
const NEAR_START = 160;

export interface ThreadScroll {
  list: RefObject<HTMLElement | null>;
  /** The newest message is in sight. */
  atEnd: boolean;
  onScroll: () => void;
  toEnd: () => void;
}

/** Stays at the newest message while the reader is there, and holds still while older ones come in above. */
export function useThreadScroll(view: ChatView, loadOlder: () => Promise<void>): ThreadScroll {
  const list = useRef<HTMLElement>(null);
  const following = useRef(true);
  const loading = useRef(false);
  const fromEnd = useRef(0);
  const firstId = useRef<string | undefined>(undefined);
  const [atEnd, setAtEnd] = useState(true);

  const follow = useCallback((yes: boolean) => {
    following.current = yes;
    setAtEnd(yes);
  }, []);

  const onScroll = useCallback(() => {
    const element = list.current;
    if (!element) return;
    fromEnd.current = element.scrollHeight - element.scrollTop;
    follow(fromEnd.current - element.clientHeight < NEAR_END);
    if (element.scrollTop > NEAR_START || !view.hasOlder || loading.current) return;
    loading.current = true;
    void loadOlder().finally(() => {
      loading.current = false;
    });
  }, [view.hasOlder, loadOlder, follow]);

  const toEnd = useCallback(() => {
    follow(true);
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [follow]);

  const first = view.days[0]?.groups[0]?.bubbles[0]?.id;
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    if (following.current) element.scrollTop = element.scrollHeight;
    else if (first !== firstId.current) element.scrollTop = element.scrollHeight - fromEnd.current;
    firstId.current = first;
    fromEnd.current = element.scrollHeight - element.scrollTop;
  });

  // The keyboard of a phone and a growing composer take room from the list: its end stays in sight.
  useEffect(() => {
    const element = list.current;
    if (!element || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(() => {
      if (following.current) element.scrollTop = element.scrollHeight;
      else onScroll();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [onScroll]);

  return { list, atEnd, onScroll, toEnd };
}
