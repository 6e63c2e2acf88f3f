import type { AuditEntry } from "@stonechat/openapi/types";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { agentList, siteList } from "@/api/queries";
import { sentenceFor } from "@/api/sentences";
import { auditPages } from "@/api/settings-queries";
import { useSteady } from "@/api/use-steady";
import { MessageScreen } from "@/components/message-screen";
import { LoadTrouble, Page } from "@/components/page";
import { TimeText } from "@/components/time-text";
import { Button } from "@/components/ui/button";
import { RowsSkeleton } from "@/components/ui/skeleton";
import { Cell, HeadCell, Table, TableRow } from "@/components/ui/table";
import { dayAndTime } from "@/lib/times";
import { useNow } from "@/lib/use-now";
import { useWhenSeen } from "@/lib/use-when-seen";
import { useWords } from "@/lib/words";
import { auditWords } from "@/words/audit";

/** What was done to access and data. Older entries come while one scrolls. */
export function AuditPage() {
  const words = useWords(auditWords);
  const query = useInfiniteQuery(auditPages());
  const { hasNextPage, isFetching, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const { data, error, refetch } = useSteady(query);
  const end = useWhenSeen<HTMLDivElement>(
    () => void fetchNextPage(),
    hasNextPage && !isFetching && !isFetchNextPageError,
  );
  const entries = data?.pages.flatMap(({ items }) => items);
  return (
    <Page wide title={words.title} lead={words.lead}>
      {!entries && !error && <RowsSkeleton rows={6} />}
      {!entries && error && <LoadTrouble title={words.notLoaded} text={sentenceFor(error)} onRetry={refetch} />}
      {entries?.length === 0 && (
        <MessageScreen picture={<ScrollText aria-hidden />} title={words.empty} className="h-auto">
          {words.emptyText}
        </MessageScreen>
      )}
      {entries && entries.length > 0 && <Entries entries={entries} />}
      <div ref={end} />
      {isFetchNextPageError && (
        <div className="py-3 text-center">
          <Button variant="outline" size="small" onClick={() => void fetchNextPage()}>
            {words.older}
          </Button>
        </div>
      )}
      {isFetchingNextPage && <RowsSkeleton rows={2} said={words.loadingOlder} />}
    </Page>
  );
}

function Entries({ entries }: { entries: readonly AuditEntry[] }) {
  const words = useWords(auditWords);
  return (
    <Table label={words.title}>
      <thead className="max-md:sr-only">
        <tr>
          <HeadCell>{words.when}</HeadCell>
          <HeadCell>{words.who}</HeadCell>
          <HeadCell>{words.what}</HeadCell>
          <HeadCell>{words.where}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} />
        ))}
      </tbody>
    </Table>
  );
}

function EntryRow({ entry }: { entry: AuditEntry }) {
  const words = useWords(auditWords);
  const now = useNow();
  const { data: agents } = useQuery(agentList());
  const { data: sites } = useQuery(siteList());
  const nameOf = (id: string) => agents?.items.find((agent) => agent.id === id)?.name;
  const what = words.action[entry.action] ?? entry.action;
  const target = targetName(entry, nameOf, (id) => sites?.items.find((site) => site.id === id)?.name);
  return (
    <TableRow className="max-md:flex max-md:flex-wrap max-md:items-baseline max-md:gap-x-2 max-md:py-3">
      <Cell className="whitespace-nowrap text-13 max-md:order-3 max-md:h-auto max-md:p-0 text-muted tabular-nums">
        <TimeText at={entry.at}>{dayAndTime(entry.at, now)}</TimeText>
      </Cell>
      <Cell className="max-md:order-2 max-md:h-auto max-md:p-0 max-md:text-13 max-md:text-muted md:max-w-44 md:truncate">
        {entry.agent_id === null ? (
          <span className="text-muted">{words.nobody}</span>
        ) : (
          (nameOf(entry.agent_id) ?? words.somebody)
        )}
      </Cell>
      <Cell className="min-w-52 max-md:order-1 max-md:h-auto max-md:p-0 max-md:w-full max-md:break-words">
        <span className="block">{target === undefined ? what : words.on(what, target)}</span>
        <span className="block text-12 text-muted">
          {Object.entries(entry.detail)
            .map(([name, value]) => words.on(words.detail[name] ?? name, value))
            .join(" · ")}
        </span>
      </Cell>
      <Cell className="whitespace-nowrap text-13 text-muted tabular-nums max-md:order-4 max-md:h-auto max-md:p-0">
        {entry.address}
      </Cell>
    </TableRow>
  );
}

/** Whom or what it was done to, where that has a name and is not who did it. */
function targetName(
  { agent_id, target_id, target_type }: AuditEntry,
  agentName: (id: string) => string | undefined,
  siteName: (id: string) => string | undefined,
): string | undefined {
  if (target_id === null || target_id === agent_id) return undefined;
  if (target_type === "agent") return agentName(target_id);
  return target_type === "site" ? siteName(target_id) : undefined;
}
