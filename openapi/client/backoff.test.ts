import { expect, it } from "vitest";
import { backoffDelay } from "./backoff";

it("doubles the widest wait with every failure up to thirty seconds", () => {
  const widest = [0, 1, 2, 5, 6, 2000].map((failures) => backoffDelay(failures, () => 1));
  expect(widest).toEqual([500, 1000, 2000, 16_000, 30_000, 30_000]);
});

it("spreads clients over the whole wait", () => {
  expect(backoffDelay(3, () => 0)).toBe(0);
  expect(backoffDelay(3, () => 0.25)).toBe(1000);
});
