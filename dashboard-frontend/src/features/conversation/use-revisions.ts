import { deleteMessage, editMessage } from "@stonechat/openapi/sdk";
import type { Message } from "@stonechat/openapi/types";
import type { QueryClient } from "@tanstack/react-query";
import type { MessagePages } from "@/api/pages";
import { messageList } from "@/api/queries";
import { hasCode } from "@/api/sentences";
import { showAhead, useWrite } from "@/api/use-write";
import { useWords } from "@/lib/words";
import { useLive } from "@/realtime/live-context";
import { revisionWords } from "@/words/conversation-revisions";
import { useConversationId } from "./conversation-id";

interface Edit {
  id: string;
  text: string;
  /** The version whose words these replace. */
  version: number;
}

/** Gives a message other words. The field that they were typed in says what went wrong. */
export function useEditMessage() {
  const conversation_id = useConversationId();
  const live = useLive();
  return useWrite({
    write: async ({ id, ...body }: Edit) => {
      const path = { conversation_id, message_id: id };
      return (await editMessage({ path, body, throwOnError: true })).data;
    },
    keep: (_, row) => live.learn({ messages: [row] }),
    // What it says now has to be seen before it is written over.
    refused: (cache, error) => {
      if (!hasCode(error, "version_conflict")) return;
      void cache.invalidateQueries({ queryKey: messageList(conversation_id).queryKey, exact: true });
    },
    inForm: true,
  });
}

export function useDeleteMessage() {
  const words = useWords(revisionWords);
  const conversation_id = useConversationId();
  const live = useLive();
  return useWrite({
    write: async ({ id }: { id: string }) =>
      (await deleteMessage({ path: { conversation_id, message_id: id }, throwOnError: true })).data,
    ahead: (cache, { id }) =>
      changeMessageAhead(cache, conversation_id, id, (row) => ({
        ...row,
        text: "",
        deleted_at: new Date().toISOString(),
      })),
    keep: (_, row) => live.learn({ messages: [row] }),
    said: ({ kind }) => ({ text: kind === "note" ? words.noteDeleted : words.messageDeleted }),
  });
}

function changeMessageAhead(cache: QueryClient, conversationId: string, id: string, change: (row: Message) => Message) {
  return showAhead<MessagePages>(cache, messageList(conversationId).queryKey, (held) => ({
    ...held,
    pages: held.pages.map((page) => ({
      ...page,
      items: page.items.map((row) => (row.id === id ? change(row) : row)),
    })),
  }));
}
