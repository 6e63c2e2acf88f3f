import { arrivals } from "@stonechat/openapi/client";
import { useEffect, useRef, useState } from "react";
import { useWords } from "@/lib/words";
import { conversationWords } from "@/words/conversation";
import { textOf } from "./event-text";
import type { Entry } from "./timeline";
import type { NameOf, TagNameOf } from "./use-names";

interface AnnouncerProps {
  entries: readonly Entry[];
  myId: string;
  nameOf: NameOf;
  tagNameOf: TagNameOf;
}

/** As much as a slow voice may still have to read; what is older is found in the thread. */
const KEPT = 3;

/** Reads out to screen readers what others wrote just now, and neither the history nor one's own words. */
export function Announcer({ entries, myId, nameOf, tagNameOf }: AnnouncerProps) {
  const words = useWords(conversationWords);
  const before = useRef<readonly Entry[]>([]);
  const [news, setNews] = useState<readonly Entry[]>([]);
  useEffect(() => {
    const arrived = arrivals(before.current, entries).filter((entry) => entry.authorId !== myId);
    before.current = entries;
    if (arrived.length > 0) setNews((current) => [...current, ...arrived].slice(-KEPT));
  }, [entries, myId]);
  // What was deleted is nowhere to be read, also not for those who listen.
  const taken = new Set(entries.filter(({ deleted }) => deleted).map(({ id }) => id));
  return (
    <div aria-live="polite" aria-relevant="additions" className="sr-only">
      {news
        .filter(({ id }) => !taken.has(id))
        .map((entry) => (
          <p key={entry.id}>
            {entry.kind === "note" && words.noteReadOut}
            {entry.author !== "system" && `${nameOf(entry.author, entry.authorId)}: `}
            {textOf(entry, nameOf, tagNameOf)}
          </p>
        ))}
    </div>
  );
}
