import { Check, CheckCheck, CircleAlert, Clock } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/lib/toasts";
import { useWords } from "@/lib/words";
import { useLive, useLiveState } from "@/realtime/live-context";
import { commonWords } from "@/words/common";
import { conversationWords } from "@/words/conversation";
import { useConversationId } from "./conversation-id";
import type { Entry } from "./timeline";

/** How far one of our messages has come, and what can be done about one that failed. */
export function DeliveryLine({ entry }: { entry: Entry }) {
  const words = useWords(conversationWords);
  const { connection } = useLiveState();
  switch (entry.delivery) {
    case "sent":
      return (
        <span className="inline-flex items-center gap-1">
          <Check aria-hidden className="size-3.5" />
          {entry.kind === "note" ? words.savedNote : words.sent}
        </span>
      );
    case "delivered":
    case "read":
      return (
        <span className="inline-flex items-center gap-1">
          <CheckCheck aria-hidden className="size-3.5" />
          {entry.delivery === "read" ? words.read : words.delivered}
        </span>
      );
    case "waiting":
    case "sending":
      return (
        <span className="inline-flex items-center gap-1">
          <Clock aria-hidden className="size-3.5" />
          {connection === "reconnecting" ? words.sentLater : words.sending}
        </span>
      );
    case "failed":
      return <Failure entry={entry} />;
    default:
      return entry.delivery satisfies never;
  }
}

function Failure({ entry }: { entry: Entry }) {
  const words = useWords(conversationWords);
  const { tryAgain } = useWords(commonWords);
  const live = useLive();
  const say = useToast();
  const conversationId = useConversationId();

  async function discard(): Promise<void> {
    await live.discard(entry.id);
    const { id, kind, text, mentions } = entry;
    const undo = (): void => void live.send(conversationId, kind, text, { id, mentions });
    say({ text: entry.kind === "note" ? words.noteDiscarded : words.messageDiscarded, undo });
  }

  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="inline-flex items-center gap-1 font-medium text-red">
        <CircleAlert aria-hidden className="size-3.5 shrink-0" />
        {words.notSent} {entry.problem}
      </span>
      <Button variant="link" size="bare" className="text-12" onClick={() => live.retry(entry.id)}>
        {tryAgain}
      </Button>
      <Button variant="link" size="bare" className="text-12 text-muted" onClick={() => void discard()}>
        {words.discard}
      </Button>
    </span>
  );
}
