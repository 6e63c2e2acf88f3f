import { ApiError } from "@stonechat/openapi/client";
import {
  getConversationQueryKey,
  getCustomerQueryKey,
  listAgentsQueryKey,
  listConversationsInfiniteQueryKey,
  listMessagesInfiniteQueryKey,
  listSitesOptions,
  listTagsOptions,
} from "@stonechat/openapi/query";
import { getConversation, getCustomer, listAgents, listConversations, listMessages } from "@stonechat/openapi/sdk";
import type { Agent, AgentPage } from "@stonechat/openapi/types";
import { infiniteQueryOptions, QueryClient, queryOptions } from "@tanstack/react-query";

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

/** The inbox, newest activity first. */
export const conversationList = () =>
  infiniteQueryOptions({
    queryKey: listConversationsInfiniteQueryKey(),
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: CONVERSATIONS_A_PAGE, ...(pageParam !== null && { after: pageParam }) };
      return (await listConversations({ query, signal, throwOnError: true })).data;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

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
        after = page.next;
      } while (after !== null);
      return { items, next: null };
    },
  });

/** What was deleted stays in the cache, so that an older row does not bring it back. */
export const tagList = () =>
  queryOptions({ ...listTagsOptions(), select: ({ items }) => items.filter((tag) => tag.deleted_at === null) });

export const siteList = () => listSitesOptions();
