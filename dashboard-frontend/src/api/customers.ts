import { newer } from "@stonechat/openapi/client";
import { listConversations, listCustomers } from "@stonechat/openapi/sdk";
import type { Customer, CustomerPage } from "@stonechat/openapi/types";
import { type InfiniteData, infiniteQueryOptions, type QueryClient } from "@tanstack/react-query";
import { type ConversationPages, listPage, prependItem, replaceItem } from "@/api/pages";

const CUSTOMERS_A_PAGE = 50;
const CONVERSATIONS_A_PAGE = 10;

const CUSTOMERS = "customer lists";
const HISTORIES = "conversations of a customer";

export type CustomerPages = InfiniteData<CustomerPage, unknown>;

/** The customers of one site, or of all; newest first. */
export const customerList = (site: string | null) =>
  infiniteQueryOptions({
    queryKey: [CUSTOMERS, site] as const,
    queryFn: async ({ pageParam, signal }) => {
      const query = {
        limit: CUSTOMERS_A_PAGE,
        ...(site !== null && { site }),
        ...(pageParam !== null && { after: pageParam }),
      };
      return (await listCustomers({ query, signal, throwOnError: true })).data;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** What one customer ever wrote about, newest first. */
export const customerHistory = (customerId: string) =>
  infiniteQueryOptions({
    queryKey: [HISTORIES, customerId] as const,
    queryFn: async ({ pageParam, signal }) => {
      const query = {
        customer: customerId,
        limit: CONVERSATIONS_A_PAGE,
        ...(pageParam !== null && { after: pageParam }),
      };
      return listPage((await listConversations({ query, signal, throwOnError: true })).data, { order: "newest" });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** What a list shows. Its pages also hold who has left it, so that an older row does not bring them back. */
export function customersOf(data: CustomerPages, site: string | null): Customer[] {
  const rows = new Map<string, Customer>();
  for (const page of data.pages) for (const item of page.items) rows.set(item.id, newer(rows.get(item.id), item));
  // Their ids begin with the time.
  return [...rows.values()].filter((row) => isListed(row, site)).sort((one, other) => (one.id < other.id ? 1 : -1));
}

/** Puts a customer into the loaded pages, unless they are not in the list or further down than it is loaded. */
export function withListedCustomer(data: CustomerPages, row: Customer, site: string | null): CustomerPages {
  const replaced = replaceItem(data, row);
  if (replaced) return replaced;
  const last = data.pages.at(-1);
  const end = last?.next === null ? undefined : last?.items.at(-1)?.id;
  const isLoaded = end === undefined || row.id > end;
  return isLoaded && isListed(row, site) ? prependItem(data, row) : data;
}

function isListed(row: Customer, site: string | null): boolean {
  return row.erased_at === null && row.merged_into_id === null && (site === null || row.site_id === site);
}

/** Changes each list of customers that is held. */
export function changeCustomerLists(
  cache: QueryClient,
  change: (pages: CustomerPages, site: string | null) => CustomerPages,
): void {
  for (const [queryKey, pages] of cache.getQueriesData<CustomerPages>({ queryKey: [CUSTOMERS] })) {
    if (pages) cache.setQueryData(queryKey, change(pages, queryKey[1] as string | null));
  }
}

/** Changes the conversations of each customer that are held. */
export function changeHistories(
  cache: QueryClient,
  change: (pages: ConversationPages, customerId: string) => ConversationPages,
): void {
  for (const [queryKey, pages] of cache.getQueriesData<ConversationPages>({ queryKey: [HISTORIES] })) {
    if (pages) cache.setQueryData(queryKey, change(pages, queryKey[1] as string));
  }
}

/** All customers of the lists that are held. */
export function heldCustomers(cache: QueryClient): Customer[] {
  const held = cache.getQueriesData<CustomerPages>({ queryKey: [CUSTOMERS] });
  return held.flatMap(([, data]) => data?.pages.flatMap((page) => page.items) ?? []);
}

export function inAnyCustomerList(cache: QueryClient, id: string | undefined): Customer | undefined {
  return heldCustomers(cache).find((customer) => customer.id === id);
}
