import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useDeferredValue, useState } from "react";
import { conversationDetail, messageList } from "@/api/queries";
import { isMissing } from "@/api/sentences";
import { PartBoundary } from "@/components/part-boundary";
import { Drawer } from "@/components/ui/drawer";
import { Skeleton } from "@/components/ui/skeleton";
import { ConversationPane } from "@/features/conversation/conversation-pane";
import { ConversationList } from "@/features/inbox/conversation-list";
import { NothingOpen } from "@/features/inbox/nothing-open";
import { cn } from "@/lib/cn";
import { storage } from "@/lib/storage";
import { useNarrow, useWide } from "@/lib/use-media-query";
import { useTitle } from "@/lib/use-title";
import { useWords } from "@/lib/words";
import { inboxWords } from "@/words/inbox";
import { usePaneFocus } from "./use-pane-focus";

const CustomerPanel = lazy(async () => ({
  default: (await import("@/features/customer/customer-panel")).CustomerPanel,
}));

/** List, thread and customer side by side; on a phone the open conversation lies over the list. */
export function InboxRoute({ selectedId }: { selectedId: string | null }) {
  const words = useWords(inboxWords);
  const narrow = useNarrow();
  const details = useDetails();
  const panes = usePaneFocus(narrow, selectedId);
  useTitle(words.title);
  return (
    <div className="relative flex min-h-0 min-w-0 grow">
      <div
        ref={panes.list}
        // On a phone the list is what the page is about; changing the element would draw it anew.
        role={narrow && selectedId === null ? "main" : undefined}
        data-arrival={!narrow || undefined}
        tabIndex={-1}
        inert={narrow && selectedId !== null}
        className="h-full w-full shrink-0 border-line bg-canvas outline-none md:w-85 md:border-e"
      >
        <ConversationList selectedId={selectedId} />
      </div>
      <main
        ref={panes.thread}
        tabIndex={-1}
        className={cn(
          "outline-none min-w-0 grow bg-surface max-md:absolute max-md:inset-0",
          selectedId === null && "max-md:hidden",
        )}
      >
        {selectedId === null ? (
          <NothingOpen />
        ) : (
          <ConversationPane
            key={selectedId}
            conversationId={selectedId}
            detailsOpen={details.open}
            onToggleDetails={details.toggle}
          />
        )}
      </main>
      {selectedId !== null && <Details conversationId={selectedId} details={details} />}
    </div>
  );
}

function Details({ conversationId, details }: { conversationId: string; details: ReturnType<typeof useDetails> }) {
  const words = useWords(inboxWords);
  const mayCome = useMessagesCame(conversationId);
  const isNowhere = useIsNowhere(conversationId);
  // The messages go first. Nobody can do anything to somebody whose conversation is not open any more.
  const shownId = useDeferredValue(conversationId, null);
  const panel = (
    <div className="h-full" inert={shownId !== conversationId}>
      <PartBoundary>
        <Suspense fallback={<PanelSkeleton />}>
          {mayCome && shownId !== null ? (
            <CustomerPanel conversationId={shownId} onClose={details.close} />
          ) : (
            <PanelSkeleton />
          )}
        </Suspense>
      </PartBoundary>
    </div>
  );
  if (!details.beside) {
    return (
      <Drawer open={details.open} onClose={details.close} label={words.customerDetails}>
        {panel}
      </Drawer>
    );
  }
  if (!details.open || isNowhere) return null;
  return (
    <aside aria-label={words.customerDetails} className="w-80 shrink-0 border-line border-s bg-surface">
      {panel}
    </aside>
  );
}

/** What was said comes first: the panel's chunk is fetched once the first messages are there, or can't be had. */
function useMessagesCame(conversationId: string): boolean {
  const { isPending } = useInfiniteQuery({
    ...messageList(conversationId),
    enabled: false,
    notifyOnChangeProps: ["isPending"],
  });
  const [came, setCame] = useState(false);
  if (!came && !isPending) setCame(true);
  return came;
}

/** There is no such conversation, and so nobody to tell of. */
function useIsNowhere(conversationId: string): boolean {
  const options = { ...conversationDetail(conversationId), enabled: false };
  const { data, error } = useQuery({ ...options, notifyOnChangeProps: ["error"] });
  return data === undefined && isMissing(error);
}

const FOLDED = "stonechat.details_folded";

/** Beside the thread the panel stays as it was left; as a drawer over it, it is closed until it is asked for. */
function useDetails() {
  const beside = useWide();
  const [folded, setFolded] = useState(() => storage.get(FOLDED) === "yes");
  const [drawn, setDrawn] = useState(false);
  const open = beside ? !folded : drawn;

  function show(wanted: boolean): void {
    if (!beside) {
      setDrawn(wanted);
      return;
    }
    setFolded(!wanted);
    if (wanted) storage.remove(FOLDED);
    else storage.set(FOLDED, "yes");
  }

  return { beside, open, toggle: () => show(!open), close: () => show(false) };
}

/** The shape of the panel while its chunk is on its way. */
function PanelSkeleton() {
  return (
    <div className="flex flex-col items-center gap-3 px-6 py-20">
      <Skeleton className="size-14 rounded-full" />
      <Skeleton className="h-4 w-32" />
      <Skeleton className="mt-4 h-3 w-full" />
      <Skeleton className="h-3 w-full" />
    </div>
  );
}
