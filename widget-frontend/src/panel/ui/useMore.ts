import { useEffect, useState } from "react";
import { once } from "../once";

type More = typeof import("../more/more");

const FIRST_PAUSE_MS = 1_000;
const LAST_PAUSE_MS = 30_000;

let loaded: More | null = null;

/** What nobody needs before there is a conversation: it comes after all that does. */
export const loadMore = once(async () => {
  loaded = await import("../more/more");
  return loaded;
});

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
