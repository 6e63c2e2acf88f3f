import { setTimeout as pause } from "node:timers/promises";
import type { World } from "../../harness/system.ts";
import type { Finding } from "../report/bar.ts";
import { median } from "../report/bar.ts";
import type { Quiet } from "../stage/quiet.ts";
import { lookUntil } from "../stage/until.ts";
import { type Diary, SLOW, type Slowness, Visitor } from "../stage/visitor.ts";

const FAST: Slowness = { processor: false, network: false };
const LONGEST_REST_MS = 2_000;
const LATEST_MS = 15_000;
const LOOK_MS = 50;
/** So long what was typed at once has to stay: nothing that comes later may take it away. */
const STAYS_MS = 1_500;
const TYPED = "Grace";

interface Opening {
  ms: number;
  restedMs: number;
}

/** From the customer's first movement to a form that can be filled in. */
export async function measureOpening(world: World, rounds: number, quiet: Quiet): Promise<Finding> {
  const cold: Opening[] = [];
  const rested: Opening[] = [];
  const fast: Opening[] = [];
  for (let round = 0; round < rounds; round += 1) {
    cold.push(await quiet.take(() => opening(world, SLOW, false)));
    rested.push(await quiet.take(() => opening(world, SLOW, true)));
    fast.push(await opening(world, FAST, false));
  }
  const times = (openings: Opening[]): number[] => openings.map(({ ms }) => ms);
  return {
    bars: [
      {
        name: "click to usable form, cold, 4× and slow 4G",
        unit: "ms",
        limit: 1_200,
        samples: times(cold),
        by: "median",
      },
      { name: "the same after the pointer rested", unit: "ms", limit: 200, samples: times(rested), by: "median" },
    ],
    notes: [
      { name: "the pointer rested for", text: `${Math.round(median(rested.map(({ restedMs }) => restedMs)))} ms` },
      { name: "cold without any slowing: the machine's part", text: `${Math.round(median(times(fast)))} ms` },
    ],
  };
}

async function opening(world: World, slowness: Slowness, rests: boolean): Promise<Opening> {
  const visitor = await Visitor.enters(world, slowness);
  try {
    await visitor.pointsAtLauncher();
    const restedMs = rests ? await restUntilPrepared(visitor) : 0;
    await visitor.presses();
    const { reached, pressed, usable } = await untilUsable(visitor);
    await visitor.page.keyboard.type(TYPED);
    await pause(STAYS_MS);
    const kept = await visitor.panel.evaluate(() => (document.activeElement as HTMLInputElement | null)?.value);
    if (kept !== TYPED) throw new Error(`of "${TYPED}", which was typed into the first field, "${kept}" is left`);
    // Without a rest everything since the pointer came is part of it: loading begins there.
    return { ms: usable - (rests ? pressed : reached), restedMs };
  } finally {
    await visitor.leaves();
  }
}

/** Until the form is there, unseen, or as long as somebody may hesitate. */
async function restUntilPrepared({ page }: Visitor): Promise<number> {
  const begin = Date.now();
  const isPrepared = () =>
    page.evaluate(() => {
      const frame = document.querySelector("stonechat-widget")?.shadowRoot?.querySelector("iframe");
      return Boolean(frame?.contentDocument?.querySelector("[data-first]"));
    });
  while (Date.now() - begin < LONGEST_REST_MS && !(await isPrepared())) await pause(LOOK_MS);
  return Date.now() - begin;
}

async function untilUsable(visitor: Visitor): Promise<Required<Diary>> {
  const isUsable = (diary: Diary): diary is Required<Diary> =>
    diary.reached !== undefined && diary.pressed !== undefined && diary.usable !== undefined;
  await pause(LOOK_MS);
  const looks = { everyMs: LOOK_MS, latestMs: LATEST_MS };
  return lookUntil(() => visitor.diary(), isUsable, "the form is usable", looks);
}
