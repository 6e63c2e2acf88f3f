import type { Customer } from "@stonechat/openapi/types";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { type MessagePages, marksOf, messagesOf } from "@/api/pages";
import { messageList } from "@/api/queries";
import { sentenceFor } from "@/api/sentences";
import { useMe } from "@/api/session-context";
import { MessageScreen } from "@/components/message-screen";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useWhenSeen } from "@/lib/use-when-seen";
import { useWords } from "@/lib/words";
import { useUnsent } from "@/realtime/live-context";
import { commonWords } from "@/words/common";
import { conversationWords } from "@/words/conversation";
import { Announcer } from "./announcer";
import { ThreadItems } from "./thread-items";
import { ThreadSkeleton } from "./thread-skeleton";
import { type Entry, entriesOf, keptItems, type TimelineItem, timelineOf } from "./timeline";
import { useReading } from "./use-attention";
import { useItemWindow } from "./use-item-window";
import { useFaces, useNames, useTagNames } from "./use-names";
import { useThreadScroll } from "./use-thread-scroll";
import { useJumpToUnread, useUnread } from "./use-unread-line";

interface ThreadProps {
  conversationId: string;
  customer: Customer | undefined;
}

export function Thread({ conversationId, customer }: ThreadProps) {
  const words = useWords(conversationWords);
  const { tryAgain } = useWords(commonWords);
  const me = useMe();
  const select = useCallback((pages: MessagePages) => toRows(pages, me.id), [me.id]);
  const query = useInfiniteQuery({ ...messageList(conversationId), select });
  const { data, error, isFetching, hasNextPage, isFetchNextPageError, fetchNextPage, refetch } = query;
  const unsent = useUnsent(conversationId);
  const entries = useMemo(() => entriesOf(data?.messages ?? [], unsent, me.id, data?.theirs), [data, unsent, me.id]);
  const loaded = data && { messages: data.messages, readSeq: data.mine?.read_seq ?? 0 };
  const unread = useUnread(loaded, me.id, hasNextPage);
  const items = useItems(entries, unread.firstId);
  const loadOlder = (): Promise<unknown> => fetchNextPage({ cancelRefetch: false });
  const drawn = useItemWindow(items);
  const jump = useJumpToUnread({ unread, shown: drawn.shown, loadOlder, showAll: drawn.showAll });
  const nameOf = useNames(customer);
  const faceOf = useFaces();
  const tagNameOf = useTagNames();
  const newest = entries.at(-1);
  const scroll = useThreadScroll(newest?.id, newest?.authorId === me.id);
  useReading(conversationId, data, !scroll.newBelow);
  const start = useWhenSeen<HTMLDivElement>(
    () => (drawn.hidesSome ? drawn.showMore() : void fetchNextPage()),
    drawn.hidesSome || (hasNextPage && !isFetching && !isFetchNextPageError),
    drawn.shown[0]?.key,
  );
  useEffect(() => {
    if (scroll.isAtEnd()) drawn.trim();
  });

  if (!data && error) {
    return (
      <MessageScreen
        alert
        title={words.messagesNotLoaded}
        className="min-h-0 grow"
        action={
          <Button variant="outline" onClick={() => void refetch()}>
            {tryAgain}
          </Button>
        }
      >
        {sentenceFor(error)}
      </MessageScreen>
    );
  }
  if (!data) return <ThreadSkeleton />;
  return (
    <div className="relative flex min-h-0 grow flex-col">
      <div
        ref={scroll.container}
        onScroll={() => {
          scroll.onScroll();
          if (scroll.isAtEnd()) drawn.trim();
        }}
        data-scroll
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        role="log"
        // Not read out by itself: older pages come in here too. The announcer reads out what arrives.
        aria-live="off"
        aria-label={words.messages}
        className="flex grow flex-col-reverse overflow-y-auto overscroll-contain outline-offset-[-2px] [overflow-anchor:none]"
      >
        <div className="mx-auto flex w-full max-w-190 flex-col gap-4 px-4 pt-4 pb-3 md:px-6">
          <div ref={start} />
          {hasNextPage && !drawn.hidesSome && (
            <Older failed={isFetchNextPageError} onRetry={() => void fetchNextPage()} />
          )}
          <ThreadItems items={drawn.shown} nameOf={nameOf} faceOf={faceOf} tagNameOf={tagNameOf} line={jump.line} />
        </div>
      </div>
      <Announcer entries={entries} myId={me.id} nameOf={nameOf} tagNameOf={tagNameOf} />
      {jump.offered && (
        <Button
          variant="outline"
          size="small"
          onClick={jump.go}
          className="absolute inset-x-0 top-3 mx-auto w-fit animate-fade rounded-full shadow-small"
        >
          <ArrowUp aria-hidden />
          {words.unreadAbove(unread.count)}
        </Button>
      )}
      {scroll.newBelow && (
        <Button
          variant="outline"
          size="small"
          onClick={scroll.toEnd}
          className="absolute inset-x-0 bottom-3 mx-auto w-fit animate-fade rounded-full shadow-small"
        >
          <ArrowDown aria-hidden />
          {words.newMessages}
        </Button>
      )}
    </div>
  );
}

/** What stays the same stays the same object: a new message draws itself and nothing else. */
function useItems(entries: readonly Entry[], firstNewId: string | undefined): readonly TimelineItem[] {
  const before = useRef<readonly TimelineItem[]>([]);
  const items = useMemo(() => keptItems(before.current, timelineOf(entries, firstNewId)), [entries, firstNewId]);
  useEffect(() => {
    before.current = items;
  }, [items]);
  return items;
}

function toRows(pages: MessagePages, myId: string) {
  const marks = marksOf(pages);
  const theirs = marks.find(({ reader }) => reader === "customer");
  const mine = marks.find(({ reader, reader_id }) => reader === "agent" && reader_id === myId);
  return { messages: messagesOf(pages), theirs, mine };
}

function Older({ failed, onRetry }: { failed: boolean; onRetry: () => void }) {
  const words = useWords(conversationWords);
  if (failed) {
    return (
      <Button variant="outline" size="small" className="self-center" onClick={onRetry}>
        {words.loadOlder}
      </Button>
    );
  }
  return (
    <div role="status" className="flex flex-col gap-4">
      <span className="sr-only">{words.loadingOlder}</span>
      <Skeleton className="h-12 w-2/5 rounded-bubble" />
      <Skeleton className="h-12 w-1/2 self-end rounded-bubble" />
    </div>
  );
}
