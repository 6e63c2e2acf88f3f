import { setTimeout as pause } from "node:timers/promises";
import { busyHour } from "../../harness/busy-hour.ts";
import { Elsewhere } from "../../harness/elsewhere.ts";
import type { World } from "../../harness/system.ts";
import type { Finding } from "../report/bar.ts";
import { Desk, fillOnce } from "../stage/desk.ts";
import type { Quiet } from "../stage/quiet.ts";
import { type Task, traced } from "../stage/trace.ts";
import { longestTask, longNotes } from "./long-tasks.ts";

const PEOPLE = 40;
const CHANGES_A_SECOND = 20;
const TYPES_FOR_MS = 20_000;
/** Between two keys of somebody who types well, as far as that is regular. */
const KEY_MS = 150;
const TEXT = "Thank you for writing to us, we have looked at your order and it is on its way to you by now. ";

interface Spell {
  tasks: Task[];
  changes: number;
  slowestKey: number;
}

/** An agent types while others are busy: no turn of the page's main thread may be long. */
export async function measureTyping(world: World, rounds: number, quiet: Quiet): Promise<Finding> {
  await fillOnce(world);
  const elsewhere = await Elsewhere.begins(world.product, PEOPLE);
  const spells: Spell[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) spells.push(await quiet.take(() => type(world, elsewhere)));
  } finally {
    await elsewhere.ends();
  }
  const tasks = spells.map((spell) => spell.tasks);
  const busy = spells.map(({ tasks }) => tasks.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / TYPES_FOR_MS);
  return {
    bars: [longestTask("typing beside 20 changes a second", tasks)],
    notes: [
      ...longNotes("typing", tasks),
      { name: "typing: changes in each round", text: spells.map(({ changes }) => changes).join(", ") },
      { name: "typing: from a key to its picture, at most", text: `${spells.map((s) => s.slowestKey).join(", ")} ms` },
      {
        name: "typing: share of the main thread's time",
        text: busy.map((share) => `${Math.round(100 * share)} %`).join(", "),
      },
    ],
  };
}

async function type(world: World, elsewhere: Elsewhere): Promise<Spell> {
  const desk = await Desk.opens(world);
  try {
    await desk.signsIn(0);
    await desk.goesTo(`/inbox/${elsewhere.open.conversationId}?view=all`);
    const field = desk.page.getByRole("textbox", { name: /^Reply to/ });
    await field.waitFor();
    await pause(2_000);
    await field.focus();
    await desk.slowDown();
    let changes = 0;
    const tasks = await traced(world.browser, async () => {
      const until = Date.now() + TYPES_FOR_MS;
      const busy = busyHour(elsewhere, CHANGES_A_SECOND, until).then((count) => {
        changes = count;
      });
      for (let at = 0; Date.now() < until; at += 1) {
        await desk.page.keyboard.type(TEXT[at % TEXT.length] ?? " ");
        await pause(KEY_MS);
      }
      await busy;
    });
    const typed = await field.inputValue();
    if (!typed.startsWith(TEXT.slice(0, 60))) throw new Error(`of what was typed, "${typed}" is left`);
    await field.fill("");
    return { tasks, changes, slowestKey: (await desk.diary()).slowestKey };
  } finally {
    await desk.leaves();
  }
}
