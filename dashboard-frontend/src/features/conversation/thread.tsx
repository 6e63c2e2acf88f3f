import type { Customer } from "@stonechat/openapi/types";
import { useInfiniteQuery } from "@tanstack/react-query";
import { memo, useCallback, useDeferredValue, useMemo } from "react";
import { type MessagePages, marksOf, messagesOf } from "@/api/pages";
import { messageList } from "@/api/queries";
import { sentenceFor } from "@/api/sentences";
import { useMe } from "@/api/session-context";
import { useSteady } from "@/api/use-steady";
import { MessageScreen } from "@/components/message-screen";
import { TryAgain } from "@/components/try-again";
import { useWords } from "@/lib/words";
import { useUnsent } from "@/realtime/live-context";
import { conversationWords } from "@/words/conversation";
import { ThreadLog } from "./thread-log";
import { ThreadSkeleton } from "./thread-skeleton";
import { entriesOf } from "./timeline";

interface ThreadProps {
  conversationId: string;
  customer: Customer | undefined;
}

/** What was said, as far as it is loaded. */
export const Thread = memo(function Thread({ conversationId, customer }: ThreadProps) {
  const words = useWords(conversationWords);
  const { id: myId } = useMe();
  const select = useCallback((pages: MessagePages) => toRows(pages, myId), [myId]);
  const query = useInfiniteQuery({ ...messageList(conversationId), select });
  const { hasNextPage } = query;
  const { data, error, refetch } = useSteady(query);
  const unsent = useUnsent(conversationId);
  const current = useMemo(
    () => data && { ...data, entries: entriesOf(data.messages, unsent, myId, data.theirs), hasNextPage },
    [data, unsent, myId, hasNextPage],
  );
  // Who types goes first: what arrives is drawn in the pauses.
  const rows = useDeferredValue(current);

  if (!data && error) {
    return (
      <MessageScreen
        alert
        title={words.messagesNotLoaded}
        className="min-h-0 grow"
        action={<TryAgain onRetry={refetch} />}
      >
        {sentenceFor(error)}
      </MessageScreen>
    );
  }
  if (!rows) return <ThreadSkeleton />;
  return <ThreadLog conversationId={conversationId} customer={customer} rows={rows} pages={query} />;
});

function toRows(pages: MessagePages, myId: string) {
  const marks = marksOf(pages);
  const theirs = marks.find(({ reader }) => reader === "customer");
  const mine = marks.find(({ reader, reader_id }) => reader === "agent" && reader_id === myId);
  return { messages: messagesOf(pages), theirs, mine };
}
