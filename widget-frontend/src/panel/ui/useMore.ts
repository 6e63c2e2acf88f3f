import { useEffect, useState } from "react";

type More = typeof import("../more/more");

const FIRST_PAUSE_MS = 1_000;
const LAST_PAUSE_MS = 30_000;

let loaded: More | null = null;
let loading: Promise<More> | null = null;

/** What nobody needs before there is a conversation: it comes after all that does. */
export function loadMore(): Promise<More> {
  loading ??= import("../more/more").then(
    (more) => {
      loaded = more;
      return more;
    },
    (error: unknown) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}

/** Null until it is here, which is tried again as long as it is wanted. */
export function useMore(wanted: boolean): More | null {
  const [more, setMore] = useState(loaded);
  const missing = wanted && more === null;
  useEffect(() => {
    if (!missing) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let pause = FIRST_PAUSE_MS;
    let over = false;
    const load = (): void => {
      loadMore().then(
        (here) => !over && setMore(here),
        () => {
          if (over) return;
          timer = setTimeout(load, pause);
          pause = Math.min(LAST_PAUSE_MS, 2 * pause);
        },
      );
    };
    load();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [missing]);
  return more;
}
