import { differenceInCalendarDays, differenceInMinutes, isSameDay, isSameYear } from "date-fns";
import { type Language, language, locale } from "@/lib/language";

/** What joins a day and a time; everything else that times need is known to the browser. */
const AT: Record<Language, string> = { en: " at ", de: " um " };

/** For lists: as short as it can be and still tell. */
export function briefTime(at: string, now: Date = new Date()): string {
  const date = new Date(at);
  if (differenceInMinutes(now, date) < 1) return relative(0, "second");
  if (isSameDay(now, date)) return clockTime(at);
  const days = differenceInCalendarDays(now, date);
  if (days === 1) return yesterday();
  if (days < 7) return write(date, { weekday: "short" });
  return shortDay(date, now);
}

/** For the line between two days of a thread. */
export function dayName(at: string, now: Date = new Date()): string {
  const date = new Date(at);
  const days = differenceInCalendarDays(now, date);
  if (days === 0) return capitalized(relative(0, "day"));
  if (days === 1) return yesterday();
  if (!isSameYear(now, date)) return write(date, { day: "numeric", month: "long", year: "numeric" });
  return `${write(date, { weekday: "long" })}, ${write(date, { day: "numeric", month: "long" })}`;
}

export function clockTime(at: string): string {
  return write(new Date(at), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** For facts: a day, said shortly, with its time. */
export function dayAndTime(at: string, now: Date = new Date()): string {
  return capitalized(whenWithin(at, now));
}

/** The same within a sentence: "Last used today at 14:05". */
export function whenWithin(at: string, now: Date = new Date()): string {
  const date = new Date(at);
  const days = differenceInCalendarDays(now, date);
  const day = days === 0 || days === 1 ? relative(-days, "day") : shortDay(date, now);
  return `${day}${AT[language()]}${clockTime(at)}`;
}

/** Until when, within a sentence: "tomorrow at 09:00", "14:05" where it is today. */
export function timeUntil(at: string, now: Date = new Date()): string {
  const date = new Date(at);
  const days = differenceInCalendarDays(date, now);
  if (days === 0) return clockTime(at);
  const day =
    days === 1 ? relative(1, "day") : days > 1 && days < 7 ? write(date, { weekday: "long" }) : shortDay(date, now);
  return `${day}${AT[language()]}${clockTime(at)}`;
}

/** How long ago, as short as it can be: minutes, then hours, then days. */
export function duration(since: string, now: Date = new Date()): string {
  const minutes = Math.max(0, differenceInMinutes(now, new Date(since)));
  const [amount, unit] =
    minutes < 60 ? [minutes, "minute"] : minutes < 1440 ? [minutes / 60, "hour"] : [minutes / 1440, "day"];
  const options = { style: "unit", unit: String(unit), unitDisplay: "short" } as const;
  const format = made(`duration ${unit}`, () => new Intl.NumberFormat(locale(), options));
  return format.format(Math.floor(Number(amount)));
}

/** For hovering: to the second, in the reader's own zone. */
export function exactTime(at: string): string {
  const date = new Date(at);
  const day = write(date, { day: "numeric", month: "long", year: "numeric" });
  const time = write(date, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  return `${write(date, { weekday: "long" })}, ${day}, ${time}`;
}

/** The first time that a page writes takes a browser fifty times as long as any other: before anybody waits for it. */
export function prepareTimes(): void {
  exactTime(new Date().toISOString());
}

export function sameDay(one: string, other: string): boolean {
  return isSameDay(new Date(one), new Date(other));
}

function shortDay(date: Date, now: Date): string {
  return write(date, { day: "numeric", month: "short", ...(!isSameYear(now, date) && { year: "numeric" }) });
}

function yesterday(): string {
  return capitalized(relative(-1, "day"));
}

function relative(amount: number, unit: "second" | "day"): string {
  const format = made("relative", () => new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }));
  return format.format(amount, unit);
}

function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase(locale()) + text.slice(1);
}

function write(date: Date, options: Intl.DateTimeFormatOptions): string {
  return made(JSON.stringify(options), () => new Intl.DateTimeFormat(locale(), options)).format(date);
}

const formats = new Map<string, unknown>();

/** Making a format costs far more than using it, and a list has hundreds of times. */
function made<Format>(what: string, make: () => Format): Format {
  const key = `${locale()} ${what}`;
  const format = (formats.get(key) as Format | undefined) ?? make();
  formats.set(key, format);
  return format;
}
