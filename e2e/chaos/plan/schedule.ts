import { FAULT_NAMES, FAULTS, type FaultKind, type FaultName } from "./faults.ts";
import type { Random } from "./random.ts";

export interface Fault {
  name: FaultName;
  /** Seconds after the run began. */
  at: number;
  lasts: number;
  /** Which process or client: taken modulo how many there are. */
  target: number;
}

/** Nothing is spoiled at first, so that there are clients to hit, nor in the end, so that all of it can be seen. */
const BEGIN = 0.1;
const END = 0.92;

/** Every fault of a run, from its seed alone: the same seed and length give the same schedule. */
export function makeSchedule(random: Random, seconds: number, leastStrikes: number): Fault[] {
  const faults = FAULT_NAMES.flatMap((name, index) => ofKind(name, random.branch(index), seconds, leastStrikes));
  return faults.sort((a, b) => a.at - b.at);
}

/** One strike somewhere in each of as many equal parts of the run. */
function ofKind(name: FaultName, random: Random, seconds: number, leastStrikes: number): Fault[] {
  const { every, lasts, hits }: FaultKind = FAULTS[name];
  const most = seconds * (END - BEGIN);
  // Some client faults meet nothing, because their client has no connection just then.
  const count = Math.max(hits === "client" ? 5 * leastStrikes : leastStrikes, Math.round(seconds / every));
  return Array.from({ length: count }, (_, part) => {
    const at = seconds * BEGIN + ((part + random.next()) * most) / count;
    const longest = Math.min(lasts[1], seconds / 6);
    const duration = random.between(Math.min(lasts[0], longest), longest);
    return { name, at, lasts: duration, target: random.below(1_000_000) };
  });
}

export function describe(fault: Fault): string {
  const lasts = fault.lasts > 0 ? ` for ${fault.lasts.toFixed(1)} s` : "";
  return `${fault.at.toFixed(1).padStart(7)} s  ${fault.name}${lasts} (#${fault.target})`;
}
