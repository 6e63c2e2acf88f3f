import { type RefObject, useCallback, useLayoutEffect, useRef } from "react";

interface KeptScroll {
  container: RefObject<HTMLDivElement | null>;
  onScroll: () => void;
}

/**
 * Rows move up while somebody reads further down: what they look at stays where it is. Of all rows in view the one in
 * the middle of the shifts decides, so that the row which itself moved away does not take the view along. At the very
 * top nothing is held: there new rows should be seen.
 */
export function useKeptScroll(): KeptScroll {
  const container = useRef<HTMLDivElement>(null);
  const seen = useRef(new Map<Element, number>());

  const remember = useCallback(() => {
    if (container.current) seen.current = rowsInView(container.current);
  }, []);

  useLayoutEffect(() => {
    const element = container.current;
    if (!element) return;
    const shift = middleShift(seen.current);
    if (element.scrollTop > 0 && shift !== 0) element.scrollTop += shift;
    remember();
  });

  return { container, onScroll: remember };
}

function rowsInView(container: HTMLElement): Map<Element, number> {
  const top = container.scrollTop;
  const bottom = top + container.clientHeight;
  const rows = new Map<Element, number>();
  for (const row of container.querySelectorAll<HTMLElement>("li")) {
    if (row.offsetTop + row.offsetHeight > top && row.offsetTop < bottom) rows.set(row, row.offsetTop);
  }
  return rows;
}

function middleShift(before: ReadonlyMap<Element, number>): number {
  const shifts: number[] = [];
  for (const [row, offset] of before) {
    if (row instanceof HTMLElement && row.isConnected) shifts.push(row.offsetTop - offset);
  }
  shifts.sort((a, b) => a - b);
  return shifts[shifts.length >> 1] ?? 0;
}
