import type { Conversation } from "@stonechat/openapi/types";
import { CircleCheck, Clock, Inbox, type LucideIcon } from "lucide-react";
import { lazy, memo, type RefObject, Suspense, useDeferredValue, useEffect, useMemo, useRef } from "react";
import { Link, useLocation } from "wouter";
import { sentenceFor } from "@/api/sentences";
import { useSteady } from "@/api/use-steady";
import { writeView } from "@/api/views";
import { ConnectionNote } from "@/components/connection-note";
import { MessageScreen } from "@/components/message-screen";
import { PartBoundary } from "@/components/part-boundary";
import { TryAgain } from "@/components/try-again";
import { Button } from "@/components/ui/button";
import { useAction } from "@/lib/shortcuts/actions";
import { useWords } from "@/lib/words";
import { useFailedConversations, useLiveState } from "@/realtime/live-context";
import { inboxWords } from "@/words/inbox";
import { ConversationRow } from "./conversation-row";
import { ListSkeleton } from "./list-skeleton";
import { type LoadedConversations, useConversations, useCounts } from "./use-conversations";
import { useDrawKeys } from "./use-draw-keys";
import { isNowhere, rowOf, useRowFocus } from "./use-row-focus";
import { useRowWindow } from "./use-row-window";
import { type Selection, useSelection } from "./use-selection";
import { useView } from "./use-view";
import { Filter, FilterChips, ViewBar } from "./view-bar";

const BulkBar = lazy(async () => ({ default: (await import("./bulk-bar")).BulkBar }));

const ROW_REM = 4.25;
const NONE: readonly Conversation[] = [];

export function ConversationList({ selectedId }: { selectedId: string | null }) {
  const words = useWords(inboxWords);
  const { connection } = useLiveState();
  return (
    <section aria-label={words.list} className="flex h-full min-h-0 flex-col">
      <List selectedId={selectedId} connection={connection} />
    </section>
  );
}

type Connection = ReturnType<typeof useLiveState>["connection"];

const Head = memo(function Head({ connection }: { connection: Connection }) {
  const words = useWords(inboxWords);
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 ps-5 pe-3">
      <h1 className="me-auto font-semibold text-20 tracking-tight">{words.title}</h1>
      <ConnectionNote connection={connection} />
      <Filter />
    </header>
  );
});

function List({ selectedId, connection }: { selectedId: string | null; connection: Connection }) {
  const words = useWords(inboxWords);
  const { view } = useView();
  const list = useConversations(view);
  const { error } = useSteady(list);
  const current = useMemo(() => ({ view, data: list.data }), [view, list.data]);
  // Who types goes first: what changes in the list is drawn in the pauses.
  const { view: shownView, data } = useDeferredValue(current);
  const conversations = data?.conversations ?? NONE;
  const ids = useMemo(() => conversations.map(({ id }) => id), [conversations]);
  const selection = useSelection(ids);
  const chosen = conversations.filter(({ id }) => selection.ids.has(id));
  const rows = useFocusAfterChoosing(chosen.length > 0);
  return (
    <div ref={rows} tabIndex={-1} className="flex min-h-0 grow flex-col outline-none">
      {chosen.length === 0 && <Head connection={connection} />}
      {chosen.length > 0 && (
        <>
          <h1 className="sr-only">{words.title}</h1>
          <PartBoundary>
            <Suspense fallback={<div className="h-14 shrink-0" />}>
              <BulkBar rows={chosen} onClear={selection.clear} />
            </Suspense>
          </PartBoundary>
        </>
      )}
      <ViewBar />
      <FilterChips />
      {data ? (
        conversations.length > 0 || list.hasNextPage ? (
          // Another list begins at its top.
          <Rows
            key={writeView(shownView)}
            data={data}
            list={list}
            ids={ids}
            selection={selection}
            selectedId={selectedId}
          />
        ) : (
          <EmptyList />
        )
      ) : error ? (
        <MessageScreen alert title={words.listNotLoaded} action={<TryAgain onRetry={list.refetch} />}>
          {sentenceFor(error)}
        </MessageScreen>
      ) : (
        <ListSkeleton />
      )}
    </div>
  );
}

/** What was chosen may be gone with what was done to it, and the bar in which it was done is. */
function useFocusAfterChoosing(choosing: boolean): RefObject<HTMLDivElement | null> {
  const rows = useRef<HTMLDivElement>(null);
  const before = useRef(choosing);
  useEffect(() => {
    if (before.current && !choosing && isNowhere()) rows.current?.focus();
    before.current = choosing;
  }, [choosing]);
  return rows;
}

interface RowsProps {
  data: LoadedConversations;
  list: ReturnType<typeof useConversations>;
  ids: readonly string[];
  selection: Selection;
  selectedId: string | null;
}

function Rows({ data, list, ids, selection, selectedId }: RowsProps) {
  const words = useWords(inboxWords);
  const { search } = useView();
  const failed = useFailedConversations();
  const rowPx = useRowHeight();
  const window = useRowWindow(ids, rowPx);
  const focus = useRowFocus(ids, window.reveal);
  const keyOf = useDrawKeys(ids, () => rowOf(document.activeElement));
  const { hasNextPage, isFetching, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  const nearEnd = window.end >= ids.length;
  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [nearEnd, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);
  useRowKeys(ids, selectedId, selection, focus.go);
  return (
    <div
      ref={window.container}
      onScroll={window.onScroll}
      className="relative grow overflow-y-auto overscroll-contain px-2 pb-4 [overflow-anchor:none]"
    >
      <ul ref={focus.list} {...focus.listeners} style={{ height: ids.length * rowPx }} className="relative">
        {data.conversations.slice(window.first, window.end).map((conversation, offset) => (
          <li
            key={keyOf(conversation.id)}
            aria-posinset={window.first + offset + 1}
            aria-setsize={hasNextPage ? -1 : ids.length}
            style={{ height: rowPx, top: (window.first + offset) * rowPx }}
            // What changes in a row changes nothing around it.
            className="group absolute inset-x-0 [contain:strict]"
          >
            <ConversationRow
              conversation={conversation}
              customer={data.customers.get(conversation.customer_id)}
              marks={data.marksOf(conversation.id)}
              search={search}
              open={conversation.id === selectedId}
              failed={failed.has(conversation.id)}
              chosen={selection.ids.has(conversation.id)}
              choosing={selection.ids.size > 0}
              onChoose={selection.toggle}
            />
          </li>
        ))}
      </ul>
      {isFetchNextPageError ? (
        <div className="py-3 text-center">
          <Button variant="outline" size="small" onClick={() => void fetchNextPage()}>
            {words.loadMore}
          </Button>
        </div>
      ) : (
        isFetchingNextPage && <ListSkeleton />
      )}
    </div>
  );
}

const EMPTY_ICONS: Record<string, LucideIcon> = { snoozed: Clock, resolved: CircleCheck };

function EmptyList() {
  const words = useWords(inboxWords);
  const { view, change } = useView();
  const counts = useCounts();
  const Icon = EMPTY_ICONS[view.name] ?? Inbox;
  if (view.tag !== null || view.site !== null) {
    return (
      <MessageScreen
        picture={<Icon aria-hidden />}
        title={words.nothingFits}
        action={
          <Button variant="outline" onClick={() => change({ tag: null, site: null })}>
            {words.showAll}
          </Button>
        }
      >
        {words.nothingFitsText}
      </MessageScreen>
    );
  }
  const waiting = view.name === "mine" ? (counts?.unassigned ?? 0) : 0;
  const { title, text } = words.emptyView[view.name];
  return (
    <MessageScreen
      picture={<Icon aria-hidden />}
      title={title}
      action={
        waiting > 0 && (
          <Button asChild variant="outline">
            <Link href={`/inbox${writeView({ ...view, name: "unassigned" })}`}>{words.seeUnassigned(waiting)}</Link>
          </Button>
        )
      }
    >
      {text}
    </MessageScreen>
  );
}

/** Rows have the height of two lines of the reader's own size of text. */
function useRowHeight(): number {
  return useMemo(() => {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    return Math.round(ROW_REM * rem);
  }, []);
}

/** Keys that work wherever the focus is, as long as nobody types. */
function useRowKeys(
  ids: readonly string[],
  selectedId: string | null,
  selection: Selection,
  go: (index: number) => void,
): void {
  const words = useWords(inboxWords);
  const here = (): number => {
    return ids.indexOf(rowOf(document.activeElement) ?? selectedId ?? "");
  };
  useAction({ label: words.nextRow, group: words.title, keys: "j", repeats: true, run: () => go(here() + 1) });
  useAction({ label: words.previousRow, group: words.title, keys: "k", repeats: true, run: () => go(here() - 1) });
  const [, navigate] = useLocation();
  const { search } = useView();
  const open = (by: number): void => {
    const id = ids[ids.indexOf(selectedId ?? "") + by];
    if (id !== undefined) navigate(`/inbox/${id}${search}`);
  };
  useAction({ label: words.openNext, group: words.title, keys: "]", run: () => open(1) });
  useAction({ label: words.openPrevious, group: words.title, keys: "[", run: () => open(-1) });
  useAction({
    label: words.chooseRow,
    group: words.title,
    keys: "x",
    run: () => {
      const id = ids[here()];
      if (id !== undefined) selection.toggle(id, false);
    },
  });
}
