import { words } from "./words";

const time = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long" });
const dayOfAnyYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeStyle: "short" });

const dayOfWeek = new Intl.DateTimeFormat(undefined, { weekday: "long" });

/** A day of the week says which day is meant as long as the same one has not come again. */
const DAYS_NAMED = 6;

export function timeOf(at: string): string {
  return time.format(new Date(at));
}

export function exactTimeOf(at: string): string {
  return exact.format(new Date(at));
}

export function dayName(day: Date, now: Date): string {
  if (isSameDay(day, now)) return words.today;
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (isSameDay(day, yesterday)) return words.yesterday;
  return (day.getFullYear() === now.getFullYear() ? dayOfYear : dayOfAnyYear).format(day);
}

/** A moment to come, as it stands in a sentence, by the reader's own clock. */
export function whenOf(at: string, now: Date): string {
  const date = new Date(at);
  const day = (offset: number): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() + offset);
  if (isSameDay(date, now)) return words.at(words.todayToCome, timeOf(at));
  if (isSameDay(date, day(1))) return words.at(words.tomorrow, timeOf(at));
  const format = date < day(DAYS_NAMED + 1) ? dayOfWeek : dayOfYear;
  return words.at(words.on(format.format(date)), timeOf(at));
}

function isSameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}
