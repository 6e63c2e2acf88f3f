import type { OpeningTime } from "@stonechat/openapi/types";

export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** What a week may begin with. */
export const USUAL_WEEK: OpeningTime[] = [1, 2, 3, 4, 5].map((day) => ({ day, opens: "09:00", closes: "17:00" }));

/** A time of the week and its place in the list, by which the API names it. */
export interface Placed extends OpeningTime {
  at: number;
}

export function timesOf(week: readonly OpeningTime[], day: number): Placed[] {
  return week.map((time, at) => ({ ...time, at })).filter((time) => time.day === day);
}

/** Another stretch of a day: after the last one, while there is room. */
export function withAnother(week: readonly OpeningTime[], day: number): OpeningTime[] {
  const last = timesOf(week, day).at(-1);
  const hour = last ? Math.min(Number(last.closes.slice(0, 2)) + 1, 22) : 9;
  const added = { day, opens: clock(hour), closes: clock(last ? Math.min(hour + 2, 23) : 17) };
  const place = last ? last.at + 1 : week.filter((time) => time.day < day).length;
  return week.toSpliced(place, 0, added);
}

/** Tuesday to Friday get the hours of Monday. */
export function asMonday(week: readonly OpeningTime[]): OpeningTime[] {
  const monday = week.filter(({ day }) => day === 1);
  const others = [2, 3, 4, 5].flatMap((day) => monday.map((time) => ({ ...time, day })));
  return [...monday, ...others, ...week.filter(({ day }) => day > 5)];
}

/** Midnight at the end of a day is 24:00 to the API and 00:00 to a browser's field. */
export const closesShown = (closes: string): string => (closes === "24:00" ? "00:00" : closes);
export const closesStored = (shown: string): string => (shown === "00:00" ? "24:00" : shown);

export function isSameTime({ opens, closes }: OpeningTime): boolean {
  return opens === closes;
}

/** It goes on after midnight. */
export function endsNextDay({ opens, closes }: OpeningTime): boolean {
  return closes < opens;
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}
