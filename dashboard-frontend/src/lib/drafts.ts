import { storage } from "@/lib/storage";

export type EntryKind = "message" | "note";

export interface Draft {
  kind: EntryKind;
  text: string;
}

const EMPTY: Draft = { kind: "message", text: "" };

/** Typed text that was not sent yet, per agent and conversation. It survives reload, sign-out and upgrades. */
export function loadDraft(agentId: string, conversationId: string): Draft {
  const stored = storage.get(keyOf(agentId, conversationId));
  if (stored === null) return EMPTY;
  try {
    const draft = JSON.parse(stored) as Partial<Draft>;
    return typeof draft.text === "string"
      ? { kind: draft.kind === "note" ? "note" : "message", text: draft.text }
      : EMPTY;
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
