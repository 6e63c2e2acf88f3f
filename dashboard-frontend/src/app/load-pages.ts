import { later } from "@/lib/later";

/** What most people see next: fetched while the session is being restored, or while somebody signs in. */
export const SignedIn = later(async () => (await import("./signed-in")).SignedIn);
export const InboxRoute = later(async () => (await import("./inbox-route")).InboxRoute);

export function loadWhatFollows(path: string): void {
  SignedIn.load();
  if (isInbox(path)) InboxRoute.load();
}

function isInbox(path: string): boolean {
  return path === "/" || path === "/inbox" || path.startsWith("/inbox/");
}
