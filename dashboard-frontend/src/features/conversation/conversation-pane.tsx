import type { Conversation, Customer } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, PanelRight } from "lucide-react";
import { lazy, Suspense, useDeferredValue, useMemo } from "react";
import { Link } from "wouter";
import { siteList } from "@/api/queries";
import { isMissing, sentenceFor } from "@/api/sentences";
import { useConversation, useCustomer } from "@/api/use-rows";
import { useSteady } from "@/api/use-steady";
import { ConnectionNote } from "@/components/connection-note";
import { MessageScreen } from "@/components/message-screen";
import { PartBoundary } from "@/components/part-boundary";
import { StatusIcon, statusWord } from "@/components/status-word";
import { TryAgain } from "@/components/try-again";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { timeUntil } from "@/lib/times";
import { useNarrow } from "@/lib/use-media-query";
import { useWords } from "@/lib/words";
import { useLiveState } from "@/realtime/live-context";
import { conversationWords } from "@/words/conversation";
import { displayName } from "@/words/names";
import { Composer } from "./composer";
import { ConversationIdContext, useConversationId } from "./conversation-id";
import { useOpenPart } from "./open-part";
import { Thread } from "./thread";
import { useWatching, useWriting } from "./use-attention";

const loadHead = () => import("./conversation-head");
const HeadTools = lazy(async () => ({ default: (await loadHead()).HeadTools }));
const HeadBar = lazy(async () => ({ default: (await loadHead()).HeadBar }));

interface ConversationPaneProps {
  conversationId: string;
  detailsOpen: boolean;
  onToggleDetails: () => void;
}

export function ConversationPane({ conversationId, detailsOpen, onToggleDetails }: ConversationPaneProps) {
  const words = useWords(conversationWords);
  const { data: conversation, error, refetch } = useSteady(useConversation(conversationId));
  const customer = useCustomer(conversation?.customer_id);
  const opened = useOpenPart();
  const known = useKnownNames(conversation, customer);
  const narrow = useNarrow();
  // What is said goes first: what can be done with it is drawn while the messages are on their way.
  const mayAct = useDeferredValue(true, false) && conversation;
  useWatching(conversationId);
  if (error && !conversation) return <Trouble error={error} onRetry={refetch} />;
  return (
    <ConversationIdContext value={conversationId}>
      <section aria-label={words.pane} className="flex h-full min-h-0 flex-col">
        <header className="flex h-14 shrink-0 items-center gap-2 border-line border-b px-3 md:px-6">
          <Button asChild variant="quiet" size="icon" className="md:hidden">
            <Link href="/inbox" aria-label={words.back}>
              <ArrowLeft aria-hidden className="rtl:-scale-x-100" />
            </Link>
          </Button>
          <Heading conversation={conversation} customer={customer} />
          <PartBoundary small>
            <Suspense fallback={<Skeleton className="h-8 w-24" />}>
              {mayAct && <HeadTools conversation={mayAct} opened={opened} />}
            </Suspense>
          </PartBoundary>
          <Button
            variant="quiet"
            size="icon"
            aria-label={words.customerDetails}
            title={words.customerDetails}
            aria-expanded={detailsOpen}
            onClick={onToggleDetails}
          >
            <PanelRight aria-hidden className="rtl:-scale-x-100" />
          </Button>
        </header>
        {!narrow && (
          <div className="h-10 shrink-0 border-line border-b">
            <PartBoundary small>
              <Suspense>{mayAct && <HeadBar conversation={mayAct} opened={opened} />}</Suspense>
            </PartBoundary>
          </div>
        )}
        <Thread conversationId={conversationId} customer={customer} />
        <Composer conversationId={conversationId} customerName={displayName(customer)} known={known} />
      </section>
    </ConversationIdContext>
  );
}

/** What canned responses may name. */
function useKnownNames(conversation: Conversation | undefined, customer: Customer | undefined) {
  const site = useQuery(siteList()).data?.items.find(({ id }) => id === conversation?.site_id);
  const names = { customer: customer?.name ?? null, site: site?.name ?? null };
  return useMemo(() => ({ "customer.name": names.customer, "site.name": names.site }), [names.customer, names.site]);
}

interface HeadingProps {
  conversation: Conversation | undefined;
  customer: Customer | undefined;
}

/** On a phone the list, which else says it, is not in sight: the second line tells when the connection is gone. */
function Heading({ conversation, customer }: HeadingProps) {
  const { connection } = useLiveState();
  const narrow = useNarrow();
  const writing = useWriting(useConversationId(), customer);
  if (!conversation || !customer) {
    return (
      <div className="flex grow flex-col gap-2">
        <Skeleton className="h-4 w-32" />
        <Skeleton className="h-3 w-20" />
      </div>
    );
  }
  // On a phone it is all of the page.
  const Title = narrow ? "h1" : "h2";
  return (
    <div className="min-w-0 grow">
      <Title dir="auto" className="w-fit max-w-full truncate font-semibold text-16">
        {displayName(customer)}
      </Title>
      {narrow && connection !== "fine" ? (
        <ConnectionNote connection={connection} />
      ) : (
        <p className="flex items-center gap-1.5 truncate text-13 text-muted">
          <StatusIcon status={conversation.status} />
          <span className="truncate">{writing ?? statusText(conversation)}</span>
        </p>
      )}
    </div>
  );
}

function statusText({ status, snoozed_until }: Conversation): string {
  const words = conversationWords.now();
  if (status !== "snoozed") return statusWord(status);
  return snoozed_until === null ? words.snoozedUntilMessage : words.snoozedUntil(timeUntil(snoozed_until));
}

function Trouble({ error, onRetry }: { error: unknown; onRetry: () => Promise<unknown> }) {
  const words = useWords(conversationWords);
  if (isMissing(error)) {
    return (
      <MessageScreen
        alert
        title={words.missing}
        action={
          <Button asChild variant="outline">
            <Link href="/inbox">{words.toInbox}</Link>
          </Button>
        }
      >
        {words.missingText}
      </MessageScreen>
    );
  }
  return (
    <MessageScreen alert title={words.notLoaded} action={<TryAgain onRetry={onRetry} />}>
      {sentenceFor(error)}
    </MessageScreen>
  );
}
