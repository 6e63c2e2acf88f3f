import assert from "node:assert/strict";
import { test } from "node:test";
import { settingsFrom } from "./settings.ts";

test("without a word everything is measured nine times", () => {
  assert.deepEqual(settingsFrom([], ["loader"]), { rounds: 9, quick: false, only: [] });
  const chosen = settingsFrom(["--rounds=3", "--only=loader"], ["loader"]);
  assert.deepEqual(chosen, { rounds: 3, quick: false, only: ["loader"] });
});

test("a word that means nothing is not taken for another", () => {
  for (const arg of ["--rounds=0", "--rounds=many", "--only=lader", "--quick=no", "rounds=3", "--round=3"])
    assert.throws(() => settingsFrom([arg], ["loader"]), /is no setting/);
});
