import type { Conversation, Customer, Mark } from "@stonechat/openapi/types";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
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
  const select = useCallback((data: ConversationPages) => toRows(data, view, id), [view, id]);
  return useInfiniteQuery({ ...conversationList(view, id), select, enabled });
}

export function useCounts() {
  const { mayLoad: enabled } = useLiveState();
  return useQuery({ ...conversationCounts(), enabled }).data;
}

function toRows(data: ConversationPages, view: ListView, myId: string): LoadedConversations {
  const customers = new Map(data.pages.flatMap((page) => page.customers.map((customer) => [customer.id, customer])));
  return {
    conversations: conversationsOf(data, view, myId),
    customers,
    marksOf: (conversationId) => listedMarks(data, conversationId),
  };
}
