import { memo, Suspense, useState } from "react";
import { useMe } from "@/api/session-context";
import { LinkedText } from "@/components/linked-text";
import { PartBoundary } from "@/components/part-boundary";
import { Skeleton } from "@/components/ui/skeleton";
import { cn } from "@/lib/cn";
import { loadEdit } from "@/lib/edit-drafts";
import { exactTime } from "@/lib/times";
import { useWords } from "@/lib/words";
import { conversationWords } from "@/words/conversation";
import { EarlierWords } from "./earlier-words";
import { EditField } from "./later-edit-field";
import { MessageActions } from "./message-actions";
import { NoteText } from "./note-text";
import type { Entry } from "./timeline";

const NEW_MS = 5_000;

interface MessageBubbleProps {
  entry: Entry;
  own: boolean;
  /** Another bubble of the group stands above. */
  joined: boolean;
  /** Another bubble of the group stands below. */
  joins: boolean;
  /** It comes in by itself while it is new. */
  rises: boolean;
}

/** One message, with what can be done with it beside it. */
export const MessageBubble = memo(function MessageBubble({ entry, own, joined, joins, rises }: MessageBubbleProps) {
  const me = useMe();
  // What was typed before a reload is offered again, without taking the focus.
  const [editing, setEditing] = useState<"asked" | "kept" | null>(() =>
    own && loadEdit(me.id, entry.id) !== null ? "kept" : null,
  );
  const [wasUsed, setWasUsed] = useState(false);
  if (entry.deleted) return <Deleted entry={entry} takesFocus={wasUsed} />;
  if (editing !== null) {
    return (
      <PartBoundary takesFocus>
        <Suspense fallback={<Skeleton className="h-28 w-80 max-w-full" />}>
          <EditField
            entry={entry}
            takesFocus={editing === "asked"}
            onDone={() => {
              setWasUsed(true);
              setEditing(null);
            }}
          />
        </Suspense>
      </PartBoundary>
    );
  }
  const ours = entry.author === "agent";
  return (
    <div className="group/bubble relative max-w-full">
      <div
        dir="auto"
        title={exactTime(entry.at)}
        className={cn(
          "max-w-full whitespace-pre-wrap break-words rounded-bubble px-4 py-2.5 text-14 leading-[1.6] [overflow-wrap:anywhere]",
          bubbleColors(entry),
          rises && isNew(entry) && "animate-rise",
          ours && joined && "rounded-se-control",
          ours && joins && "rounded-ee-control",
          !ours && joined && "rounded-ss-control",
          !ours && joins && "rounded-es-control",
          isOnItsWay(entry) && "opacity-75",
          entry.delivery === "failed" && "outline outline-1 outline-red -outline-offset-1",
        )}
      >
        {entry.mentions.length > 0 ? (
          <NoteText text={entry.text} mentions={entry.mentions} />
        ) : (
          <LinkedText text={entry.text} />
        )}
        {entry.edited && <Edited entry={entry} />}
      </div>
      {!isOnItsWay(entry) && entry.delivery !== "failed" && (
        <span
          className={cn(
            // Transparent by its color: each part of a page with an opacity is put together by itself in every picture.
            "absolute top-1.5 text-transparent focus-within:text-muted group-hover/bubble:text-muted has-data-[state=open]:text-muted pointer-coarse:text-muted",
            ours ? "end-full me-1" : "start-full ms-1",
          )}
        >
          <MessageActions
            entry={entry}
            own={own}
            takesFocus={wasUsed}
            onEdit={() => setEditing("asked")}
            onDelete={() => setWasUsed(true)}
          />
        </span>
      )}
    </div>
  );
});

function Edited({ entry }: { entry: Entry }) {
  const words = useWords(conversationWords);
  return (
    <span className="ms-2">
      <EarlierWords messageId={entry.id} version={entry.version}>
        {words.edited}
      </EarlierWords>
    </span>
  );
}

function Deleted({ entry, takesFocus }: { entry: Entry; takesFocus: boolean }) {
  const words = useWords(conversationWords);
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 rounded-bubble border border-line border-dashed px-4 py-2 text-13 text-muted">
      <span className="italic">{words.deleted}</span>
      <EarlierWords messageId={entry.id} version={entry.version} takesFocus={takesFocus}>
        {words.whatItSaid}
      </EarlierWords>
    </p>
  );
}

function bubbleColors(entry: Entry): string {
  if (entry.kind === "note") return "border border-amber-line bg-amber-paper";
  return entry.author === "agent" ? "border border-transparent bg-ember-soft" : "border border-line bg-raised";
}

export function isOnItsWay({ delivery }: Entry): boolean {
  return delivery === "waiting" || delivery === "sending";
}

/** Only what has just been written comes in with a movement, not a history that is opened. */
function isNew(entry: Entry): boolean {
  return Date.now() - Date.parse(entry.at) < NEW_MS;
}
