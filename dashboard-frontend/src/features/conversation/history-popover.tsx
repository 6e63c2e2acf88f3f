import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { messageHistory } from "@/api/history-query";
import { sentenceFor } from "@/api/sentences";
import { useSteady } from "@/api/use-steady";
import { LinkedText } from "@/components/linked-text";
import { TimeText } from "@/components/time-text";
import { TryAgain } from "@/components/try-again";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import { timeUntil } from "@/lib/times";
import { useWords } from "@/lib/words";
import { revisionWords } from "@/words/conversation-revisions";
import { useConversationId } from "./conversation-id";

interface HistoryPopoverProps {
  messageId: string;
  version: number;
  children: ReactNode;
}

/** What a message said before it was edited or deleted; only agents can read it. */
export function HistoryPopover({ messageId, version, children }: HistoryPopoverProps) {
  const words = useWords(revisionWords);
  const [open, setOpen] = useState(true);
  return (
    <Popover
      label={words.earlierWords}
      open={open}
      onOpenChange={setOpen}
      className="w-80 max-w-[calc(100vw-24px)]"
      trigger={
        <Button variant="link" size="bare" className="text-12 text-muted">
          {children}
        </Button>
      }
    >
      <p className="mb-2 font-medium text-13">{words.earlierWords}</p>
      <History messageId={messageId} version={version} />
    </Popover>
  );
}

function History({ messageId, version }: Pick<HistoryPopoverProps, "messageId" | "version">) {
  const words = useWords(revisionWords);
  const { data, error, refetch } = useSteady(useQuery(messageHistory(useConversationId(), messageId, version)));
  if (error) {
    return (
      <div role="alert" className="flex flex-col items-start gap-2 text-13">
        {sentenceFor(error)}
        <TryAgain small onRetry={refetch} />
      </div>
    );
  }
  if (!data) return <Skeleton className="h-12" />;
  if (data.items.length === 0) return <p className="text-13 text-muted">{words.noEarlierWords}</p>;
  return (
    <ol className="flex max-h-80 flex-col gap-3 overflow-y-auto">
      {data.items.map(({ version: of, text, replaced_at }) => (
        <li key={of} className="flex flex-col gap-0.5">
          <TimeText at={replaced_at} className="text-12 text-muted">
            {words.until(timeUntil(replaced_at))}
          </TimeText>
          <p className="whitespace-pre-wrap text-14 [overflow-wrap:anywhere]">
            <LinkedText text={text} />
          </p>
        </li>
      ))}
    </ol>
  );
}
