import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { timeIn } from "./time-zones";

const NOON = new Date("2026-03-01T12:00:00Z");

/** The reader's own zone. */
beforeEach(() => void vi.stubEnv("TZ", "Europe/Berlin"));
afterEach(() => void vi.unstubAllEnvs());

it("tells the time elsewhere and how far it is from here", () => {
  expect(timeIn("Europe/Athens", NOON)).toEqual({ clock: "14:00", hoursAhead: 1 });
  expect(timeIn("America/New_York", NOON)).toEqual({ clock: "07:00", hoursAhead: -6 });
  expect(timeIn("Europe/Zurich", NOON)).toEqual({ clock: "13:00", hoursAhead: 0 });
});

it("knows zones with half hours, and those where it is another day", () => {
  expect(timeIn("Asia/Kolkata", NOON)).toEqual({ clock: "17:30", hoursAhead: 4.5 });
  expect(timeIn("Pacific/Auckland", NOON)).toEqual({ clock: "01:00", hoursAhead: 12 });
});

it("says nothing of a zone that the browser does not know", () => {
  expect(timeIn("Nowhere/Land", NOON)).toBeNull();
});
