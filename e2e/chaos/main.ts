import { check } from "./checker/check.ts";
import type { Verdict } from "./checker/evidence.ts";
import { evidenceIn } from "./checker/load.ts";
import { describe } from "./plan/schedule.ts";
import { settingsFrom } from "./plan/settings.ts";
import { Run } from "./run/run.ts";
import { killAll } from "./world/children.ts";

const PASSED = 0;
const FAILED = 1;
const VOID = 2;
/** What starting, healing, snapshots and checking may take beside the run itself. */
const AROUND_MS = 240_000;

/** With `check FOLDER` only judges again what a run left there. Ends with 0 when all held, 1 when something did not, 2 when too little happened to say. */
async function main(): Promise<number> {
  const [first, folder] = process.argv.slice(2);
  if (first === "check" && folder) return tell(check(evidenceIn(folder)), folder);
  const settings = settingsFrom(process.argv.slice(2));
  say(`Chaos with seed ${settings.seed}: ${settings.clients} clients for ${settings.seconds} s.`);
  const limit = setTimeout(
    () => leave(FAILED, "The run did not end in time."),
    (settings.seconds + settings.patience) * 1000 + AROUND_MS,
  );
  const run = await Run.begin(settings);
  say(`Evidence is gathered in ${run.world.folder}.`);
  for (const fault of run.schedule) say(describe(fault));
  await run.live(say);
  say("\nWhat people did:");
  for (const [name, count] of [...run.done].sort()) say(`  ${String(count).padStart(8)}  ${name}`);
  const verdict = check(evidenceIn(run.world.folder));
  const code = tell(verdict, `Seed ${settings.seed}`);
  await run.world.close(code === FAILED || settings.folder !== null);
  clearTimeout(limit);
  return code;
}

function tell({ violations, void: reasons, counts }: Verdict, what: string): number {
  say("What was counted:");
  for (const [name, count] of Object.entries(counts).sort()) say(`  ${String(count).padStart(8)}  ${name}`);
  for (const violation of violations) say(`VIOLATION: ${violation}`);
  for (const reason of reasons) say(`VOID: ${reason}`);
  const code = violations.length ? FAILED : reasons.length ? VOID : PASSED;
  say(`\n${what}: ${["PASSED", "FAILED", "VOID"][code]}`);
  return code;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function leave(code: number, why: string): void {
  say(why);
  killAll();
  process.exit(code);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => leave(130, `Ended by ${signal}.`));
process.once("uncaughtException", (error) => leave(FAILED, `The run itself broke: ${error.stack}`));

main().then(
  (code) => {
    // Whatever was started in the very last moment.
    killAll();
    process.exit(code);
  },
  (error: unknown) => leave(FAILED, `The run itself broke: ${error instanceof Error ? error.stack : String(error)}`),
);
