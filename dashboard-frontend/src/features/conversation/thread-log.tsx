import type { Customer, Mark, Message } from "@stonechat/openapi/types";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useDeferredValue, useEffect, useMemo, useRef } from "react";
import { useMe } from "@/api/session-context";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useWhenSeen } from "@/lib/use-when-seen";
import { useWords } from "@/lib/words";
import { conversationWords } from "@/words/conversation";
import { Announcer } from "./announcer";
import { ThreadItems } from "./thread-items";
import { type Entry, keptItems, type TimelineItem, timelineOf } from "./timeline";
import { useReading } from "./use-attention";
import { useItemWindow } from "./use-item-window";
import { useFaces, useNames, useTagNames } from "./use-names";
import { useThreadScroll } from "./use-thread-scroll";
import { useJumpToUnread, useUnread } from "./use-unread-line";

/** As much as is in sight when a conversation is opened; the rest is drawn above it a moment later. */
const FIRST_ITEMS = 12;

interface Rows {
  messages: readonly Message[];
  /** The same with what is still on its way. */
  entries: readonly Entry[];
  /** How far this agent got. */
  mine: Mark | undefined;
  /** There is more than this, further up. */
  hasNextPage: boolean;
}

/** The pages of the timeline, of which older ones can be had. */
interface Pages {
  isFetching: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: (options?: { cancelRefetch: boolean }) => Promise<{ isFetchNextPageError: boolean }>;
}

interface ThreadLogProps {
  conversationId: string;
  customer: Customer | undefined;
  rows: Rows;
  pages: Pages;
}

/** All that is loaded of a conversation, the newest in sight. */
export function ThreadLog({ conversationId, customer, rows, pages }: ThreadLogProps) {
  const words = useWords(conversationWords);
  const me = useMe();
  const { isFetching, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = pages;
  const { messages, entries, mine, hasNextPage } = rows;
  const unread = useUnread({ messages, readSeq: mine?.read_seq ?? 0 }, me.id, hasNextPage);
  const items = useItems(entries, unread.firstId);
  const loadOlder = async (): Promise<boolean> => !(await fetchNextPage({ cancelRefetch: false })).isFetchNextPageError;
  const drawn = useItemWindow(items);
  const all = useDeferredValue(true, false);
  const shown = all ? drawn.shown : drawn.shown.slice(-FIRST_ITEMS);
  const nameOf = useNames(customer);
  const faceOf = useFaces();
  const tagNameOf = useTagNames();
  const newest = entries.at(-1);
  const scroll = useThreadScroll(newest?.id, newest?.authorId === me.id);
  const { hidesSome, showAll } = drawn;
  const jump = useJumpToUnread({ unread, shown, hidesSome, showAll, loadOlder, container: scroll.container });
  useReading(conversationId, rows, !scroll.newBelow);
  const start = useWhenSeen<HTMLDivElement>(
    () => (drawn.hidesSome ? drawn.showMore() : void fetchNextPage()),
    all && (drawn.hidesSome || (hasNextPage && !isFetching && !isFetchNextPageError)),
    shown[0]?.key,
  );
  useEffect(() => {
    if (scroll.isAtEnd()) drawn.trim();
  });

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
          {/* Only then: what moves out of sight makes pictures all the time, too. */}
          {(isFetchingNextPage || isFetchNextPageError) && !drawn.hidesSome && (
            <Older failed={!isFetchingNextPage} onRetry={() => void fetchNextPage()} />
          )}
          <ThreadItems items={shown} nameOf={nameOf} faceOf={faceOf} tagNameOf={tagNameOf} line={jump.line} />
        </div>
      </div>
      <Announcer entries={entries} myId={me.id} nameOf={nameOf} tagNameOf={tagNameOf} />
      {all && jump.offered && (
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
