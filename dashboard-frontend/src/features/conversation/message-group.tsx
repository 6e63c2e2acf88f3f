import { Lock } from "lucide-react";
import { Fragment, memo } from "react";
import { TimeText } from "@/components/time-text";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/lib/cn";
import { clockTime } from "@/lib/times";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { conversationWords } from "@/words/conversation";
import { DeliveryLine } from "./delivery-line";
import { isOnItsWay, MessageBubble } from "./message-bubble";
import type { Entry } from "./timeline";

const RUSH_MS = 1_000;

interface MessageGroupProps {
  entries: readonly [Entry, ...Entry[]];
  /** Who wrote it, as the reader knows them. */
  name: string;
  /** The address of their picture, where they have one. */
  face: string | null;
  own: boolean;
  /** The last group of the thread says how far its last message has come. */
  last: boolean;
}

/** What one person wrote in a row: customers on the left, we on the right, notes on amber paper. */
export const MessageGroup = memo(function MessageGroup({ entries, name, face, own, last }: MessageGroupProps) {
  const { you } = useWords(commonWords);
  const ours = entries[0].author === "agent";
  const note = entries[0].kind === "note";
  return (
    <div className={cn("said-on-demand flex items-end gap-2", ours ? "flex-row-reverse" : "flex-row")}>
      <span className="mb-6 hidden md:block">
        <Avatar name={name} face={face} size="small" ours={ours} />
      </span>
      <div className={cn("flex min-w-0 max-w-[min(85%,600px)] flex-col gap-1", ours ? "items-end" : "items-start")}>
        <GroupHead name={own ? you : name} note={note} quiet={!note && (own || !ours)} />
        {entries.map((entry, at) => (
          <Fragment key={entry.id}>
            <MessageBubble
              entry={entry}
              own={own}
              joined={at > 0}
              joins={at < entries.length - 1}
              rises={!isInRush(entry, entries[at - 1])}
            />
            {own && entry.delivery === "failed" && at < entries.length - 1 && (
              <div className="px-1 pb-1 text-12 text-muted">
                <DeliveryLine entry={entry} />
              </div>
            )}
          </Fragment>
        ))}
        <GroupFoot entries={entries} own={own} last={last} />
      </div>
    </div>
  );
});

/** Where one comes upon the other, nothing rises: who wants to read them needs a thread that stands still. */
function isInRush(entry: Entry, before: Entry | undefined): boolean {
  return before !== undefined && Date.parse(entry.at) - Date.parse(before.at) < RUSH_MS;
}

interface GroupHeadProps {
  name: string;
  note: boolean;
  /** Side and face tell already who it was; only screen readers need the name. */
  quiet: boolean;
}

function GroupHead({ name, note, quiet }: GroupHeadProps) {
  const words = useWords(conversationWords);
  if (quiet) return <p className="sr-only">{name}</p>;
  return (
    <p className="flex items-center gap-1.5 px-1 text-12 text-muted">
      {note && (
        <span className="inline-flex items-center gap-1 font-medium text-amber-ink">
          <Lock aria-hidden className="size-3.5" />
          {words.note}
        </span>
      )}
      <span className="font-medium">{name}</span>
      {note && <span>· {words.onlyAgents}</span>}
    </p>
  );
}

function GroupFoot({ entries, own, last }: Pick<MessageGroupProps, "entries" | "own" | "last">) {
  const final = entries.at(-1) ?? entries[0];
  return (
    <div
      className={cn(
        "flex min-h-4 flex-wrap items-center gap-x-2 px-1 text-12 text-muted tabular-nums",
        own && "justify-end",
      )}
    >
      <TimeText at={final.at}>{clockTime(final.at)}</TimeText>
      {own && (last || final.delivery === "failed" || isOnItsWay(final)) && <DeliveryLine entry={final} />}
    </div>
  );
}
