import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Places } from "../chat/places";
import type { ChatView } from "../chat/view";

const NEAR_END = 48;
const NEAR_START = 400;

export interface ThreadScroll {
  list: RefObject<HTMLElement | null>;
  /** The newest message is in sight. */
  atEnd: boolean;
  onScroll: () => void;
  toEnd: () => void;
}

/** Where a bubble lay in the list, whatever was scrolled. */
interface Anchor {
  id: string;
  top: number;
}

type Roads = Pick<Places, "showOlder" | "showNewer" | "showNewest">;

/** Stays at the newest message while the reader is there, and holds still while others come and go above and below. */
export function useThreadScroll(view: ChatView, places: Roads): ThreadScroll {
  const list = useRef<HTMLElement>(null);
  const following = useRef(true);
  const loading = useRef(false);
  const top = useRef(0);
  const height = useRef(0);
  const length = useRef(0);
  const anchors = useRef<readonly Anchor[]>([]);
  const [atEnd, setAtEnd] = useState(true);

  const follow = useCallback((yes: boolean) => {
    following.current = yes;
    setAtEnd(yes);
  }, []);

  const onScroll = useCallback(() => {
    const element = list.current;
    if (!element) return;
    // A keyboard that has just come took the end away, not the reader: the observer below goes after it.
    if (following.current && element.clientHeight !== height.current) return;
    top.current = element.scrollTop;
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    follow(left < NEAR_END && !view.hasNewer);
    // In a turn of its own, not in that which draws what was scrolled: both together make a slow phone stumble.
    if (left < (view.hasNewer ? NEAR_START : NEAR_END)) setTimeout(() => places.showNewer());
    else if (element.scrollTop < NEAR_START && view.hasOlder && !loading.current) {
      loading.current = true;
      setTimeout(() =>
        places.showOlder().finally(() => {
          loading.current = false;
        }),
      );
    }
  }, [view.hasOlder, view.hasNewer, places, follow]);

  const toEnd = useCallback(() => {
    follow(true);
    places.showNewest();
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [places, follow]);

  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const { scrollHeight } = element;
    if (following.current) {
      // Only where the end has moved: scrolling that has just begun would be pulled back by whatever else is drawn.
      if (scrollHeight !== length.current) element.scrollTop = scrollHeight;
    } else {
      // One of the two is still there: what came or went did so on the other side of it.
      for (const { id, top: before } of anchors.current) {
        const bubble = element.querySelector<HTMLElement>(`[data-id="${id}"]`);
        if (!bubble) continue;
        const moved = bubble.offsetTop - before;
        if (moved !== 0) element.scrollTop = top.current + moved;
        break;
      }
    }
    const bubbles = [...element.querySelectorAll<HTMLElement>("[data-id]")];
    const ends = [...bubbles.slice(0, 1), ...bubbles.slice(-1)];
    anchors.current = ends.map((bubble) => ({ id: bubble.dataset["id"] ?? "", top: bubble.offsetTop }));
    top.current = element.scrollTop;
    length.current = scrollHeight;
  });

  // The keyboard of a phone and a growing composer take room from the list: its end stays in sight.
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      height.current = element.clientHeight;
      if (following.current) element.scrollTop = element.scrollHeight;
      else onScroll();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [onScroll]);

  return { list, atEnd, onScroll, toEnd };
}
