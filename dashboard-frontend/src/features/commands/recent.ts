import { storage } from "@/lib/storage";

const KEPT = 6;

/** What this agent chose last on this browser, the latest first. */
export function recentCommands(agentId: string): string[] {
  try {
    const ids: unknown = JSON.parse(storage.get(keyOf(agentId)) ?? "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

export function rememberCommand(agentId: string, id: string): void {
  const others = recentCommands(agentId).filter((other) => other !== id);
  storage.set(keyOf(agentId), JSON.stringify([id, ...others].slice(0, KEPT)));
}

function keyOf(agentId: string): string {
  return `stonechat.recent_commands.${agentId}`;
}
