import { useState } from "react";
import type { TimelineItem } from "./timeline";

/** So many come in at once when the reader goes up, and so many are drawn at the end. */
const STEP = 100;
/** More than this are not kept drawn once the reader is back at the end. */
const MOST = 300;

interface ItemWindow {
  shown: readonly TimelineItem[];
  /** Some that are loaded stand further up than what is drawn. */
  hidesSome: boolean;
  showMore: () => void;
  showAll: () => void;
  /** The reader is at the end. */
  trim: () => void;
}

/**
 * Draws the end of a long thread, and more of it as the reader goes up. It begins at an item, not at a number: what
 * arrives at the end moves nothing at the beginning.
 */
export function useItemWindow(items: readonly TimelineItem[]): ItemWindow {
  const [firstKey, setFirstKey] = useState<string | null>(null);
  const [begun, setBegun] = useState(false);
  if (!begun && items.length > 0) {
    setBegun(true);
    if (items.length > MOST) setFirstKey(items.at(-STEP)?.key ?? null);
  }
  const hidden =
    firstKey === null
      ? 0
      : Math.max(
          0,
          items.findIndex(({ key }) => key === firstKey),
        );
  return {
    shown: hidden === 0 ? items : items.slice(hidden),
    hidesSome: hidden > 0,
    showMore: () => setFirstKey(hidden > STEP ? (items[hidden - STEP]?.key ?? null) : null),
    showAll: () => setFirstKey(null),
    trim: () => {
      if (items.length - hidden > MOST) setFirstKey(items.at(-STEP)?.key ?? null);
    },
  };
}
