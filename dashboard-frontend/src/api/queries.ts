import { ApiError } from "@stonechat/openapi/client";
import {
  countConversationsOptions,
  getConversationQueryKey,
  getCustomerQueryKey,
  listAgentsQueryKey,
  listMarksOptions,
  listMessagesInfiniteQueryKey,
  listSitesOptions,
  listTagsOptions,
} from "@stonechat/openapi/query";
import { getConversation, getCustomer, listAgents, listConversations, listMessages } from "@stonechat/openapi/sdk";
import type { Agent, AgentPage } from "@stonechat/openapi/types";
import { infiniteQueryOptions, QueryClient, type QueryKey, queryOptions } from "@tanstack/react-query";
import { type ConversationPages, listPage } from "@/api/pages";
import { type ListView, queryOf } from "@/api/views";

const CONVERSATIONS_A_PAGE = 40;
const MESSAGES_A_PAGE = 50;
const AGENTS_A_PAGE = 100;
const MINUTE_MS = 60_000;

/** Rows arrive by themselves while the connection lives, so nothing grows stale by age; a reset says when it did. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * MINUTE_MS,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // A browser's idea of being online says little about the way to the API.
        networkMode: "always",
        retry: (failures, error) => failures < 3 && isPassing(error),
      },
    },
  });
}

/** The same question may be answered later. */
export function isPassing(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status === 0 || error.status === 429 || error.status >= 500;
}

const LISTS = "conversation lists";

/** One list of the inbox, for one agent. */
export const conversationList = (view: ListView, myId: string) =>
  infiniteQueryOptions({
    queryKey: [LISTS, view, myId] as const,
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...queryOf(view), limit: CONVERSATIONS_A_PAGE, ...(pageParam !== null && { after: pageParam }) };
      return listPage((await listConversations({ query, signal, throwOnError: true })).data, view);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** All lists that are held, by their keys. */
export function heldLists(cache: QueryClient): [QueryKey, ConversationPages][] {
  const held = cache.getQueriesData<ConversationPages>({ queryKey: [LISTS] });
  return held.filter((entry): entry is [QueryKey, ConversationPages] => entry[1] !== undefined);
}

/** Changes each of them by what its key says is in it. */
export function changeLists(
  cache: QueryClient,
  change: (pages: ConversationPages, view: ListView, myId: string) => ConversationPages,
): void {
  for (const [queryKey, pages] of heldLists(cache)) {
    const [, view, myId] = queryKey as readonly [string, ListView, string];
    const changed = change(pages, view, myId);
    if (changed !== pages) cache.setQueryData(queryKey, changed);
  }
}

/** What any list knows of a conversation or customer, before it is asked for by itself. */
export function inAnyList<Found>(
  cache: QueryClient,
  find: (page: ConversationPages["pages"][number]) => Found | undefined,
): Found | undefined {
  for (const [, { pages }] of heldLists(cache)) {
    for (const page of pages) {
      const found = find(page);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** How many conversations there are in each view, of each tag and site. */
export const conversationCounts = () => countConversationsOptions();

/** How far everybody got in a conversation that came into a list without its marks. */
export const markList = (conversationId: string) => listMarksOptions({ path: { conversation_id: conversationId } });

/** The timeline of one conversation, newest first. */
export const messageList = (conversationId: string) => {
  const path = { conversation_id: conversationId };
  return infiniteQueryOptions({
    queryKey: listMessagesInfiniteQueryKey({ path }),
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: MESSAGES_A_PAGE, ...(pageParam !== null && { after: pageParam }) };
      return (await listMessages({ path, query, signal, throwOnError: true })).data;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
};

/** A conversation is about to be opened: its messages are asked for while the rest of it is drawn. */
export function askForMessages(cache: QueryClient, conversationId: string): void {
  void cache.prefetchInfiniteQuery(messageList(conversationId));
}

export const conversationDetail = (conversationId: string) => {
  const path = { conversation_id: conversationId };
  return queryOptions({
    queryKey: getConversationQueryKey({ path }),
    queryFn: async ({ signal }) => (await getConversation({ path, signal, throwOnError: true })).data,
  });
};

export const customerDetail = (customerId: string) => {
  const path = { customer_id: customerId };
  return queryOptions({
    queryKey: getCustomerQueryKey({ path }),
    queryFn: async ({ signal }) => (await getCustomer({ path, signal, throwOnError: true })).data,
  });
};

/** All agents, to call each by name: seats are few, so the pages are read to the end. */
export const agentList = () =>
  queryOptions({
    queryKey: listAgentsQueryKey(),
    queryFn: async ({ signal }): Promise<AgentPage> => {
      const items: Agent[] = [];
      let seats: number | null = null;
      let after: string | null = null;
      do {
        const page: AgentPage = (
          await listAgents({
            query: { limit: AGENTS_A_PAGE, ...(after !== null && { after }) },
            signal,
            throwOnError: true,
          })
        ).data;
        items.push(...page.items);
        seats = page.seats;
        after = page.next;
      } while (after !== null);
      return { items, next: null, seats };
    },
  });

/** What was deleted stays in the cache, so that an older row does not bring it back. */
export const tagList = () =>
  queryOptions({ ...listTagsOptions(), select: ({ items }) => items.filter((tag) => tag.deleted_at === null) });

export const siteList = () => listSitesOptions();
