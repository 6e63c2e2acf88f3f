import type { Bar, Note } from "../report/bar.ts";
import type { Task } from "../stage/trace.ts";

/** A page that is busy for longer than this feels stuck. */
const LONG_MS = 50;

/**
 * The longest turn of the main thread in each round, in the time that the thread ran: what the machine gave to others
 * meanwhile is nothing that the widget could spare. With nobody else there, the two are the same.
 */
export function longestTask(where: string, rounds: readonly (readonly Task[])[]): Bar {
  const samples = rounds.map((tasks) => most(tasks.map(({ cpuMs }) => cpuMs)));
  return { name: `${where}: longest task at 4×`, unit: "ms", limit: LONG_MS, samples, by: "median" };
}

export function longNotes(where: string, rounds: readonly (readonly Task[])[]): Note[] {
  const byTheClock = rounds.map((tasks) => Math.round(most(tasks.map(({ ms }) => ms))));
  const counts = rounds.map((tasks) => tasks.filter(({ cpuMs }) => cpuMs > LONG_MS).length);
  const long = rounds.flat().filter(({ cpuMs }) => cpuMs > LONG_MS);
  return [
    { name: `${where}: longest task by the clock`, text: `${byTheClock.join(", ")} ms` },
    { name: `${where}: tasks over ${LONG_MS} ms in each round`, text: counts.join(", ") },
    ...(long.length ? [{ name: `${where}: what they did`, text: long.map(describe).join("; ") }] : []),
  ];
}

function describe({ cpuMs, parts }: Task): string {
  const some = parts.toSorted((one, other) => other.ms - one.ms).slice(0, 4);
  const named = some.map(
    ({ name, url, ms }) => `${name} ${Math.round(ms)}${url ? ` of ${url.split("/").at(-1)}` : ""}`,
  );
  return `${Math.round(cpuMs)} ms: ${named.join(", ")}`;
}

function most(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
