import { type RowStore, unreadCount } from "@stonechat/openapi/client";
import type { Conversation } from "@stonechat/openapi/types";

/** What waits in the conversations that are not open. */
export function unreadElsewhere(conversations: readonly Conversation[], rows: RowStore, open: string | null): number {
  const others = conversations.filter(({ id }) => id !== open);
  return others.reduce((sum, conversation) => sum + unreadIn(conversation, rows), 0);
}

export function unreadIn(conversation: Conversation, rows: RowStore): number {
  const own = rows.mark(conversation.id, "customer");
  return unreadCount(conversation, own, conversation.last_message_author === "customer");
}
