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
  const [newBelow, setNewBelow] = useState(false);

  const toEnd = useCallback(() => {
    if (container.current) container.current.scrollTop = 0;
    setNewBelow(false);
  }, []);

  const isAtEnd = useCallback(() => container.current !== null && -container.current.scrollTop < NEAR_PX, []);

  const onScroll = useCallback(() => {
    if (isAtEnd()) setNewBelow(false);
  }, [isAtEnd]);

  useLayoutEffect(() => {
    const element = container.current;
    if (!element) return;
    const height = element.scrollHeight;
    const arrived = before.current.newestId !== undefined && before.current.newestId !== newestId;
    const grown = height - before.current.height;
    before.current = { newestId, height };
    if (!arrived || -element.scrollTop < NEAR_PX) return;
    if (newestIsOwn) {
      element.scrollTop = 0;
    } else {
      element.scrollTop -= grown;
      setNewBelow(true);
    }
  });

  return { container, newBelow, toEnd, isAtEnd, onScroll };
}
