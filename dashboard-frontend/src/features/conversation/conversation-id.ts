import { createContext, useContext } from "react";

export const ConversationIdContext = createContext<string | null>(null);

/** The conversation whose pane this is. */
export function useConversationId(): string {
  const id = useContext(ConversationIdContext);
  if (id === null) throw new Error("useConversationId needs a ConversationPane above it.");
  return id;
}
