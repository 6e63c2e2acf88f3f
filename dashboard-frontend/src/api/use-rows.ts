import type { Conversation, Customer } from "@stonechat/openapi/types";
import { type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { inAnyCustomerList } from "@/api/customers";
import { conversationDetail, customerDetail, inAnyList } from "@/api/queries";

/** One conversation: at once from the list where it stands there, else loaded. */
export function useConversation(id: string): UseQueryResult<Conversation> {
  const cache = useQueryClient();
  const fromList = (): Conversation | undefined =>
    inAnyList(cache, ({ items }) => items.find((conversation) => conversation.id === id));
  return useQuery({ ...conversationDetail(id), initialData: fromList });
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
  return useQuery({ ...customerDetail(id ?? ""), enabled: id !== undefined, initialData: fromList });
}
