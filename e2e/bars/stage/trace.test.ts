import assert from "node:assert/strict";
import { test } from "node:test";
import { involves, tasksOf } from "./trace.ts";

const PAGE = { pid: 1, tid: 1 };
const WORKER = { pid: 1, tid: 2 };
const thread = (where: typeof PAGE, name: string) => ({
  ...where,
  name: "thread_name",
  ph: "M",
  ts: 0,
  args: { name },
});
const work = (where: typeof PAGE, name: string, ts: number, dur: number, url = "") => ({
  ...where,
  name,
  ph: "X",
  ts,
  dur,
  tdur: dur / 2,
  args: { data: { url } },
});
const names = [thread(PAGE, "CrRendererMain"), thread(WORKER, "ThreadPoolForegroundWorker")];

test("a turn of the main thread has all that was done in it, in whatever order the trace tells it", () => {
  const tasks = tasksOf([
    work(PAGE, "FunctionCall", 12_000, 3_000, "https://files.example/widget.js"),
    work(PAGE, "RunTask", 40_000, 5_000),
    work(PAGE, "RunTask", 10_000, 20_000),
    work(PAGE, "EvaluateScript", 10_000, 19_000, "https://shop.example/app.js"),
    ...names,
  ]);
  assert.deepEqual(
    tasks.map(({ at, ms, cpuMs, parts }) => ({ at, ms, cpuMs, parts: parts.map(({ name }) => name) })),
    [
      { at: 10, ms: 20, cpuMs: 10, parts: ["EvaluateScript", "FunctionCall"] },
      { at: 40, ms: 5, cpuMs: 2.5, parts: [] },
    ],
  );
  assert.deepEqual(
    tasks.map((task) => involves(task, "/widget.js")),
    [true, false],
  );
});

test("other threads do not keep a page busy", () => {
  const tasks = tasksOf([...names, work(WORKER, "RunTask", 0, 90_000), work(PAGE, "RunTask", 10, 1_000)]);
  assert.deepEqual(
    tasks.map(({ ms }) => ms),
    [1],
  );
});
