import { storage } from "@/lib/storage";

export type EntryKind = "message" | "note";

export interface Draft {
  kind: EntryKind;
  text: string;
  /** The agents who were picked from the list to be called by a note, in this order. */
  picked?: readonly string[];
}

const EMPTY: Draft = { kind: "message", text: "" };

/** Typed text that was not sent yet, per agent and conversation. It survives reload, sign-out and upgrades. */
export function loadDraft(agentId: string, conversationId: string): Draft {
  const stored = storage.get(keyOf(agentId, conversationId));
  if (stored === null) return EMPTY;
  try {
    const draft = JSON.parse(stored) as Partial<Draft>;
    if (typeof draft.text !== "string") return EMPTY;
    const picked = Array.isArray(draft.picked) ? draft.picked.filter((id) => typeof id === "string") : [];
    return { kind: draft.kind === "note" ? "note" : "message", text: draft.text, ...(picked.length > 0 && { picked }) };
  } catch {
    return EMPTY;
  }
}

export function saveDraft(agentId: string, conversationId: string, draft: Draft): void {
  if (draft.text === "") storage.remove(keyOf(agentId, conversationId));
  else storage.set(keyOf(agentId, conversationId), JSON.stringify(draft));
}

function keyOf(agentId: string, conversationId: string): string {
  return `stonechat.draft.${agentId}.${conversationId}`;
}
