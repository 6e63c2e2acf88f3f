import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FAULT_NAMES } from "./faults.ts";
import { Random } from "./random.ts";
import { makeSchedule } from "./schedule.ts";
import { boundsOf, settingsFrom } from "./settings.ts";

describe("the schedule", () => {
  it("is the same for the same seed, and another for another", () => {
    const [one, same, other] = [5, 5, 6].map((seed) => makeSchedule(new Random(seed), 600, 3));
    assert.deepEqual(one, same);
    assert.notDeepEqual(one, other);
  });

  it("strikes with every kind of fault as often as a run needs", () => {
    for (const [seconds, least] of [
      [20, 1],
      [600, 3],
    ] as const) {
      const names = makeSchedule(new Random(1), seconds, least).map(({ name }) => name);
      for (const name of FAULT_NAMES) assert.ok(names.filter((found) => found === name).length >= least, name);
    }
  });

  it("leaves the beginning and the end alone, and comes in order", () => {
    const times = makeSchedule(new Random(2), 100, 3).map(({ at }) => at);
    assert.ok(times.every((at) => at >= 10 && at <= 92));
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
    );
  });
});

describe("the settings", () => {
  it("ask for three strikes of each kind in a long run, and for one in a short run", () => {
    assert.equal(boundsOf(settingsFrom(["--seconds=600"])).strikes["process killed"], 3);
    assert.equal(boundsOf(settingsFrom(["--seconds=20"])).strikes["process killed"], 1);
  });

  it("refuse what they do not know", () => {
    assert.throws(() => settingsFrom(["--second=20"]), /no setting --second/);
    assert.throws(() => settingsFrom(["--seconds=soon"]), /has to be a number/);
  });
});
