/** Calls the listener when the tab may have missed something: it is shown again, restored, or back online. */
export function onWake(listener: () => void): () => void {
  const whenShown = (): void => {
    if (document.visibilityState === "visible") listener();
  };
  document.addEventListener("visibilitychange", whenShown);
  window.addEventListener("pageshow", whenShown);
  window.addEventListener("online", listener);
  return () => {
    document.removeEventListener("visibilitychange", whenShown);
    window.removeEventListener("pageshow", whenShown);
    window.removeEventListener("online", listener);
  };
}
