import type { Rows } from "@stonechat/openapi/client";
import type { Conversation, Message } from "@stonechat/openapi/types";
import type { NoticeScope } from "@/lib/notice-choices";

/** Something in a conversation that an agent wants to hear of. */
export interface Noteworthy {
  /** Of the entry that tells it. */
  id: string;
  conversationId: string;
  customerId: string;
  why: "message" | "mention" | "assigned";
  text: string;
  authorId: string | null;
  /** Null for what only agents see. */
  publicSeq: number | null;
}

/** What of these rows this agent wants to hear of, in the order in which it happened. */
export function noteworthy(
  messages: Rows["messages"],
  conversationOf: (id: string) => Conversation | undefined,
  myId: string,
  scope: NoticeScope,
): Noteworthy[] {
  return messages.flatMap((message) => {
    const conversation = conversationOf(message.conversation_id);
    if (!conversation || conversation.deleted_at !== null) return [];
    const why = reason(message, conversation, myId, scope);
    if (why === null) return [];
    const { id, author_id: authorId, public_seq: publicSeq } = message;
    const text = message.text || conversation.preview;
    return [
      { id, conversationId: conversation.id, customerId: conversation.customer_id, why, text, authorId, publicSeq },
    ];
  });
}

function reason(message: Message, row: Conversation, myId: string, scope: NoticeScope): Noteworthy["why"] | null {
  const { kind, author, author_id, event } = message;
  // An edit is no news, and what was deleted has nothing to say.
  if (message.deleted_at !== null || message.edited_at !== null) return null;
  if (kind === "note") return message.mentions.includes(myId) && author_id !== myId ? "mention" : null;
  if (event?.type === "assignee_changed") {
    return event.assignee_id === myId && event.agent_id !== myId && row.assignee_id === myId ? "assigned" : null;
  }
  return kind === "message" && author === "customer" && isInScope(row, myId, scope) ? "message" : null;
}

function isInScope({ assignee_id }: Conversation, myId: string, scope: NoticeScope): boolean {
  if (scope === "all" || assignee_id === myId) return true;
  return scope === "mine_and_unassigned" && assignee_id === null;
}
