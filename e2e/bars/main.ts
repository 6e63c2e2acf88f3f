import { chromium } from "@playwright/test";
import { closeWorld, openWorldUntilSignal, type World } from "../harness/system.ts";
import { measureConversation } from "./measures/conversation.ts";
import { measureHostPage } from "./measures/host-page.ts";
import { measureInbox } from "./measures/inbox.ts";
import { measureLoader } from "./measures/loader.ts";
import { measureLongConversation, measureLongMemory } from "./measures/long-conversation.ts";
import { measureOffline } from "./measures/offline.ts";
import { measureOpening } from "./measures/opening.ts";
import { measureSilence } from "./measures/silence.ts";
import { measureTyping } from "./measures/typing.ts";
import { measureWeights } from "./measures/weights.ts";
import { type Bar, type Finding, holds } from "./report/bar.ts";
import { describeMachine } from "./report/machine.ts";
import { lineOf } from "./report/page.ts";
import { save } from "./report/results.ts";
import { settingsFrom } from "./settings.ts";
import { BIG_SHOP, bigShop } from "./shop/shop.ts";
import { Quiet } from "./stage/quiet.ts";

type Measure = (world: World, rounds: number, quiet: Quiet) => Promise<Finding>;

/** A long conversation takes minutes, and each of its rounds has thousands of tasks: so few of the rounds are enough. */
const LONG_ROUNDS_SHARE = 9;

const MEASURES: Record<string, Measure> = {
  weights: measureWeights,
  silence: measureSilence,
  loader: measureLoader,
  opening: measureOpening,
  conversation: measureConversation,
  long: (world, rounds, quiet) => measureLongConversation(world, Math.ceil(rounds / LONG_ROUNDS_SHARE), quiet),
  host: measureHostPage,
  inbox: measureInbox,
  typing: measureTyping,
  offline: measureOffline,
};

const QUICK: Record<string, Measure> = { silence: measureSilence, long: measureLongMemory };

/** Ends with 0 when every bar holds. */
async function main(): Promise<number> {
  const settings = settingsFrom(process.argv.slice(2), Object.keys(MEASURES), Object.keys(QUICK));
  const chosen = Object.entries(settings.quick ? QUICK : MEASURES).filter(
    ([name]) => settings.only.length === 0 || settings.only.includes(name),
  );
  const world = await openWorldUntilSignal(chromium, (siteId) => ({ [BIG_SHOP]: { page: bigShop(siteId) } }));
  const bars: Bar[] = [];
  try {
    for (const [name, measure] of chosen) {
      const quiet = new Quiet();
      const finding = await measure(world, settings.rounds, quiet);
      if (quiet.taken) finding.notes.push({ name: `${name}: measured beside other programs`, text: quiet.describe() });
      for (const bar of finding.bars) say(lineOf(bar));
      for (const { name, text } of finding.notes) say(`    ${name}: ${text}`);
      bars.push(...finding.bars);
      if (!settings.quick) await save(name, { ...finding, rounds: settings.rounds }, describeMachine(world.browser));
    }
  } finally {
    await closeWorld(world);
  }
  const missed = bars.filter((bar) => !holds(bar));
  say(missed.length ? `\n${missed.length} of ${bars.length} bars are not reached.` : `\nAll ${bars.length} bars hold.`);
  return missed.length ? 1 : 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await main();
