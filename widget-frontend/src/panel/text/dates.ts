import { locale, words } from "./words";

const KINDS = {
  time: { hour: "numeric", minute: "2-digit" },
  dayOfYear: { day: "numeric", month: "long" },
  dayOfAnyYear: { day: "numeric", month: "long", year: "numeric" },
  dayOfWeek: { weekday: "long" },
  exact: { dateStyle: "long", timeStyle: "short" },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

/** A day of the week says which day is meant as long as the same one has not come again. */
const DAYS_NAMED = 6;

export function timeOf(at: string): string {
  return format("time", new Date(at));
}

export function exactTimeOf(at: string): string {
  return format("exact", new Date(at));
}

export function dayName(day: Date, now: Date): string {
  if (isSameDay(day, now)) return words.today;
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (isSameDay(day, yesterday)) return words.yesterday;
  return format(day.getFullYear() === now.getFullYear() ? "dayOfYear" : "dayOfAnyYear", day);
}

/** A moment that has been: the time of today, else the day. */
export function shortTimeOf(at: string, now: Date): string {
  const date = new Date(at);
  return isSameDay(date, now) ? timeOf(at) : dayName(date, now);
}

/** A moment to come, as it stands in a sentence, by the reader's own clock. */
export function whenOf(at: string, now: Date): string {
  const date = new Date(at);
  const day = (offset: number): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() + offset);
  return words.at(dayToCome(), timeOf(at));

  function dayToCome(): string {
    if (isSameDay(date, now)) return words.todayToCome;
    if (isSameDay(date, day(1))) return words.tomorrow;
    if (date < day(DAYS_NAMED + 1)) return words.onWeekday(format("dayOfWeek", date));
    return words.onDate(format("dayOfYear", date));
  }
}

const made = new Map<string, Intl.DateTimeFormat>();

/** Made once for each language: to make one costs more than to use it a hundred times. */
function format(kind: keyof typeof KINDS, date: Date): string {
  const key = `${locale} ${kind}`;
  const format = made.get(key) ?? new Intl.DateTimeFormat(locale, KINDS[kind]);
  made.set(key, format);
  return format.format(date);
}

function isSameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}
