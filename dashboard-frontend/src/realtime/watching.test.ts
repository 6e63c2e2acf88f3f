import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { watch, watchRow } from "./watching";

let told: string[];
const presence = {
  open: (id: string) => void told.push(`open ${id}`),
  close: (id: string) => void told.push(`close ${id}`),
};

beforeEach(() => {
  told = [];
  vi.useFakeTimers();
});

afterEach(() => {
  vi.advanceTimersByTime(60_000);
  vi.useRealTimers();
});

it("watches the rows at which a list comes to rest, and not those that were scrolled past", () => {
  let leave: (() => void)[] = [];
  for (let row = 0; row < 200; row++) {
    leave.push(watchRow(presence, `row ${row}`));
    if (leave.length > 3) leave.shift()?.();
    vi.advanceTimersByTime(16);
  }
  expect(told).toEqual([]);

  vi.advanceTimersByTime(250);
  expect(told).toEqual(["open row 197", "open row 198", "open row 199"]);
  for (const each of leave) each();
  leave = [];
  vi.advanceTimersByTime(1_000);
  expect(told.slice(3)).toEqual(["close row 197", "close row 198", "close row 199"]);
});

it("says no more in a second than the server takes, however often the list comes to rest", () => {
  let leave: (() => void)[] = [];
  for (let rest = 0; rest < 20; rest++) {
    const before = leave;
    leave = Array.from({ length: 27 }, (_, row) => watchRow(presence, `row ${rest * 27 + row}`));
    for (const each of before) each();
    vi.advanceTimersByTime(500);
  }
  const seconds = (20 * 500) / 1_000;

  expect(told.length).toBeGreaterThan(0);
  expect(told.length).toBeLessThanOrEqual(60 + 20 * seconds);
  for (const each of leave) each();
});

it("watches no more rows than the server lets it, and goes on to others when some are gone", () => {
  const leave = Array.from({ length: 60 }, (_, row) => watchRow(presence, `row ${row}`));
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(40);

  for (const each of leave.slice(0, 30)) each();
  vi.advanceTimersByTime(10_000);
  const closed = told.filter((word) => word.startsWith("close"));
  expect(closed).toHaveLength(30);
  expect(told.length - 2 * closed.length).toBe(30);
  for (const each of leave.slice(30)) each();
});

it("keeps open what is read while its row is scrolled away", () => {
  const leave = watch(presence, "one");
  const leaveRow = watchRow(presence, "one");
  vi.advanceTimersByTime(300);
  leaveRow();
  vi.advanceTimersByTime(3_000);
  expect(told).toEqual(["open one"]);

  leave();
  expect(told).toEqual(["open one", "close one"]);
});
