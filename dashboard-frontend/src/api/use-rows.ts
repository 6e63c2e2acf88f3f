import type { Conversation, Customer } from "@stonechat/openapi/types";
import { type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { conversationsOf } from "@/api/pages";
import { conversationDetail, conversationList, customerDetail } from "@/api/queries";

/** One conversation: at once from the list where it stands there, else loaded. */
export function useConversation(id: string): UseQueryResult<Conversation> {
  const cache = useQueryClient();
  const fromList = (): Conversation | undefined => {
    const pages = cache.getQueryData(conversationList().queryKey);
    return pages && conversationsOf(pages).find((conversation) => conversation.id === id);
  };
  return useQuery({ ...conversationDetail(id), initialData: fromList });
}

/** One customer, in the same way. Without an id nothing is asked for. */
export function useCustomer(id: string | undefined): Customer | undefined {
  const cache = useQueryClient();
  const fromList = (): Customer | undefined => {
    const pages = cache.getQueryData(conversationList().queryKey)?.pages ?? [];
    return pages.flatMap((page) => page.customers).find((customer) => customer.id === id);
  };
  return useQuery({ ...customerDetail(id ?? ""), enabled: id !== undefined, initialData: fromList }).data;
}
