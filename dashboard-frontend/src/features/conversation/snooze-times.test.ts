import { expect, it } from "vitest";
import { asFieldValue, snoozeTimes } from "./snooze-times";

function local(until: string): string {
  return asFieldValue(new Date(until));
}

it("offers an hour, tomorrow morning and next Monday, in the zone of this computer", () => {
  const wednesday = new Date(2026, 2, 4, 16, 30);

  expect(snoozeTimes(wednesday).map(({ id, until }) => [id, local(until)])).toEqual([
    ["hour", "2026-03-04T17:30"],
    ["tomorrow", "2026-03-05T09:00"],
    ["monday", "2026-03-09T09:00"],
  ]);
});

it("offers Monday once on a Sunday, and the next one on a Monday", () => {
  const ids = (day: Date) => snoozeTimes(day).map(({ id }) => id);

  expect(ids(new Date(2026, 2, 8, 10))).toEqual(["hour", "tomorrow"]);
  expect(local(snoozeTimes(new Date(2026, 2, 9, 10))[2]?.until ?? "")).toBe("2026-03-16T09:00");
});

it("says nine in the morning also where the clocks change that night", () => {
  const before = new Date(2026, 2, 28, 22);

  expect(local(snoozeTimes(before)[1]?.until ?? "")).toBe("2026-03-29T09:00");
});
