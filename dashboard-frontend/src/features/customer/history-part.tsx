import type { Conversation } from "@stonechat/openapi/types";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { Link } from "wouter";
import { aheadOf, useOver } from "@/api/ahead";
import { customerHistory } from "@/api/customers";
import { type ConversationPages, historyOf } from "@/api/pages";
import { StatusIcon, statusWord } from "@/components/status-word";
import { TimeText } from "@/components/time-text";
import { Button } from "@/components/ui/button";
import { RowsSkeleton } from "@/components/ui/skeleton";
import { cn } from "@/lib/cn";
import { briefTime } from "@/lib/times";
import { useNow } from "@/lib/use-now";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { customerWords } from "@/words/customer";
import { Part } from "./facts";

interface HistoryPartProps {
  customerId: string;
  /** The one that is open beside it, which is not listed again. */
  openId?: string;
  /** Keeps the list of the inbox in the address. */
  search: string;
}

/** All that somebody ever wrote about. */
export function HistoryPart({ customerId, openId, search }: HistoryPartProps) {
  const words = useWords(customerWords);
  const { tryAgain } = useWords(commonWords);
  const over = useOver(aheadOf(useQueryClient()).conversations);
  const select = useCallback((data: ConversationPages) => historyOf(data, customerId, over), [customerId, over]);
  const history = useInfiniteQuery({ ...customerHistory(customerId), select });
  const rows = history.data?.filter(({ id }) => id !== openId);
  const failed = history.error !== null && !history.isFetching;
  return (
    <Part title={openId === undefined ? words.conversations : words.earlier}>
      {rows === undefined && !failed && <RowsSkeleton rows={1} />}
      {rows?.length === 0 && !history.hasNextPage && (
        <p className="text-13 text-muted">{openId === undefined ? words.noConversations : words.noEarlier}</p>
      )}
      {rows !== undefined && rows.length > 0 && (
        <ul className="-mx-2">
          {rows.map((row) => (
            <HistoryRow key={row.id} row={row} search={search} />
          ))}
        </ul>
      )}
      {failed && (
        <div role="alert" className="flex items-center justify-between gap-2 text-13 text-muted">
          {words.historyNotLoaded}
          <Button
            variant="outline"
            size="small"
            onClick={() => void (rows ? history.fetchNextPage() : history.refetch())}
          >
            {tryAgain}
          </Button>
        </div>
      )}
      {!failed && history.hasNextPage && (
        <Button
          variant="outline"
          size="small"
          aria-disabled={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
          className="mt-2"
        >
          {words.showMore}
        </Button>
      )}
    </Part>
  );
}

function HistoryRow({ row, search }: { row: Conversation; search: string }) {
  const words = useWords(customerWords);
  const now = useNow();
  return (
    <li>
      <Link
        href={`/inbox/${row.id}${search}`}
        className="flex min-h-9 items-center gap-2 rounded-control px-2 text-13 transition-[background-color] duration-150 hover:bg-hover pointer-coarse:min-h-11"
      >
        <span title={statusWord(row.status)} className="flex">
          <StatusIcon status={row.status} />
          <span className="sr-only">{statusWord(row.status)}</span>
        </span>
        <span className={cn("min-w-0 grow truncate", row.status === "resolved" && "text-muted")}>
          {row.preview || words.deletedPreview}
        </span>
        <TimeText at={row.last_message_at} className="shrink-0 text-12 text-muted tabular-nums">
          {briefTime(row.last_message_at, now)}
        </TimeText>
      </Link>
    </li>
  );
}
