import type { UseStore } from "idb-keyval";

/** So many are remembered: far more than what several tabs learn at the same time. */
const REMEMBERED = 500;

/** Some browsers never open a database in private windows. */
const PATIENCE_MS = 2_000;

const stores = new Map<string, UseStore>();

/**
 * Of these, the ones that no tab of this agent has told yet: whoever asks first is the one who tells them. Asking is one
 * transaction of a database, which all tabs share. Local storage would not do, also not under a lock: each process of a
 * browser has a copy of it, and may hear of a change after it was given the lock.
 */
export async function claim(agentId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  let fresh = ids;
  try {
    const { createStore, update } = await import("idb-keyval");
    const store = stores.get(agentId) ?? createStore(`stonechat-told:${agentId}`, "told");
    stores.set(agentId, store);
    const asked = update<string[]>(
      "ids",
      (told = []) => {
        fresh = ids.filter((id) => !told.includes(id));
        return [...told, ...fresh].slice(-REMEMBERED);
      },
      store,
    );
    await Promise.race([asked, new Promise((_, reject) => setTimeout(reject, PATIENCE_MS))]);
  } catch {
    // Where nothing is kept, each tab speaks for itself: twice is better than not at all.
  }
  return new Set(fresh);
}
