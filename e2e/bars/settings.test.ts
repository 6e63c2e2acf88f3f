import assert from "node:assert/strict";
import { test } from "node:test";
import { settingsFrom } from "./settings.ts";

test("without a word everything is measured nine times", () => {
  assert.deepEqual(settingsFrom([], ["loader"], []), { rounds: 9, quick: false, only: [] });
  const chosen = settingsFrom(["--rounds=3", "--only=loader"], ["loader"], []);
  assert.deepEqual(chosen, { rounds: 3, quick: false, only: ["loader"] });
});

test("a word that means nothing is not taken for another", () => {
  for (const arg of ["--rounds=0", "--rounds=many", "--only=lader", "--quick=no", "rounds=3", "--round=3"])
    assert.throws(() => settingsFrom([arg], ["loader"], ["loader"]), /is no setting/);
});

test("what needs a clock is refused where there is none, rather than left out", () => {
  const from = (...args: string[]) => settingsFrom(args, ["silence", "inbox"], ["silence"]);
  assert.deepEqual(from("--quick", "--only=silence").only, ["silence"]);
  for (const args of [
    ["--quick", "--only=inbox"],
    ["--only=inbox", "--only=silence", "--quick"],
  ])
    assert.throws(() => from(...args), /--quick is for silence, so nothing of inbox/);
});
