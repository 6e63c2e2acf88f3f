import { storageKey } from "../bridge";

/** Whether an earlier page began a conversation. Reading leaves no trace; a refused storage means no. */
export function hasConversation(siteId: string): boolean {
  try {
    return (localStorage.getItem(storageKey(siteId)) ?? "").includes('"conversation_id":"');
  } catch {
    return false;
  }
}

/** Open or closed belongs to the tab, not to the customer: another tab must not pop up because this one did. */
export function wasOpen(siteId: string): boolean {
  try {
    return sessionStorage.getItem(storageKey(siteId)) === "open";
  } catch {
    return false;
  }
}

export function rememberOpen(siteId: string, open: boolean): void {
  try {
    if (open) sessionStorage.setItem(storageKey(siteId), "open");
    else sessionStorage.removeItem(storageKey(siteId));
  } catch {
    // The next page starts with a closed panel.
  }
}
