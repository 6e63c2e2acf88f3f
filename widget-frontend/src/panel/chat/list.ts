import type { OutboxEntry, RowStore } from "@stonechat/openapi/client";
import type { Conversation } from "@stonechat/openapi/types";
import { textOf } from "./timeline";
import { unreadIn } from "./unread";

/** A conversation as it stands in the list. */
export interface ListRow {
  id: string;
  preview: string;
  at: string;
  /** Who said the last words; the customer has no name here. */
  by: { author: Conversation["last_message_author"]; id: string | null };
  unread: number;
  resolved: boolean;
}

export interface Listed {
  conversations: readonly Conversation[];
  rows: RowStore;
  entries: readonly OutboxEntry[];
  /** The open conversation, which knows better what was seen. */
  open: { id: string | null; unread: number };
}

/** What is on its way counts as said: a conversation that could not be started yet is found again too. */
export function listOf({ conversations, rows, entries, open }: Listed): ListRow[] {
  const listed = conversations.map((conversation): ListRow => {
    const { id, preview, last_message_at: at, last_message_author: author, last_message_author_id } = conversation;
    return {
      id,
      preview,
      at,
      by: { author, id: last_message_author_id },
      unread: id === open.id ? open.unread : unreadIn(conversation, rows),
      resolved: conversation.status === "resolved",
    };
  });
  for (const entry of entries) {
    const row = listed.find(({ id }) => id === entry.conversation_id);
    const said = { preview: textOf(entry), at: entry.created_at, by: { author: "customer", id: null } as const };
    if (row) Object.assign(row, said, { resolved: false });
    else listed.push({ id: entry.conversation_id, unread: 0, resolved: false, ...said });
  }
  return listed.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
