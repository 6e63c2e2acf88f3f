import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";

/** Nearer to the end than this counts as reading the newest. */
const NEAR_PX = 48;

interface ThreadScroll {
  container: RefObject<HTMLDivElement | null>;
  /** Something arrived below while the reader was further up. */
  newBelow: boolean;
  toEnd: () => void;
  /** The reader sees the newest. */
  isAtEnd: () => boolean;
  onScroll: () => void;
}

/**
 * The container is a reversed column: its scroll position counts from the end, so the newest stays in view when a
 * message arrives or the composer grows, and older messages above move nothing. Only what arrives below somebody who
 * reads further up would move their text; that is made good here.
 */
export function useThreadScroll(newestId: string | undefined, newestIsOwn: boolean): ThreadScroll {
  const container = useRef<HTMLDivElement>(null);
  const before = useRef({ newestId, height: 0 });
  const atEnd = useRef(true);
  const [newBelow, setNewBelow] = useState(false);

  const toEnd = useCallback(() => {
    if (container.current) container.current.scrollTop = 0;
    atEnd.current = true;
    setNewBelow(false);
  }, []);

  const isAtEnd = useCallback(() => atEnd.current, []);

  const onScroll = useCallback(() => {
    const element = container.current;
    if (!element) return;
    atEnd.current = -element.scrollTop < NEAR_PX;
    before.current.height = element.scrollHeight;
    if (atEnd.current) setNewBelow(false);
  }, []);

  useLayoutEffect(() => {
    const element = container.current;
    const known = before.current;
    const arrived = known.newestId !== undefined && known.newestId !== newestId;
    before.current = { ...known, newestId };
    // At the end nothing has to be made good, and to ask the element would be to lay out the page with every message.
    if (!element || atEnd.current) return;
    const height = element.scrollHeight;
    const grown = height - known.height;
    before.current = { newestId, height };
    if (!arrived) return;
    if (newestIsOwn) {
      element.scrollTop = 0;
      atEnd.current = true;
    } else {
      element.scrollTop -= grown;
      setNewBelow(true);
    }
  });

  return { container, newBelow, toEnd, isAtEnd, onScroll };
}
