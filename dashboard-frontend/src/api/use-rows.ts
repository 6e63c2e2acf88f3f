import type { Conversation, Customer } from "@stonechat/openapi/types";
import { type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { aheadOf, useOver } from "@/api/ahead";
import { inAnyCustomerList } from "@/api/customers";
import { conversationDetail, customerDetail, inAnyList } from "@/api/queries";

/** One conversation: at once from the list where it stands there, else loaded. */
export function useConversation(id: string): UseQueryResult<Conversation> {
  const cache = useQueryClient();
  const fromList = (): Conversation | undefined =>
    inAnyList(cache, ({ items }) => items.find((conversation) => conversation.id === id));
  const select = useOver(aheadOf(cache).conversations, id);
  return useQuery({ ...conversationDetail(id), initialData: fromList, select });
}

/** One customer, in the same way. Without an id nothing is asked for. */
export function useCustomer(id: string | undefined): Customer | undefined {
  return useCustomerDetail(id).data;
}

/** The same with what went wrong where there is none. */
export function useCustomerDetail(id: string | undefined): UseQueryResult<Customer> {
  const cache = useQueryClient();
  const fromList = (): Customer | undefined => {
    const known = inAnyList(cache, ({ customers }) => customers.find((customer) => customer.id === id));
    return known ?? inAnyCustomerList(cache, id);
  };
  const select = useOver(aheadOf(cache).customers, id ?? "");
  return useQuery({ ...customerDetail(id ?? ""), enabled: id !== undefined, initialData: fromList, select });
}
