import { addDays, addHours, nextMonday, setHours, startOfDay } from "date-fns";

/** When the working day begins, for what is put off until then. */
const MORNING_HOUR = 9;

export interface SnoozeTime {
  id: "hour" | "tomorrow" | "monday";
  until: string;
}

/** The times that are mostly meant, in the zone of this computer. */
export function snoozeTimes(now: Date): SnoozeTime[] {
  const morning = (day: Date): string => setHours(startOfDay(day), MORNING_HOUR).toISOString();
  const tomorrow = morning(addDays(now, 1));
  const monday = morning(nextMonday(now));
  return [
    { id: "hour", until: addHours(now, 1).toISOString() },
    { id: "tomorrow", until: tomorrow },
    // On Sundays they are the same.
    ...(monday === tomorrow ? [] : [{ id: "monday" as const, until: monday }]),
  ];
}

/** A time as a field for dates and times takes it: in the zone of this computer, to the minute. */
export function asFieldValue(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
