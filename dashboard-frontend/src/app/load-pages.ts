/** The chunks that are fetched while the session is still being restored. */
export const loadSignedIn = () => import("./signed-in");
export const loadInbox = () => import("./inbox-route");

export function isInbox(path: string): boolean {
  return path === "/" || path === "/inbox" || path.startsWith("/inbox/");
}
