import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@playwright/test";
import type { World } from "../../harness/system.ts";
import { type Finding, median } from "../report/bar.ts";
import { Desk, type DeskDiary, fillOnce } from "../stage/desk.ts";
import type { Quiet } from "../stage/quiet.ts";

/** Rows that are opened one after the other, none of them twice. */
const OPENED = [0, 3, 1, 5, 2];
/** After something was opened, all that comes late is there. */
const SETTLED_MS = 1_500;

interface SignIn {
  usable: number;
  opened: number[];
  steps: Steps;
}

/** When each step of the way was over, in milliseconds since the press. */
interface Steps {
  signedIn: number;
  scripts: number;
  asked: number;
  answered: number;
}

/** From the press of "Sign in" to an inbox that can be worked with, and from the press of a row to its messages. */
export async function measureInbox(world: World, rounds: number, quiet: Quiet): Promise<Finding> {
  await fillOnce(world);
  const slow: SignIn[] = [];
  const fast: SignIn[] = [];
  const filledIn: SignIn[] = [];
  for (let round = 0; round < rounds; round += 1) {
    slow.push(await quiet.take(() => signIn(world, { slow: true })));
    filledIn.push(await quiet.take(() => signIn(world, { slow: true, keyMs: 0 })));
    fast.push(await signIn(world, { slow: false }));
  }
  const usable = (all: readonly SignIn[]): number[] => all.map(({ usable }) => usable);
  const opened = (all: readonly SignIn[]): number[] => all.flatMap(({ opened }) => opened);
  const step = (name: keyof Steps): number => Math.round(median(slow.map(({ steps }) => steps[name])));
  return {
    bars: [
      { name: "inbox usable after sign-in at 4×", unit: "ms", limit: 1_000, samples: usable(slow), by: "median" },
      {
        name: "first messages of an opened conversation at 4×",
        unit: "ms",
        limit: 150,
        samples: opened(slow),
        by: "median",
      },
    ],
    notes: [
      {
        name: "inbox: when each step was over, since the press",
        text: `signed in ${step("signedIn")} ms, scripts there ${step("scripts")}, lists asked for ${step("asked")}, answered ${step("answered")}, drawn ${Math.round(median(usable(slow)))}`,
      },
      { name: "inbox: the same where a password manager types", text: list(usable(filledIn)) },
      { name: "inbox without any slowing: the machine's part", text: list(usable(fast)) },
      { name: "first messages, the first conversation of a session", text: list(slow.map(({ opened }) => opened[0])) },
      { name: "first messages without any slowing", text: list(opened(fast)) },
    ],
  };
}

function list(values: readonly (number | undefined)[]): string {
  return `${values.map((ms) => Math.round(ms ?? Number.NaN)).join(", ")} ms`;
}

async function signIn(world: World, { slow, keyMs }: { slow: boolean; keyMs?: number }): Promise<SignIn> {
  const desk = await Desk.opens(world);
  try {
    if (slow) await desk.slowDown();
    const diary = await desk.signsIn(keyMs);
    const { rows = 0, counts = 0 } = diary.seen;
    const steps = await stepsOf(desk.page, diary);
    const opened: number[] = [];
    for (const row of OPENED) {
      const { seen, pressed } = await desk.opensRow(row);
      opened.push((seen.thread ?? Number.NaN) - pressed);
      await pause(SETTLED_MS);
    }
    return { usable: Math.max(rows, counts) - diary.pressed, opened, steps };
  } finally {
    await desk.leaves();
  }
}

async function stepsOf(page: Page, { pressed }: DeskDiary): Promise<Steps> {
  const requests = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map((entry) => entry.toJSON() as { name: string; startTime: number; responseEnd: number }),
  );
  const those = (part: string) => requests.filter(({ name }) => new URL(name).pathname.startsWith(part));
  const lists = those("/v1/conversations");
  const latest = (of: typeof requests): number => Math.max(...of.map(({ responseEnd }) => responseEnd)) - pressed;
  return {
    signedIn: latest(those("/v1/auth/login")),
    scripts: latest(those("/assets/").filter(({ name }) => name.endsWith(".js"))),
    asked: Math.max(...lists.map(({ startTime }) => startTime)) - pressed,
    answered: latest(lists),
  };
}
