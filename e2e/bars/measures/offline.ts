import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { Elsewhere } from "../../harness/elsewhere.ts";
import { withoutNetwork } from "../../harness/outage.ts";
import { differences, type Reading, readInbox } from "../../harness/reading.ts";
import { isStillThatPage, markPage } from "../../harness/same-page.ts";
import type { World } from "../../harness/system.ts";
import type { Finding } from "../report/bar.ts";
import { Desk, fillOnce } from "../stage/desk.ts";
import type { Quiet } from "../stage/quiet.ts";

const PEOPLE = 60;
const CHANGES = 500;
const OFFLINE_MS = 60_000;
const LATEST_MS = 20_000;
const LOOK_MS = 50;
/** What is equal once has to stay so. */
const STAYS_MS = 1_000;

/** After a minute without a network and 500 changes: from being back to a page that shows what a fresh one does. */
export async function measureOffline(world: World, rounds: number, quiet: Quiet): Promise<Finding> {
  await fillOnce(world);
  const samples: number[] = [];
  for (let round = 0; round < rounds; round += 1) samples.push(await quiet.take(() => outage(world)));
  return {
    bars: [
      { name: "after 60 s offline and 500 changes: as a fresh page", unit: "ms", limit: 2_000, samples, by: "median" },
    ],
    notes: [],
  };
}

async function outage(world: World): Promise<number> {
  const ends: (() => Promise<void>)[] = [];
  try {
    const elsewhere = await Elsewhere.begins(world.product, PEOPLE);
    ends.push(() => elsewhere.ends());
    const path = `/inbox/${elsewhere.open.conversationId}?view=all`;
    const desk = await Desk.opens(world);
    ends.push(() => desk.leaves());
    const fresh = await Desk.opens(world, "beside it");
    ends.push(() => fresh.leaves());
    await desk.shows(path);
    await markPage(desk.page);
    await withoutNetwork(world, desk.page, async () => {
      const until = Date.now() + OFFLINE_MS;
      await elsewhere.happens(CHANGES);
      await fresh.shows(path);
      await pause(Math.max(0, until - Date.now()));
    });
    const back = Date.now();
    const ms = (await untilSame(desk.page, fresh.page)) - back;
    await pause(STAYS_MS);
    const later = differences(await readInbox(desk.page), await readInbox(fresh.page));
    if (later.length > 0) throw new Error(`it was as a fresh page, and then not: ${later.join("; ")}`);
    if (!(await isStillThatPage(desk.page))) throw new Error("the page was loaded anew");
    return ms;
  } finally {
    for (const end of ends) await end();
  }
}

async function untilSame(page: Page, fresh: Page): Promise<number> {
  const deadline = Date.now() + LATEST_MS;
  for (;;) {
    const at = Date.now();
    const [seen, expected]: [Reading, Reading] = await Promise.all([readInbox(page), readInbox(fresh)]);
    const apart = differences(seen, expected);
    if (apart.length === 0) return at;
    if (at > deadline) throw new Error(`the page is not as a fresh one:\n${apart.join("\n")}`);
    await pause(LOOK_MS);
  }
}
