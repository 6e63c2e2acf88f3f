import { arrivals } from "@stonechat/openapi/client";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { Bubble, Day } from "../chat/timeline";
import { words } from "../text/words";

interface AnnouncerProps {
  days: readonly Day[];
  nameOf: (agentId: string | null) => string;
}

/** As much as a slow voice may still have to read; what is older is found in the timeline. */
const KEPT = 3;

/** Reads out to screen readers what others wrote just now, and neither the history nor one's own words. */
export function Announcer({ days, nameOf }: AnnouncerProps): ReactNode {
  const bubbles = useMemo(() => days.flatMap((day) => day.groups.flatMap((group) => group.bubbles)), [days]);
  const before = useRef<readonly Bubble[]>([]);
  const [news, setNews] = useState<readonly Bubble[]>([]);
  useEffect(() => {
    const arrived = arrivals(before.current, bubbles).filter((bubble) => bubble.author !== "customer");
    before.current = bubbles;
    if (arrived.length) setNews((current) => [...current, ...arrived].slice(-KEPT));
  }, [bubbles]);
  return (
    <div className="unseen" aria-live="polite" aria-relevant="additions">
      {news.map(({ id, author, author_id, text, deleted }) => (
        <p key={id} dir="auto">
          {author === "agent" && `${nameOf(author_id)}: `}
          {deleted ? words.deleted : text}
        </p>
      ))}
    </div>
  );
}
