import { setTimeout as pause } from "node:timers/promises";
import type { World } from "../../harness/system.ts";
import { Team } from "../../harness/team.ts";
import type { Finding } from "../report/bar.ts";
import type { Quiet } from "../stage/quiet.ts";
import { type Task, traced } from "../stage/trace.ts";
import { KEY_MS, type Slowness, Visitor } from "../stage/visitor.ts";
import { longestTask, longNotes } from "./long-tasks.ts";

const SLOW_PROCESSOR: Slowness = { processor: true, network: false };
const MESSAGES = 5;
/** Between two things that a person does; also what is drawn late belongs to what was done. */
const BREATH_MS = 700;

/** A whole conversation at the pace of people: no turn of the page's main thread may be long, whoever it works for. */
export async function measureConversation(world: World, rounds: number, quiet: Quiet): Promise<Finding> {
  const tasks: Task[][] = [];
  for (let round = 1; round <= rounds; round += 1)
    tasks.push(await quiet.take(() => conversation(world, `Round ${round} at ${Date.now()}`)));
  return { bars: [longestTask("a conversation", tasks)], notes: longNotes("a conversation", tasks) };
}

async function conversation(world: World, first: string): Promise<Task[]> {
  const visitor = await Visitor.enters(world, SLOW_PROCESSOR);
  const team = await Team.signsIn(world.product);
  try {
    await visitor.pointsAtLauncher();
    await pause(BREATH_MS);
    await visitor.presses();
    await pause(BREATH_MS);
    await visitor.until(() => document.activeElement?.localName === "input", "the first field has the focus");
    return await traced(world.browser, () => talk(visitor, team, first));
  } finally {
    await visitor.leaves();
  }
}

async function talk(visitor: Visitor, team: Team, first: string): Promise<void> {
  const { keyboard } = visitor.page;
  await visitor.starts(first);
  await pause(BREATH_MS);

  const { id } = await team.finds(first);
  const seat = await team.sitsAt(id);
  for (let count = 1; count <= MESSAGES; count += 1) {
    await keyboard.type(`My question ${count}`, { delay: KEY_MS });
    await keyboard.press("Enter");
    await pause(BREATH_MS);
  }
  for (let count = 1; count <= MESSAGES; count += 1) {
    seat.types();
    await pause(BREATH_MS);
    await team.says(id, `Our answer ${count}: see https://example.com/help`);
    await pause(BREATH_MS);
  }
  seat.leaves();
  await visitor.until(() => document.querySelectorAll(".bubble").length === 11, "all messages are there");

  await keyboard.press("Escape");
  await pause(BREATH_MS);
  await visitor.pointsAtLauncher();
  await visitor.presses();
  await pause(BREATH_MS);

  for (const language of ["de", "ar", "en"]) {
    await visitor.speaks(language);
    await pause(BREATH_MS);
  }

  await team.resolves(id);
  await visitor.until(() => document.querySelector(".rating") !== null, "a rating is asked for");
  await visitor.clicks(".rating label:nth-of-type(4)");
  await pause(BREATH_MS);
  await visitor.clicks(".rating .primary");
  await visitor.until(() => document.querySelector(".rating .link") !== null, "the rating is stored");
  await pause(BREATH_MS);
}
