import type { RefObject } from "react";
import { useMe } from "@/api/session-context";
import { TimeText } from "@/components/time-text";
import { clockTime, dayName } from "@/lib/times";
import { useNow } from "@/lib/use-now";
import { useWords } from "@/lib/words";
import { conversationWords } from "@/words/conversation";
import { textOf } from "./event-text";
import { MessageGroup } from "./message-group";
import type { TimelineItem } from "./timeline";
import type { FaceOf, NameOf, TagNameOf } from "./use-names";

interface ThreadItemsProps {
  items: readonly TimelineItem[];
  nameOf: NameOf;
  faceOf: FaceOf;
  tagNameOf: TagNameOf;
  /** Where the line stands before what is new. */
  line: RefObject<HTMLParagraphElement | null>;
}

/** Everything that is loaded of a thread, in reading order. */
export function ThreadItems({ items, nameOf, faceOf, tagNameOf, line }: ThreadItemsProps) {
  const words = useWords(conversationWords);
  const me = useMe();
  const now = useNow();
  return items.map((item, at) => {
    if (item.type === "day") {
      return (
        <p key={item.key} className="flex items-center gap-3 py-1 font-medium text-12 text-muted">
          <span className="h-px grow bg-line" />
          {dayName(item.at, now)}
          <span className="h-px grow bg-line" />
        </p>
      );
    }
    if (item.type === "new") {
      return (
        <p
          key={item.key}
          ref={line}
          tabIndex={-1}
          className="flex scroll-mt-4 items-center gap-3 font-semibold text-12 text-ember-ink outline-none"
        >
          <span className="h-px grow bg-ember" />
          {words.newLine}
          <span className="h-px grow bg-ember" />
        </p>
      );
    }
    if (item.type === "system") {
      return (
        <p key={item.key} className="text-balance text-center text-12 text-muted">
          {textOf(item.entry, nameOf, tagNameOf)} · <TimeText at={item.entry.at}>{clockTime(item.entry.at)}</TimeText>
        </p>
      );
    }
    const [first] = item.entries;
    return (
      <MessageGroup
        key={item.key}
        entries={item.entries}
        name={nameOf(first.author, first.authorId)}
        face={faceOf(first.authorId)}
        own={first.author === "agent" && first.authorId === me.id}
        last={at === items.length - 1}
      />
    );
  });
}
