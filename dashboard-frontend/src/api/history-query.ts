import { getMessageHistory } from "@stonechat/openapi/sdk";
import { queryOptions } from "@tanstack/react-query";

/** What a message said before; each version of it has one more of these. */
export const messageHistory = (conversationId: string, messageId: string, version: number) =>
  queryOptions({
    queryKey: ["message history", conversationId, messageId, version] as const,
    queryFn: async ({ signal }) => {
      const path = { conversation_id: conversationId, message_id: messageId };
      return (await getMessageHistory({ path, signal, throwOnError: true })).data;
    },
  });
