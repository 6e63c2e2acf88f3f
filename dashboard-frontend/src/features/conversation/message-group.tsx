import { Lock } from "lucide-react";
import { Fragment, memo } from "react";
import { LinkedText } from "@/components/linked-text";
import { TimeText } from "@/components/time-text";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/lib/cn";
import { clockTime, exactTime } from "@/lib/times";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { conversationWords } from "@/words/conversation";
import { DeliveryLine } from "./delivery-line";
import type { Entry } from "./timeline";

const NEW_MS = 5_000;

interface MessageGroupProps {
  entries: readonly [Entry, ...Entry[]];
  /** Who wrote it, as the reader knows them. */
  name: string;
  own: boolean;
  /** The last group of the thread says how far its last message has come. */
  last: boolean;
}

/** What one person wrote in a row: customers on the left, we on the right, notes on amber paper. */
export const MessageGroup = memo(function MessageGroup({ entries, name, own, last }: MessageGroupProps) {
  const { you } = useWords(commonWords);
  const ours = entries[0].author === "agent";
  const note = entries[0].kind === "note";
  return (
    <div className={cn("flex items-end gap-2", ours ? "flex-row-reverse" : "flex-row")}>
      <span className="mb-6 hidden md:block">
        <Avatar name={name} size="small" ours={ours} />
      </span>
      <div className={cn("flex min-w-0 max-w-[min(85%,600px)] flex-col gap-1", ours ? "items-end" : "items-start")}>
        <GroupHead name={own ? you : name} note={note} quiet={!note && (own || !ours)} />
        {entries.map((entry, at) => (
          <Fragment key={entry.id}>
            <Bubble entry={entry} joined={at > 0} joins={at < entries.length - 1} />
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

interface BubbleProps {
  entry: Entry;
  /** Another bubble of the group stands above. */
  joined: boolean;
  /** Another bubble of the group stands below. */
  joins: boolean;
}

function Bubble({ entry, joined, joins }: BubbleProps) {
  const words = useWords(conversationWords);
  const ours = entry.author === "agent";
  if (entry.deleted) {
    return (
      <p className="rounded-bubble border border-line border-dashed px-4 py-2 text-13 text-muted italic">
        {words.deleted}
      </p>
    );
  }
  return (
    <div
      title={exactTime(entry.at)}
      className={cn(
        "max-w-full whitespace-pre-wrap break-words rounded-bubble px-4 py-2.5 text-14 leading-[1.6] [overflow-wrap:anywhere]",
        bubbleColors(entry),
        isNew(entry) && "animate-rise",
        ours && joined && "rounded-se-control",
        ours && joins && "rounded-ee-control",
        !ours && joined && "rounded-ss-control",
        !ours && joins && "rounded-es-control",
        isOnItsWay(entry) && "opacity-75",
        entry.delivery === "failed" && "outline outline-1 outline-red -outline-offset-1",
      )}
    >
      <LinkedText text={entry.text} />
      {entry.edited && <span className="ms-2 text-12 text-muted">{words.edited}</span>}
    </div>
  );
}

function bubbleColors(entry: Entry): string {
  if (entry.kind === "note") return "border border-amber-line bg-amber-paper";
  return entry.author === "agent" ? "border border-transparent bg-ember-soft" : "border border-line bg-raised";
}

function isOnItsWay({ delivery }: Entry): boolean {
  return delivery === "waiting" || delivery === "sending";
}

/** Only what has just been written comes in with a movement, not a history that is opened. */
function isNew(entry: Entry): boolean {
  return Date.now() - Date.parse(entry.at) < NEW_MS;
}
