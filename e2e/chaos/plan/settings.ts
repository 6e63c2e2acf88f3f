import type { Bounds } from "../checker/evidence.ts";
import { FAULT_NAMES } from "./faults.ts";

/** Megabytes. An idle process has some 110; each client may cost some, but nothing may pile up. */
const MEMORY_BOUND = 300;
/** The promise is 2 s; the third one is for a busy machine that measures late. */
const REVOCATION_MS = 3_000;

/** All that makes one run different from another. */
export interface RunSettings {
  seed: number;
  seconds: number;
  clients: number;
  /** Things done per second by all clients together. */
  pace: number;
  /** How much shorter the server's timers are than in production. */
  timeScale: number;
  /** Each kind of fault has to strike so often. */
  leastStrikes: number;
  /** Seconds that healing may take after the last fault. */
  patience: number;
  /** The control: clients forget where they were, and the checker has to find out. */
  forgetsCursor: boolean;
  /** Where histories go; they are kept when something was found. */
  folder: string | null;
}

const LONG_ENOUGH_FOR_THREE = 240;

export function settingsFrom(args: readonly string[]): RunSettings {
  const given = new Map(args.map((arg) => pair(arg)));
  const number = (name: string, otherwise: number) => {
    const value = Number(given.get(name) ?? otherwise);
    if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} has to be a number`);
    return value;
  };
  const seconds = number("seconds", 600);
  const clients = number("clients", 200);
  const known = ["seed", "seconds", "clients", "pace", "time-scale", "least-strikes", "patience", "forget", "folder"];
  const strange = [...given.keys()].filter((name) => !known.includes(name));
  if (strange.length) throw new Error(`there is no setting --${strange[0]}; there are ${known.join(", ")}`);
  return {
    seed: number("seed", Math.floor(Date.now() / 1000) % 1_000_000),
    seconds,
    clients,
    pace: number("pace", clients / 10),
    timeScale: number("time-scale", 0.1),
    leastStrikes: number("least-strikes", seconds >= LONG_ENOUGH_FOR_THREE ? 3 : 1),
    patience: number("patience", 90),
    forgetsCursor: given.has("forget"),
    folder: given.get("folder") ?? null,
  };
}

function pair(arg: string): [string, string] {
  const found = /^--([a-z-]+)(?:=(.*))?$/.exec(arg);
  if (!found?.[1]) throw new Error(`${arg} is no setting; write --name=value`);
  return [found[1], found[2] ?? ""];
}

/** How often each kind of fault has to strike for a run to prove anything. */
function strikesNeeded(settings: RunSettings): Record<string, number> {
  return Object.fromEntries(FAULT_NAMES.map((name) => [name, settings.leastStrikes]));
}

/** What the run has to reach, and what the product has to keep, stated before it begins. */
export function boundsOf(settings: RunSettings): Bounds {
  const { seconds, clients, pace, leastStrikes } = settings;
  return {
    strikes: strikesNeeded(settings),
    acknowledgements: Math.floor((seconds * pace) / 4),
    resumes: Math.max(3, Math.floor((seconds * clients) / 1_200)),
    replays: Math.max(leastStrikes, Math.floor(seconds / 20)),
    revocations: seconds >= LONG_ENOUGH_FOR_THREE ? 3 : 0,
    memory: MEMORY_BOUND,
    revocation: REVOCATION_MS,
  };
}
