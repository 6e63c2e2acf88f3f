import { expect, it } from "vitest";
import { dayName, timeOf, whenOf } from "./dates";

const now = new Date(2026, 0, 2, 0, 30);

it("names days as people do, also across midnight and the turn of the year", () => {
  expect(dayName(new Date(2026, 0, 2), now)).toBe("Today");
  expect(dayName(new Date(2026, 0, 1), now)).toBe("Yesterday");
  expect(dayName(new Date(2025, 11, 31), now)).toContain("2025");
});

it("leaves the year out where it is this one", () => {
  expect(dayName(new Date(2026, 4, 3), new Date(2026, 10, 1))).not.toContain("2026");
});

it("says when something will be by the reader's own clock, across midnight too", () => {
  const evening = new Date(2026, 4, 1, 22, 30);
  const when = (...date: [number, number, number, number]): [string, string] => {
    const at = new Date(...date).toISOString();
    return [whenOf(at, evening), timeOf(at)];
  };
  const [today, late] = when(2026, 4, 1, 23);
  expect(today).toBe(`today at ${late}`);
  const [tomorrow, nine] = when(2026, 4, 2, 9);
  expect(tomorrow).toBe(`tomorrow at ${nine}`);
  const weekday = (day: number): string => new Date(2026, 4, day).toLocaleDateString(undefined, { weekday: "long" });
  expect(when(2026, 4, 7, 9)[0]).toBe(`on ${weekday(7)} at ${nine}`);
  expect(when(2026, 4, 8, 9)[0]).not.toContain(weekday(8));
  expect(when(2026, 4, 8, 9)[0]).toContain("8");
});
