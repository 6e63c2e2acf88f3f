import type { ConversationCounts } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck, Clock, ListFilter } from "lucide-react";
import { memo, Suspense } from "react";
import { Link } from "wouter";
import { siteList, tagList } from "@/api/queries";
import { VIEWS, type ViewName, writeView } from "@/api/views";
import { PartBoundary } from "@/components/part-boundary";
import { Chip } from "@/components/ui/chip";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import { cn } from "@/lib/cn";
import { numberText } from "@/lib/language";
import { later } from "@/lib/later";
import { useWords } from "@/lib/words";
import { useLiveState } from "@/realtime/live-context";
import { inboxWords } from "@/words/inbox";
import { useCounts } from "./use-conversations";
import { useView } from "./use-view";

const FilterForm = later(async () => (await import("./filter-form")).FilterForm);

/** The lists there are, with how much is in each. */
export const ViewBar = memo(function ViewBar() {
  const words = useWords(inboxWords);
  const { view } = useView();
  const counts = useCounts();
  return (
    <nav aria-label={words.views} className="flex shrink-0 gap-0.5 overflow-x-auto px-3 pb-2 [scrollbar-width:none]">
      {VIEWS.map((name) => (
        <Link
          key={name}
          href={`/inbox${writeView({ ...view, name })}`}
          aria-current={name === view.name ? "page" : undefined}
          className={cn(
            "touch-target inline-flex h-8 shrink-0 items-center gap-1.5 rounded-control px-2 font-medium text-13 text-muted transition-[background-color,color] duration-150 hover:text-text",
            name === view.name && "bg-hover text-text",
          )}
        >
          <ListName name={name} />
          <Count count={countOf(name, counts)} />
        </Link>
      ))}
    </nav>
  );
});

/** The first three are where the work is; the column has no room for the words of all. */
function ListName({ name }: { name: ViewName }) {
  const words = useWords(inboxWords);
  const Icon = name === "snoozed" ? Clock : name === "resolved" ? CircleCheck : null;
  if (!Icon) return words.view[name];
  return (
    <span title={words.view[name]} className="inline-flex">
      <Icon aria-hidden className="size-4" />
      <span className="sr-only">{words.view[name]}</span>
    </span>
  );
}

function Count({ count }: { count: number | null }) {
  if (!count) return null;
  return <span className="font-normal text-12 text-muted tabular-nums">{numberText(count)}</span>;
}

function countOf(name: ViewName, counts: ConversationCounts | undefined): number | null {
  if (!counts) return null;
  const { mine, unassigned, active: all, snoozed } = counts;
  return { mine, unassigned, all, snoozed, resolved: null }[name];
}

/** Tag, site and order, behind one button that shows when it leaves something out. */
export function Filter() {
  const words = useWords(inboxWords);
  const { view } = useView();
  const filtered = view.tag !== null || view.site !== null || view.order !== "newest";
  return (
    <Popover
      label={words.filter}
      align="end"
      trigger={
        <IconButton
          label={words.filter}
          aria-pressed={filtered}
          onPointerEnter={FilterForm.load}
          onFocus={FilterForm.load}
        >
          <ListFilter aria-hidden className={cn(filtered && "text-ember-ink")} />
        </IconButton>
      }
    >
      <PartBoundary>
        <Suspense fallback={<Skeleton className="h-40 w-full" />}>
          <FilterForm />
        </Suspense>
      </PartBoundary>
    </Popover>
  );
}

/** What is left out, and a way to take it back. */
export function FilterChips() {
  const words = useWords(inboxWords);
  const { view, change } = useView();
  const { mayLoad: enabled } = useLiveState();
  const tag = useQuery({ ...tagList(), enabled }).data?.find(({ id }) => id === view.tag);
  const site = useQuery({ ...siteList(), enabled }).data?.items.find(({ id }) => id === view.site);
  if (view.tag === null && view.site === null && view.order === "newest") return null;
  return (
    <div className="flex shrink-0 flex-wrap gap-1.5 px-5 pb-2">
      {view.order !== "newest" && (
        <Chip onRemove={() => change({ order: "newest" })} removeLabel={words.removeFilter(words.orders[view.order])}>
          {words.orders[view.order]}
        </Chip>
      )}
      {view.tag !== null && (
        <Chip
          color={tag?.color}
          onRemove={() => change({ tag: null })}
          removeLabel={words.removeFilter(tag?.name ?? words.tag)}
        >
          {tag?.name ?? words.goneTag}
        </Chip>
      )}
      {view.site !== null && (
        <Chip onRemove={() => change({ site: null })} removeLabel={words.removeFilter(site?.name ?? words.site)}>
          {site?.name ?? words.site}
        </Chip>
      )}
    </div>
  );
}
