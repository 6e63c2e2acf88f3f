import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bar, holds, measured } from "./bar.ts";

const bar = (by: Bar["by"], ...samples: number[]): Bar => ({ name: "a bar", unit: "ms", limit: 10, samples, by });

test("the median decides, so that one bad moment does not", () => {
  assert.equal(measured(bar("median", 9, 300, 7)), 9);
  assert.equal(measured(bar("median", 12, 8)), 10);
  assert.ok(holds(bar("median", 9, 300, 7)));
  assert.ok(!holds(bar("median", 11, 300, 7)));
});

test("where nothing may ever be more, the most decides", () => {
  assert.ok(!holds(bar("most", 9, 11, 7)));
  assert.ok(holds(bar("most", 9, 10, 7)));
});

test("what was not measured, or could not be, does not hold", () => {
  assert.ok(!holds(bar("median")));
  assert.ok(!holds(bar("most")));
  assert.ok(!holds(bar("median", Number.NaN)));
});
