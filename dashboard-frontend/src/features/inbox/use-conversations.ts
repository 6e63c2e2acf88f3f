import type { Conversation, Customer, Mark } from "@stonechat/openapi/types";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { aheadOf, useOver } from "@/api/ahead";
import { type ConversationPages, conversationsOf, listedMarks } from "@/api/pages";
import { conversationCounts, conversationList } from "@/api/queries";
import { useMe } from "@/api/session-context";
import type { ListView } from "@/api/views";
import { useLiveState } from "@/realtime/live-context";

export interface LoadedConversations {
  conversations: Conversation[];
  customers: ReadonlyMap<string, Customer>;
  /** Undefined where they did not come with the list. */
  marksOf: (conversationId: string) => Mark[] | undefined;
}

export function useConversations(view: ListView) {
  const { id } = useMe();
  const { mayLoad: enabled } = useLiveState();
  const over = useOver(aheadOf(useQueryClient()).conversations);
  const select = useCallback((data: ConversationPages) => toRows(data, view, id, over), [view, id, over]);
  return useInfiniteQuery({ ...conversationList(view, id), select, enabled });
}

export function useCounts() {
  const { mayLoad: enabled } = useLiveState();
  return useQuery({ ...conversationCounts(), enabled }).data;
}

function toRows(
  data: ConversationPages,
  view: ListView,
  myId: string,
  over: (row: Conversation) => Conversation,
): LoadedConversations {
  const customers = new Map(data.pages.flatMap((page) => page.customers.map((customer) => [customer.id, customer])));
  return {
    conversations: conversationsOf(data, view, myId, over),
    customers,
    marksOf: (conversationId) => listedMarks(data, conversationId),
  };
}
