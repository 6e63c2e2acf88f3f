import type { Conversation, Customer } from "@stonechat/openapi/types";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ConversationPages, conversationsOf } from "@/api/pages";
import { conversationList } from "@/api/queries";

export interface LoadedConversations {
  conversations: Conversation[];
  customers: ReadonlyMap<string, Customer>;
}

export function useConversations() {
  return useInfiniteQuery({ ...conversationList(), select: toRows });
}

function toRows(data: ConversationPages): LoadedConversations {
  const customers = new Map(data.pages.flatMap((page) => page.customers.map((customer) => [customer.id, customer])));
  // What was deleted stays in the cache, so that an older row does not bring it back.
  return { conversations: conversationsOf(data).filter(({ deleted_at }) => deleted_at === null), customers };
}
