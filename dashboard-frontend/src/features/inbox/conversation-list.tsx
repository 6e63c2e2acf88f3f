import { Inbox } from "lucide-react";
import type { KeyboardEvent } from "react";
import { sentenceFor } from "@/api/sentences";
import { ConnectionNote } from "@/components/connection-note";
import { MessageScreen } from "@/components/message-screen";
import { Button } from "@/components/ui/button";
import { useWhenSeen } from "@/lib/use-when-seen";
import { useWords } from "@/lib/words";
import { useFailedConversations, useLiveState } from "@/realtime/live-context";
import { commonWords } from "@/words/common";
import { inboxWords } from "@/words/inbox";
import { ConversationRow } from "./conversation-row";
import { ListSkeleton } from "./list-skeleton";
import { type LoadedConversations, useConversations } from "./use-conversations";
import { useKeptScroll } from "./use-kept-scroll";

export function ConversationList({ selectedId }: { selectedId: string | null }) {
  const words = useWords(inboxWords);
  const { connection, mayLoad } = useLiveState();
  return (
    <section aria-label={words.list} className="flex h-full min-h-0 flex-col">
      <header className="flex h-14 shrink-0 items-center justify-between px-6">
        <h1 className="font-semibold text-20 tracking-tight">{words.title}</h1>
        <ConnectionNote connection={connection} />
      </header>
      {mayLoad ? <ListBody selectedId={selectedId} /> : <ListSkeleton />}
    </section>
  );
}

function ListBody({ selectedId }: { selectedId: string | null }) {
  const words = useWords(inboxWords);
  const { tryAgain } = useWords(commonWords);
  const { data, error, isFetching, hasNextPage, isFetchNextPageError, fetchNextPage, refetch } = useConversations();
  const scroll = useKeptScroll();
  const end = useWhenSeen<HTMLDivElement>(
    () => void fetchNextPage(),
    hasNextPage && !isFetching && !isFetchNextPageError,
  );
  if (!data) {
    if (!error) return <ListSkeleton />;
    return (
      <MessageScreen
        alert
        title={words.listNotLoaded}
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
  if (data.conversations.length === 0) return <EmptyInbox />;
  return (
    <div
      ref={scroll.container}
      onScroll={scroll.onScroll}
      data-scroll
      className="relative grow overflow-y-auto overscroll-contain px-2 pb-4 [overflow-anchor:none]"
    >
      <Rows loaded={data} selectedId={selectedId} />
      <div ref={end} />
      {isFetchNextPageError ? (
        <div className="py-3 text-center">
          <Button variant="outline" size="small" onClick={() => void fetchNextPage()}>
            {words.loadOlder}
          </Button>
        </div>
      ) : (
        hasNextPage && <ListSkeleton />
      )}
    </div>
  );
}

function Rows({ loaded, selectedId }: { loaded: LoadedConversations; selectedId: string | null }) {
  const failed = useFailedConversations();
  return (
    <ul onKeyDown={moveFocus}>
      {loaded.conversations.map((conversation) => (
        <li key={conversation.id} className="row-on-demand">
          <ConversationRow
            conversation={conversation}
            customer={loaded.customers.get(conversation.customer_id)}
            selected={conversation.id === selectedId}
            failed={failed.has(conversation.id)}
          />
        </li>
      ))}
    </ul>
  );
}

function EmptyInbox() {
  const words = useWords(inboxWords);
  return (
    <MessageScreen picture={<Inbox aria-hidden />} title={words.empty}>
      {words.emptyText}
    </MessageScreen>
  );
}

/** Arrow keys go from row to row, Home and End to the first and last. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>("a[href]")];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  const target = { ArrowDown: at + 1, ArrowUp: Math.max(0, at - 1), Home: 0, End: links.length - 1 }[event.key];
  if (target === undefined || at < 0) return;
  event.preventDefault();
  links[target]?.focus();
}
