/** The host page's window, as far as an address can change in it. */
export type RoutedPage = Pick<Window, "history" | "addEventListener"> & { navigation?: EventTarget };

/** Tells when the page has another address without being loaded anew. Nothing of it is left when the signal ends. */
export function watchRoutes(page: RoutedPage, changed: () => void, signal: AbortSignal): void {
  if (page.navigation) {
    page.navigation.addEventListener("currententrychange", changed, { signal });
    return;
  }
  for (const event of ["popstate", "hashchange"]) page.addEventListener(event, changed, { signal });
  for (const name of ["pushState", "replaceState"] as const) patch(page.history, name, changed, signal);
}

function patch(history: History, name: "pushState" | "replaceState", changed: () => void, signal: AbortSignal): void {
  const own = Object.hasOwn(history, name);
  const original = history[name];
  const patched: typeof original = function (this: History, ...given) {
    original.apply(this, given);
    if (!signal.aborted) changed();
  };
  history[name] = patched;
  signal.addEventListener("abort", () => {
    // What somebody else has put over it since then stays, and goes on through ours to the original.
    if (history[name] !== patched) return;
    if (own) history[name] = original;
    else Reflect.deleteProperty(history, name);
  });
}
