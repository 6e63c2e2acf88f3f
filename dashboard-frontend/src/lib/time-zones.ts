const MINUTE_MS = 60_000;

export interface TimeElsewhere {
  /** As a clock there shows it: "14:05". */
  clock: string;
  /** How many hours it is ahead of the reader's own clock; negative: behind. */
  hoursAhead: number;
}

/** What time it is in a zone, as `Europe/Zurich`; null for one that this browser does not know. */
export function timeIn(zone: string, now: Date): TimeElsewhere | null {
  const there = wallClock(now, zone);
  if (there === null) return null;
  const here = wallClock(now, undefined) ?? there;
  const clock = new Date(there).toISOString().slice(11, 16);
  return { clock, hoursAhead: (there - here) / (60 * MINUTE_MS) };
}

/** The date and time that a wall shows, to the minute, as if it hung in UTC. */
function wallClock(now: Date, timeZone: string | undefined): number | null {
  try {
    const format = new Intl.DateTimeFormat("en-GB", {
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      hourCycle: "h23",
      ...(timeZone !== undefined && { timeZone }),
    });
    const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  } catch {
    return null;
  }
}
