import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { MessageScreen } from "@/components/message-screen";
import { LoadTrouble, Page } from "@/components/page";
import { Button } from "@/components/ui/button";
import { RowsSkeleton } from "@/components/ui/skeleton";

interface ListingPageProps<Item> {
  words: { title: string; lead: string; make: string; notLoaded: string; empty: string; emptyText: string };
  /** Undefined while they are on their way. */
  items: readonly Item[] | undefined;
  /** Why they can't be had; null: nothing went wrong. */
  trouble: string | null;
  onRetry: () => Promise<unknown>;
  /** Over the words that there is nothing yet. */
  picture: ReactNode;
  /** How many are expected. */
  rows?: number;
  onMake: () => void;
  isMaking?: boolean;
  list: (items: readonly Item[]) => ReactNode;
  /** The dialogs of the page. */
  children: ReactNode;
}

/** A page of settings that is a list, with a button that makes one more. */
export function ListingPage<Item>({ words, onMake, isMaking = false, children, ...listing }: ListingPageProps<Item>) {
  return (
    <Page
      title={words.title}
      lead={words.lead}
      action={
        <Button aria-disabled={isMaking} onClick={onMake}>
          <Plus aria-hidden />
          {words.make}
        </Button>
      }
    >
      <Listing words={words} {...listing} />
      {children}
    </Page>
  );
}

type ListingProps<Item> = Omit<ListingPageProps<Item>, "onMake" | "isMaking" | "children">;

/** On its way, not to be had, empty, or there. */
function Listing<Item>({ words, items, trouble, onRetry, picture, rows = 5, list }: ListingProps<Item>) {
  if (!items) {
    if (trouble === null) return <RowsSkeleton rows={rows} />;
    return <LoadTrouble title={words.notLoaded} text={trouble} onRetry={onRetry} />;
  }
  if (items.length > 0) return list(items);
  return (
    <MessageScreen picture={picture} title={words.empty} className="h-auto">
      {words.emptyText}
    </MessageScreen>
  );
}
