import { expect, it } from "vitest";
import { dayName } from "./dates";

const now = new Date(2026, 0, 2, 0, 30);

it("names days as people do, also across midnight and the turn of the year", () => {
  expect(dayName(new Date(2026, 0, 2), now)).toBe("Today");
  expect(dayName(new Date(2026, 0, 1), now)).toBe("Yesterday");
  expect(dayName(new Date(2025, 11, 31), now)).toContain("2025");
});

it("leaves the year out where it is this one", () => {
  expect(dayName(new Date(2026, 4, 3), new Date(2026, 10, 1))).not.toContain("2026");
});
