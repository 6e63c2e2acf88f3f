import { cpus } from "node:os";
import { setTimeout as pause } from "node:timers/promises";

/** As much of all processors may be busy in a moment that counts as quiet. */
const QUIET_SHARE = 0.12;
const LOOK_MS = 600;
const PATIENCE_MS = 5_000;
const MOST_TRIES = 2;
/** What takes longer than this is not taken again: some program always wakes in the meantime. */
const SHORT_MS = 10_000;

/** Measures when nothing else runs on this machine, and again when something did: another program can only spoil a figure. */
export class Quiet {
  #disturbed = 0;
  #taken = 0;

  get taken(): boolean {
    return this.#taken > 0;
  }

  /** How many measurements had to be taken beside other programs. */
  describe(): string {
    return `${this.#disturbed} of ${this.#taken}`;
  }

  async take<T>(measure: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      const before = await untilQuiet();
      const begin = Date.now();
      const result = await measure();
      const short = Date.now() - begin < SHORT_MS;
      const quiet = before && (await isQuiet());
      if (!quiet && short && tries < MOST_TRIES) continue;
      this.#taken += 1;
      if (!quiet) this.#disturbed += 1;
      return result;
    }
  }
}

async function untilQuiet(): Promise<boolean> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isQuiet())) if (Date.now() > deadline) return false;
  return true;
}

async function isQuiet(): Promise<boolean> {
  const before = times();
  await pause(LOOK_MS);
  const after = times();
  return (after.busy - before.busy) / (after.all - before.all) < QUIET_SHARE;
}

function times(): { busy: number; all: number } {
  const each = cpus().map(({ times }) => times);
  const idle = each.reduce((sum, time) => sum + time.idle, 0);
  const all = each.reduce((sum, time) => sum + time.user + time.nice + time.sys + time.irq + time.idle, 0);
  return { busy: all - idle, all };
}
