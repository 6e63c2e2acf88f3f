import type { World } from "../../harness/system.ts";
import type { Finding } from "../report/bar.ts";
import { BIG_SHOP } from "../shop/shop.ts";
import type { Quiet } from "../stage/quiet.ts";
import { slowProcessor } from "../stage/slowness.ts";
import { involves, type Task, traced } from "../stage/trace.ts";

/** Longer than whatever the loader puts off may wait. */
const WATCHED_MS = 2_500;

/**
 * What widget.js costs a slow phone before anybody wants to chat: every turn of the main thread in which it was
 * compiled or ran, whole, in the time that the thread ran.
 */
export async function measureLoader(world: World, rounds: number, quiet: Quiet): Promise<Finding> {
  const visits: Task[][] = [];
  const fast: Task[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    visits.push(await quiet.take(() => visit(world, true)));
    fast.push(await quiet.take(() => visit(world, false)));
  }
  const list = (values: readonly number[]): string => `${values.map((ms) => ms.toFixed(1)).join(", ")} ms`;
  const samples = sums(visits, ({ cpuMs }) => cpuMs);
  return {
    bars: [
      {
        name: "widget.js on the main thread at 4×",
        unit: "ms",
        limit: 10,
        samples,
        by: "median",
      },
    ],
    notes: [
      { name: "widget.js by the clock", text: list(sums(visits, ({ ms }) => ms)) },
      { name: "widget.js without any slowing", text: list(sums(fast, ({ cpuMs }) => cpuMs)) },
    ],
  };
}

function sums(visits: readonly (readonly Task[])[], of: (task: Task) => number): number[] {
  return visits.map((tasks) => tasks.reduce((all, task) => all + of(task), 0));
}

async function visit({ browser }: World, slow: boolean): Promise<Task[]> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  if (slow) await slowProcessor(page);
  const tasks = await traced(browser, async () => {
    await page.goto(`https://${BIG_SHOP}/with`);
    await page.waitForTimeout(WATCHED_MS);
  });
  await context.close();
  const ours = tasks.filter((task) => involves(task, "/widget.js"));
  if (ours.length === 0) throw new Error("the trace has no work of widget.js");
  return ours;
}
