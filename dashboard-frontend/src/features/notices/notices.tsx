import type { Conversation } from "@stonechat/openapi/types";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { inAnyCustomerList } from "@/api/customers";
import { agentList, conversationDetail, customerDetail, inAnyList } from "@/api/queries";
import { useMe } from "@/api/session-context";
import { noticeChoices } from "@/lib/notice-choices";
import { showNews } from "@/lib/use-title";
import { useWords } from "@/lib/words";
import { useLive } from "@/realtime/live-context";
import { displayName } from "@/words/names";
import { noticesWords } from "@/words/notices";
import { DesktopNotices } from "./desktop";
import { NewsDesk } from "./news-desk";
import type { Noteworthy } from "./noteworthy";
import { noticeOf } from "./sentences";

/** Tells the agent what happens where they do not look: it shows nothing on the page itself. */
export function Notices() {
  // What is said outside the page is said in its language, too.
  useWords(noticesWords);
  const { id: myId } = useMe();
  const live = useLive();
  const cache = useQueryClient();
  const [path, navigate] = useLocation();
  const place = useRef({ path, navigate });
  const desk = useRef<NewsDesk | null>(null);

  useEffect(() => {
    place.current = { path, navigate };
    desk.current?.look();
  }, [path, navigate]);

  useEffect(() => {
    const desktop = new DesktopNotices((conversationId) =>
      place.current.navigate(conversationId === null ? "/inbox" : `/inbox/${conversationId}`),
    );
    const opened = new NewsDesk({
      myId,
      scope: () => noticeChoices().about,
      looksAt: () => (isLookedAt() ? openConversation(place.current.path) : null),
      conversationOf: (id) => conversationIn(cache, id),
      tell: (news) => void tell(news, cache, desktop),
      onCount: showNews,
    });
    desk.current = opened;
    const unsubscribe = live.subscribeRows((rows) => opened.take(rows));
    const look = (): void => {
      opened.look();
      if (isLookedAt()) desktop.withdraw();
    };
    window.addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      desk.current = null;
      unsubscribe();
      opened.close();
      desktop.withdraw();
      showNews(0);
      window.removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, [myId, live, cache]);
  return null;
}

async function tell(news: readonly Noteworthy[], cache: QueryClient, desktop: DesktopNotices): Promise<void> {
  const choices = noticeChoices();
  if (choices.sound) {
    import("./sound").then(({ playTone }) => playTone()).catch(() => undefined);
  }
  if (!choices.desktop) return;
  const customers = await Promise.all([...new Set(news.map(({ customerId }) => customerId))].map(nameIn(cache)));
  const agents = cache.getQueryData(agentList().queryKey)?.items ?? [];
  desktop.show(
    noticeOf(news, {
      customer: (id) => new Map(customers).get(id) ?? displayName(undefined),
      agent: (id) => agents.find((agent) => agent.id === id)?.name,
    }),
  );
}

/** The name of a customer, who is asked for where nobody knows it yet. */
function nameIn(cache: QueryClient) {
  return async (id: string): Promise<[string, string]> => {
    const held =
      inAnyList(cache, ({ customers }) => customers.find((customer) => customer.id === id)) ??
      inAnyCustomerList(cache, id);
    const known = held ?? (await cache.ensureQueryData(customerDetail(id)).catch(() => undefined));
    return [id, displayName(known)];
  };
}

function conversationIn(cache: QueryClient, id: string): Conversation | undefined {
  const listed = inAnyList(cache, ({ items }) => items.find((row) => row.id === id));
  const held = cache.getQueryData(conversationDetail(id).queryKey);
  return held && (!listed || held.version >= listed.version) ? held : listed;
}

function openConversation(path: string): string | null {
  return /^\/inbox\/([^/]+)$/.exec(path)?.[1] ?? null;
}

function isLookedAt(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}
