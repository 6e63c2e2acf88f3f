import { storage } from "@/lib/storage";

/** Other words for a message, which were typed and not saved yet. */
export interface EditDraft {
  text: string;
  /** The version whose words these replace. */
  version: number;
}

/** Null: nothing is being typed. It survives reload, and a message that is scrolled out of what is drawn. */
export function loadEdit(agentId: string, messageId: string): EditDraft | null {
  const stored = storage.get(keyOf(agentId, messageId));
  if (stored === null) return null;
  try {
    const { text, version } = JSON.parse(stored) as Partial<EditDraft>;
    return typeof text === "string" && typeof version === "number" ? { text, version } : null;
  } catch {
    return null;
  }
}

export function saveEdit(agentId: string, messageId: string, draft: EditDraft | null): void {
  if (draft === null) storage.remove(keyOf(agentId, messageId));
  else storage.set(keyOf(agentId, messageId), JSON.stringify(draft));
}

function keyOf(agentId: string, messageId: string): string {
  return `stonechat.edit.${agentId}.${messageId}`;
}
