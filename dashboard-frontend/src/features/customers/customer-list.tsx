import type { Customer } from "@stonechat/openapi/types";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Contact } from "lucide-react";
import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";
import { type CustomerPages, customerList, customersOf } from "@/api/customers";
import { siteList } from "@/api/queries";
import { sentenceFor } from "@/api/sentences";
import { useSteady } from "@/api/use-steady";
import { ConnectionNote } from "@/components/connection-note";
import { MessageScreen } from "@/components/message-screen";
import { LoadTrouble } from "@/components/page";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/input";
import { RowsSkeleton } from "@/components/ui/skeleton";
import { HeadCell, Table } from "@/components/ui/table";
import { useWhenSeen } from "@/lib/use-when-seen";
import { useWords } from "@/lib/words";
import { useLiveState } from "@/realtime/live-context";
import { customersWords } from "@/words/customers";
import { CustomerRow } from "./customer-row";

/** Everybody who ever wrote, newest first; of one site or of all. */
export function CustomerList({ selectedId }: { selectedId: string | null }) {
  const words = useWords(customersWords);
  const { connection, mayLoad } = useLiveState();
  return (
    <section
      aria-label={words.title}
      data-scroll
      className="h-full overflow-y-auto overscroll-contain bg-surface px-4 pb-8 md:px-8"
    >
      <header className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-2 py-2 md:pt-6">
        <h1 className="me-auto font-semibold text-20 tracking-tight">{words.title}</h1>
        <ConnectionNote connection={connection} />
        {mayLoad && <SiteFilter />}
      </header>
      {mayLoad ? <Loading selectedId={selectedId} /> : <RowsSkeleton rows={8} faces />}
    </section>
  );
}

/** The site stands in the address: it can be linked to, and the back button goes through it. */
function useSiteInAddress(): { site: string | null; show: (site: string | null) => void } {
  const search = useSearch();
  const [, navigate] = useLocation();
  const site = useMemo(() => new URLSearchParams(search).get("site"), [search]);
  return { site, show: (next) => navigate(next === null ? "/customers" : `/customers?site=${next}`) };
}

function SiteFilter() {
  const words = useWords(customersWords);
  const { site, show } = useSiteInAddress();
  const sites = useQuery(siteList()).data?.items ?? [];
  if (sites.length < 2) return null;
  return (
    <Select
      aria-label={words.site}
      value={site ?? ""}
      onChange={(event) => show(event.target.value || null)}
      className="w-44"
    >
      <option value="">{words.anySite}</option>
      {sites.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}

function Loading({ selectedId }: { selectedId: string | null }) {
  const words = useWords(customersWords);
  const { site } = useSiteInAddress();
  const select = useCallback((data: CustomerPages) => customersOf(data, site), [site]);
  const list = useInfiniteQuery({ ...customerList(site), select });
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = list;
  const { data: rows, error, refetch } = useSteady(list);
  if (rows === undefined && error) {
    return <LoadTrouble title={words.notLoaded} text={sentenceFor(error)} onRetry={refetch} />;
  }
  if (rows === undefined) return <RowsSkeleton rows={8} faces />;
  if (rows.length === 0 && !hasNextPage) return <Empty />;
  return (
    <>
      <Rows rows={rows} selectedId={selectedId} />
      {isFetchNextPageError ? (
        <div className="py-3 text-center">
          <Button variant="outline" size="small" onClick={() => void fetchNextPage()}>
            {words.loadMore}
          </Button>
        </div>
      ) : (
        hasNextPage && <More onSeen={() => void fetchNextPage()} mayLoad={!isFetching} />
      )}
    </>
  );
}

/** What follows is on its way before its place comes into sight. */
function More({ onSeen, mayLoad }: { onSeen: () => void; mayLoad: boolean }) {
  const element = useWhenSeen<HTMLDivElement>(onSeen, mayLoad);
  return (
    <div ref={element}>
      <RowsSkeleton rows={3} faces />
    </div>
  );
}

function Rows({ rows, selectedId }: { rows: readonly Customer[]; selectedId: string | null }) {
  const words = useWords(customersWords);
  const search = useSearch();
  const sites = useQuery(siteList()).data?.items ?? [];
  const siteNames = sites.length > 1 ? new Map(sites.map(({ id, name }) => [id, name])) : null;
  return (
    <Table label={words.list} className="overflow-x-visible">
      <thead>
        <tr>
          <HeadCell>{words.name}</HeadCell>
          <HeadCell className="max-lg:hidden">{words.phone}</HeadCell>
          {siteNames && <HeadCell className="max-md:hidden">{words.site}</HeadCell>}
          <HeadCell className="max-md:hidden">{words.tags}</HeadCell>
          <HeadCell className="text-end">{words.firstSeen}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <CustomerRow
            key={row.id}
            customer={row}
            site={siteNames && (siteNames.get(row.site_id) ?? "")}
            search={search && `?${search}`}
            open={row.id === selectedId}
          />
        ))}
      </tbody>
    </Table>
  );
}

function Empty() {
  const words = useWords(customersWords);
  const { site, show } = useSiteInAddress();
  return (
    <MessageScreen
      picture={<Contact aria-hidden />}
      title={site === null ? words.emptyTitle : words.emptySite}
      className="h-auto"
      action={
        site !== null && (
          <Button variant="outline" onClick={() => show(null)}>
            {words.showAll}
          </Button>
        )
      }
    >
      {words.emptyText}
    </MessageScreen>
  );
}
