import type { Site } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { ChevronRight, Plus, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Link } from "wouter";
import { siteList } from "@/api/queries";
import { sentenceFor } from "@/api/sentences";
import { useSteady } from "@/api/use-steady";
import { LoadTrouble, Page } from "@/components/page";
import { Button } from "@/components/ui/button";
import { Chip, Dot } from "@/components/ui/chip";
import { RowsSkeleton } from "@/components/ui/skeleton";
import { useWords } from "@/lib/words";
import { siteWords } from "@/words/site";
import { MakeSiteDialog } from "./make-site-dialog";

/** All websites that customers write from. There is always one at least. */
export function SitesPage() {
  const words = useWords(siteWords);
  const [making, setMaking] = useState(false);
  const { data, error, refetch } = useSteady(useQuery(siteList()));
  return (
    <Page
      title={words.sites}
      lead={words.sitesLead}
      action={
        <Button onClick={() => setMaking(true)}>
          <Plus aria-hidden />
          {words.make}
        </Button>
      }
    >
      {data && (
        <ul>
          {data.items.toSorted(activeFirst).map((site) => (
            <li key={site.id} className="border-line border-b last:border-b-0">
              <SiteLink site={site} />
            </li>
          ))}
        </ul>
      )}
      {!data && !error && <RowsSkeleton rows={3} />}
      {!data && error && <LoadTrouble title={words.notLoaded} text={sentenceFor(error)} onRetry={refetch} />}
      <MakeSiteDialog open={making} onClose={() => setMaking(false)} />
    </Page>
  );
}

function SiteLink({ site }: { site: Site }) {
  const words = useWords(siteWords);
  const anybody = site.allowed_origins.length === 0;
  return (
    <Link
      href={`/settings/sites/${site.id}`}
      className="flex min-h-16 items-center gap-3 rounded-control px-2 py-2 outline-offset-[-2px] transition-[background-color] duration-150 hover:bg-hover md:-mx-2"
    >
      <Dot color={site.color} />
      <span className="flex min-w-0 grow flex-col">
        <span className="flex items-center gap-2 font-medium text-14">
          <span className="truncate">{site.name}</span>
          {site.archived_at !== null && <Chip>{words.archived}</Chip>}
        </span>
        <span className="flex items-center gap-1.5 text-13 text-muted">
          {anybody && <TriangleAlert aria-hidden className="size-4 text-amber-ink" />}
          {anybody ? words.anybodyMayEmbed : words.origins(site.allowed_origins.length)}
        </span>
      </span>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-muted rtl:-scale-x-100" />
    </Link>
  );
}

function activeFirst(one: Site, other: Site): number {
  return Number(one.archived_at !== null) - Number(other.archived_at !== null);
}
