import { useCallback, useMemo, useSyncExternalStore } from "react";

export function useMediaQuery(query: string): boolean {
  const list = useMemo(() => window.matchMedia(query), [query]);
  const subscribe = useCallback(
    (listener: () => void) => {
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    [list],
  );
  return useSyncExternalStore(subscribe, () => list.matches);
}

/** Room for the customer panel beside the thread. */
export const useWide = (): boolean => useMediaQuery("(min-width: 1100px)");

/** Room for one pane only. */
export const useNarrow = (): boolean => useMediaQuery("(max-width: 759.98px)");
