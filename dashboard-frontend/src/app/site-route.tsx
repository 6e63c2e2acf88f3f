import type { Site } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { type ComponentType, lazy } from "react";
import { Link, Redirect } from "wouter";
import { siteList } from "@/api/queries";
import { sentenceFor } from "@/api/sentences";
import { useSteady } from "@/api/use-steady";
import { MessageScreen } from "@/components/message-screen";
import { LoadTrouble } from "@/components/page";
import { Button } from "@/components/ui/button";
import { Chip, Dot } from "@/components/ui/chip";
import { PageSkeleton } from "@/components/ui/skeleton";
import { cn } from "@/lib/cn";
import { useWords } from "@/lib/words";
import { type SiteWords, siteWords } from "@/words/site";
import { NotFound } from "./not-found";

type SitePart = keyof SiteWords & ("look" | "embedding" | "form" | "hours" | "assignment" | "retention" | "keys");
type SitePage = ComponentType<{ site: Site }>;
const page = (load: () => Promise<SitePage>) => lazy(async () => ({ default: await load() }));

/** The parts of one site, in the order in which one goes through them. */
const PARTS: readonly { part: SitePart; Page: SitePage }[] = [
  { part: "look", Page: page(async () => (await import("@/features/site/look-page")).LookPage) },
  { part: "embedding", Page: page(async () => (await import("@/features/site/embedding-page")).EmbeddingPage) },
  { part: "form", Page: page(async () => (await import("@/features/form-builder/form-page")).FormPage) },
  { part: "hours", Page: page(async () => (await import("@/features/site/hours-page")).HoursPage) },
  { part: "assignment", Page: page(async () => (await import("@/features/site/assignment-page")).AssignmentPage) },
  { part: "retention", Page: page(async () => (await import("@/features/site/retention-page")).RetentionPage) },
  { part: "keys", Page: page(async () => (await import("@/features/site/keys-page")).KeysPage) },
];

interface SiteRouteProps {
  siteId: string;
  part: string | undefined;
}

/** One site, one part of it at a time. */
export function SiteRoute({ siteId, part }: SiteRouteProps) {
  const words = useWords(siteWords);
  const { data, error, refetch } = useSteady(useQuery(siteList()));
  const site = data?.items.find(({ id }) => id === siteId);
  if (!data && error) {
    return <LoadTrouble title={words.notLoaded} text={sentenceFor(error)} onRetry={refetch} />;
  }
  if (!data) return <PageSkeleton />;
  if (!site) return <NoSuchSite />;
  if (part === undefined) return <Redirect to={`/settings/sites/${siteId}/look`} replace />;
  const shown = PARTS.find((candidate) => candidate.part === part);
  if (!shown) return <NotFound within />;
  return (
    <>
      <SiteHeader site={site} part={part} />
      <shown.Page key={site.id} site={site} />
    </>
  );
}

function SiteHeader({ site, part }: { site: Site; part: string }) {
  const words = useWords(siteWords);
  return (
    <header className="border-line border-b px-4 pt-2 md:px-8 md:pt-4">
      <div className="flex h-10 items-center gap-2">
        <Button asChild variant="quiet" size="icon" className="-ms-2">
          <Link href="/settings/sites" aria-label={words.back} title={words.back}>
            <ArrowLeft aria-hidden className="rtl:-scale-x-100" />
          </Link>
        </Button>
        <Dot color={site.color} />
        <p className="truncate font-semibold text-14">{site.name}</p>
        {site.archived_at !== null && <Chip>{words.archived}</Chip>}
      </div>
      <nav aria-label={site.name} className="-mx-2 flex overflow-x-auto">
        {PARTS.map((candidate) => (
          <Link
            key={candidate.part}
            href={`/settings/sites/${site.id}/${candidate.part}`}
            aria-current={candidate.part === part ? "page" : undefined}
            ref={candidate.part === part ? showInRow : undefined}
            className={cn(
              "-mb-px flex h-10 shrink-0 items-center border-transparent border-b-2 px-2 font-medium text-13 text-muted outline-offset-[-2px] hover:text-text pointer-coarse:h-11",
              candidate.part === part && "border-ember text-text",
            )}
          >
            {words[candidate.part]}
          </Link>
        ))}
      </nav>
    </header>
  );
}

/** On a phone the row is longer than the screen. */
function showInRow(link: HTMLAnchorElement | null): void {
  link?.scrollIntoView({ inline: "center", block: "nearest" });
}

function NoSuchSite() {
  const words = useWords(siteWords);
  return (
    <MessageScreen
      alert
      title={words.missing}
      className="h-auto"
      action={
        <Button asChild variant="outline">
          <Link href="/settings/sites">{words.toSites}</Link>
        </Button>
      }
    >
      {words.missingText}
    </MessageScreen>
  );
}
