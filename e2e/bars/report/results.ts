import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Finding } from "./bar.ts";
import type { Machine } from "./machine.ts";
import { pageOf } from "./page.ts";

const FOLDER = resolve(import.meta.dirname, "../../../.results");
const FILE = join(FOLDER, "bars.json");

export interface Part extends Finding {
  rounds: number;
}

/** Every sample of each part as it was measured last, on this machine. */
export interface Results {
  machine: Machine;
  parts: Record<string, Part>;
}

/** Puts a part in the place of an earlier one, and makes the page anew. */
export async function save(name: string, part: Part, machine: Machine): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const before = await stored();
  // Figures of two machines have nothing to do with each other.
  const same = JSON.stringify(before?.machine) === JSON.stringify(machine);
  const results: Results = { machine, parts: { ...(same ? before?.parts : {}), [name]: part } };
  await writeFile(FILE, `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(join(FOLDER, "bars.md"), pageOf(results));
}

async function stored(): Promise<Results | null> {
  try {
    return JSON.parse(await readFile(FILE, "utf8")) as Results;
  } catch {
    return null;
  }
}
