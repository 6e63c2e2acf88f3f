/** What the page is about. On a phone that may be a list, which stands before a `main` that nobody sees then. */
export function mainInSight(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[role=main], main");
}
