import { withLock } from "@stonechat/openapi/client";
import { storage } from "@/lib/storage";

/** So many are remembered: far more than what several tabs learn at the same time. */
const REMEMBERED = 500;

/** Of these, the ones that no tab of this agent has told yet. Whoever asks first is the one who tells them. */
export function claim(agentId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const key = `stonechat.told.${agentId}`;
  return withLock(key, async () => {
    const told = read(key);
    const known = new Set(told);
    const fresh = ids.filter((id) => !known.has(id));
    if (fresh.length > 0) storage.set(key, JSON.stringify([...told, ...fresh].slice(-REMEMBERED)));
    return new Set(fresh);
  });
}

function read(key: string): string[] {
  try {
    const told: unknown = JSON.parse(storage.get(key) ?? "[]");
    return Array.isArray(told) ? told.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}
