import type { ReactNode } from "react";
import { MessageScreen } from "@/components/message-screen";
import { LoadTrouble } from "@/components/page";
import { RowsSkeleton } from "@/components/ui/skeleton";

interface ListingProps<Item> {
  /** Undefined while they are on their way. */
  items: readonly Item[] | undefined;
  /** Why they can't be had; null: nothing went wrong. */
  trouble: string | null;
  onRetry: () => void;
  words: { notLoaded: string; empty: string; emptyText: string };
  /** Over the words that there is nothing yet. */
  picture: ReactNode;
  /** How many are expected. */
  rows?: number;
  children: (items: readonly Item[]) => ReactNode;
}

/** A list of a page of settings: on its way, not to be had, empty, or there. */
export function Listing<Item>(props: ListingProps<Item>) {
  const { items, trouble, onRetry, words, picture, rows = 5, children } = props;
  if (!items) {
    if (trouble === null) return <RowsSkeleton rows={rows} />;
    return <LoadTrouble title={words.notLoaded} text={trouble} onRetry={onRetry} />;
  }
  if (items.length > 0) return children(items);
  return (
    <MessageScreen picture={picture} title={words.empty} className="h-auto">
      {words.emptyText}
    </MessageScreen>
  );
}
