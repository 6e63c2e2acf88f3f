import { FORGOTTEN, storageKey } from "../bridge";

/** A text that an earlier page saved. Reading leaves no trace; a refused storage holds nothing. */
export function saved(siteId: string, name: string): string | undefined {
  // Not parsed: a page that patched what JSON is made of must not stop us.
  const text = attempt(() => localStorage.getItem(storageKey(siteId)));
  return text ? new RegExp(`"${name}":"([^"]+)`).exec(text)?.[1] : undefined;
}

/** Open or closed belongs to the tab, not to the customer: another tab must not pop up because this one did. */
export function wasOpen(siteId: string): boolean {
  return attempt(() => sessionStorage.getItem(storageKey(siteId))) === "open";
}

/** Where that is refused, the next page starts with a closed panel. */
export function rememberOpen(siteId: string, open: boolean): void {
  attempt(() => {
    if (open) sessionStorage.setItem(storageKey(siteId), "open");
    else sessionStorage.removeItem(storageKey(siteId));
  });
}

/** Nothing of the customer stays in this browser, nor of those who were here before. */
export function forget(siteId: string): void {
  const key = storageKey(siteId);
  attempt(() => {
    localStorage.setItem(key, FORGOTTEN);
    localStorage.removeItem(key);
  });
  // What a browser that cannot list them leaves behind has no owner any more, and is never sent.
  attempt(() =>
    indexedDB.databases().then((all) => {
      for (const { name } of all) if (name?.startsWith(`stonechat-outbox:${siteId}`)) indexedDB.deleteDatabase(name);
    }),
  )?.catch(() => undefined);
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    // Browsers refuse storage in private windows and at the customer's wish.
    return undefined;
  }
}
