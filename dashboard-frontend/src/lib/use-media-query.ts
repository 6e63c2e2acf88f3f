import { useCallback, useSyncExternalStore } from "react";

export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

/** Room for the customer panel beside the thread. */
export const useWide = (): boolean => useMediaQuery("(min-width: 1100px)");

/** Room for one pane only. */
export const useNarrow = (): boolean => useMediaQuery("(max-width: 759.98px)");
