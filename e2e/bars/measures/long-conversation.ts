import { setTimeout as pause } from "node:timers/promises";
import type { CDPSession } from "@playwright/test";
import type { World } from "../../harness/system.ts";
import { Team } from "../../harness/team.ts";
import type { Finding } from "../report/bar.ts";
import { lengthen } from "../stage/filling.ts";
import type { Quiet } from "../stage/quiet.ts";
import { slowProcessor } from "../stage/slowness.ts";
import { type Task, traced } from "../stage/trace.ts";
import { Visitor } from "../stage/visitor.ts";
import { longestTask, longNotes } from "./long-tasks.ts";

const MESSAGES = 5_000;
/** At most 60 messages are drawn at a time, of some ten nodes each; the form, the page and their styles come to the rest. */
const MOST_NODES = 1_000;
/** The rows of 5,000 messages take some 2 MB; the panel's code and what it draws take the rest. */
const MOST_MB = 8;
/** A swing of the finger, in pixels, and how soon the next one follows: for the eye, or for what is only counted. */
const SWING = 1_200;
const SWING_MS = { slow: 60, fast: 16 };
/** So much is scrolled between two looks at where we are: looking costs the page time. */
const SWINGS = 12;
const LATEST_MS = 600_000;

interface Memory {
  nodes: number;
  megabytes: number;
}

interface Scroll {
  up: Task[];
  down: Task[];
  /** At the newest message, at the first one, and back again. */
  memory: [start: Memory, top: Memory, end: Memory];
}

/** From the newest of 5,000 messages to the first and back. */
export async function measureLongConversation(world: World, rounds: number, quiet: Quiet): Promise<Finding> {
  const scrolls: Scroll[] = [];
  for (let round = 1; round <= rounds; round += 1)
    scrolls.push(await quiet.take(() => scroll(world, `Round ${round} of many at ${Date.now()}`, true)));
  const tasks = scrolls.map(({ up, down }) => [...up, ...down]);
  const { bars, notes } = describeMemory(scrolls);
  return {
    bars: [longestTask("5,000 messages", tasks), ...bars],
    notes: [...longNotes("5,000 messages", tasks), ...notes],
  };
}

/** Without a clock: only that little is drawn and held, wherever the reader is. */
export async function measureLongMemory(world: World): Promise<Finding> {
  return describeMemory([await scroll(world, `Many at ${Date.now()}`, false)]);
}

function describeMemory(scrolls: readonly Scroll[]): Finding {
  const all = scrolls.map(({ memory }) => memory);
  const most = (of: (memory: Memory) => number): number[] => all.map((three) => Math.max(...three.map(of)));
  const texts = all.map((three) =>
    three.map(({ nodes, megabytes }) => `${nodes} / ${megabytes.toFixed(1)}`).join(" → "),
  );
  return {
    bars: [
      { name: "5,000 messages: nodes", unit: "", limit: MOST_NODES, samples: most(({ nodes }) => nodes), by: "most" },
      {
        name: "5,000 messages: heap",
        unit: "MB",
        limit: MOST_MB,
        samples: most(({ megabytes }) => megabytes),
        by: "most",
      },
    ],
    notes: [{ name: "5,000 messages: nodes / MB at the newest → the first → back", text: texts.join(" | ") }],
  };
}

async function scroll(world: World, first: string, slow: boolean): Promise<Scroll> {
  const visitor = await Visitor.enters(world, { processor: false, network: false });
  try {
    const session = await visitor.page.context().newCDPSession(visitor.page);
    await session.send("Performance.enable");
    await begin(world, visitor, first);
    if (slow) await slowProcessor(visitor.page);
    const swingMs = slow ? SWING_MS.slow : SWING_MS.fast;
    const { x, y, width, height } = await visitor.frame();
    await visitor.page.mouse.move(x + width / 2, y + height / 2);
    const start = await memoryOf(session);
    const up = await traced(world.browser, () =>
      wheel(
        visitor,
        -SWING,
        swingMs,
        () => document.querySelector(".bubble")?.textContent?.endsWith("the very first") ?? false,
      ),
    );
    const top = await memoryOf(session);
    const down = await traced(world.browser, () =>
      wheel(visitor, SWING, swingMs, () => {
        const list = document.querySelector(".scroll");
        const isLast = [...document.querySelectorAll(".bubble")].at(-1)?.textContent?.startsWith("Message 5000");
        return Boolean(isLast && list && list.scrollHeight - list.scrollTop - list.clientHeight < 2);
      }),
    );
    return { up, down, memory: [start, top, await memoryOf(session)] };
  } finally {
    await visitor.leaves();
  }
}

/** Starts a conversation, which gets long while its customer is away, and comes back to it. */
async function begin(world: World, visitor: Visitor, first: string): Promise<void> {
  const text = `${first}: the very first`;
  await visitor.pointsAtLauncher();
  await visitor.presses();
  await visitor.until(() => document.activeElement?.localName === "input", "the first field has the focus");
  await visitor.starts(text);
  const address = visitor.page.url();
  await visitor.page.goto("about:blank");
  const { id } = await (await Team.signsIn(world.product)).finds(text);
  await lengthen(world.product, id, MESSAGES);
  await visitor.page.goto(address);
  await visitor.page.waitForSelector("stonechat-widget iframe");
  await visitor.until(
    () => [...document.querySelectorAll(".bubble")].at(-1)?.textContent?.startsWith("Message 5000") ?? false,
    "the newest message is there",
  );
  await pause(1_000);
}

async function wheel(visitor: Visitor, pixels: number, swingMs: number, isThere: () => boolean): Promise<void> {
  const deadline = Date.now() + LATEST_MS;
  while (!(await visitor.panel.evaluate(isThere))) {
    if (Date.now() > deadline) throw new Error("the end of the conversation was not reached");
    for (let swing = 0; swing < SWINGS; swing += 1) {
      await visitor.page.mouse.wheel(0, pixels);
      await pause(swingMs);
    }
  }
}

async function memoryOf(session: CDPSession): Promise<Memory> {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const value = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { nodes: value("Nodes"), megabytes: value("JSHeapUsedSize") / 1e6 };
}
