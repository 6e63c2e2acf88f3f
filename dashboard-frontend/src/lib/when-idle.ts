/** Does something that has time, once the page has nothing else to do. */
export function whenIdle(act: () => void): void {
  // Some browsers do not tell: there it is soon.
  if (typeof requestIdleCallback === "function") requestIdleCallback(() => act(), { timeout: 2_000 });
  else setTimeout(act, 200);
}
