import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";

/** Rows above and below what is in sight: so many that a flick finds them drawn. */
const AROUND = 8;
/** Before anything was measured. */
const SCREEN_PX = 900;

interface RowWindow {
  container: RefObject<HTMLDivElement | null>;
  onScroll: () => void;
  /** The first row that is drawn, and the one behind the last. */
  first: number;
  end: number;
  /** Brings a row into sight. */
  reveal: (index: number) => void;
}

/**
 * Draws the rows that are in sight, and keeps what is looked at where it is while others move: of all rows in sight the
 * one in the middle of the shifts decides, so that a row which moves away does not take the view along. At the very top
 * nothing is held: there new rows should be seen.
 */
export function useRowWindow(ids: readonly string[], rowPx: number): RowWindow {
  const container = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(SCREEN_PX);
  const before = useRef<readonly string[]>(ids);
  const isAtTop = useRef(true);

  const onScroll = useCallback(() => {
    const element = container.current;
    if (!element) return;
    isAtTop.current = element.scrollTop === 0;
    // In whole rows, so that most scrolling draws nothing.
    setTop(Math.floor(element.scrollTop / rowPx) * rowPx);
  }, [rowPx]);

  useLayoutEffect(() => {
    const element = container.current;
    if (!element) return;
    const measure = (): void => setHeight(element.clientHeight || SCREEN_PX);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const element = container.current;
    const known = before.current;
    before.current = ids;
    // To ask the element would be to lay out the whole page, with every change of the list.
    if (!element || known === ids || isAtTop.current) return;
    const start = Math.floor(element.scrollTop / rowPx);
    const inSight = known.slice(start, start + Math.ceil(element.clientHeight / rowPx) + 1);
    const shift = middleShift(inSight, start, ids);
    if (shift === 0) return;
    element.scrollTop += shift * rowPx;
    onScroll();
  }, [ids, rowPx, onScroll]);

  const reveal = useCallback(
    (index: number) => {
      const element = container.current;
      if (!element) return;
      const from = index * rowPx;
      if (from < element.scrollTop) element.scrollTop = from;
      else if (from + rowPx > element.scrollTop + element.clientHeight) {
        element.scrollTop = from + rowPx - element.clientHeight;
      }
      onScroll();
    },
    [rowPx, onScroll],
  );

  const first = Math.max(0, Math.floor(top / rowPx) - AROUND);
  const end = Math.min(ids.length, Math.ceil((top + height) / rowPx) + AROUND);
  return { container, onScroll, first, end, reveal };
}

/** By how many rows what was in sight has moved. */
export function middleShift(inSight: readonly string[], start: number, ids: readonly string[]): number {
  const places = new Map(ids.map((id, index) => [id, index]));
  const shifts = inSight.flatMap((id, offset) => {
    const now = places.get(id);
    return now === undefined ? [] : [now - (start + offset)];
  });
  return shifts.sort((a, b) => a - b)[Math.floor(shifts.length / 2)] ?? 0;
}
