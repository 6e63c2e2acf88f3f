import { differenceInCalendarDays, differenceInMinutes, format, isSameDay, isSameYear } from "date-fns";

/** For lists: as short as it can be and still tell. */
export function briefTime(at: string, now: Date = new Date()): string {
  const date = new Date(at);
  if (differenceInMinutes(now, date) < 1) return "now";
  if (isSameDay(now, date)) return format(date, "HH:mm");
  const days = differenceInCalendarDays(now, date);
  if (days === 1) return "Yesterday";
  if (days < 7) return format(date, "EEE");
  return format(date, isSameYear(now, date) ? "d MMM" : "d MMM yyyy");
}

/** For the line between two days of a thread. */
export function dayName(at: string, now: Date = new Date()): string {
  const date = new Date(at);
  const days = differenceInCalendarDays(now, date);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return format(date, isSameYear(now, date) ? "EEEE, d MMMM" : "d MMMM yyyy");
}

export function clockTime(at: string): string {
  return format(new Date(at), "HH:mm");
}

/** For facts: a day, said shortly, with its time. */
export function dayAndTime(at: string, now: Date = new Date()): string {
  const date = new Date(at);
  const near = differenceInCalendarDays(now, date) < 2;
  const day = near ? dayName(at, now) : format(date, isSameYear(now, date) ? "d MMM" : "d MMM yyyy");
  return `${day} at ${clockTime(at)}`;
}

/** For hovering: to the second, in the reader's own zone. */
export function exactTime(at: string): string {
  return format(new Date(at), "EEEE, d MMMM yyyy, HH:mm:ss");
}

export function sameDay(one: string, other: string): boolean {
  return isSameDay(new Date(one), new Date(other));
}
