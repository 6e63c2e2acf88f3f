import { arrivals } from "@stonechat/openapi/client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Bubble } from "../chat/timeline";
import { words } from "../text/words";

interface AnnouncerProps {
  /** The newest ones, wherever the reader is. */
  bubbles: readonly Bubble[];
  nameOf: (agentId: string | null) => string;
}

/** As much as a slow voice may still have to read; what is older is found in the timeline. */
const KEPT = 3;

/** Reads out to screen readers what others wrote just now, and neither the history nor one's own words. */
export function Announcer({ bubbles, nameOf }: AnnouncerProps): ReactNode {
  const before = useRef<readonly Bubble[]>([]);
  const [news, setNews] = useState<readonly Bubble[]>([]);
  useEffect(() => {
    const arrived = arrivals(before.current, bubbles).filter((bubble) => bubble.author !== "customer");
    before.current = bubbles;
    if (arrived.length) setNews((current) => [...current, ...arrived].slice(-KEPT));
  }, [bubbles]);
  // What was deleted is nowhere to be read, also not for those who listen.
  const taken = new Set(bubbles.filter(({ deleted }) => deleted).map(({ id }) => id));
  return (
    <div className="unseen" aria-live="polite" aria-relevant="additions">
      {news
        .filter(({ id }) => !taken.has(id))
        .map(({ id, author, author_id, text, deleted }) => (
          <p key={id} dir="auto">
            {author === "agent" && `${nameOf(author_id)}: `}
            {deleted ? words.deleted : text}
          </p>
        ))}
    </div>
  );
}
