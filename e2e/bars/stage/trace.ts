import type { Browser } from "@playwright/test";

/** One thing that a thread was busy with. Times are milliseconds; the clock is that of the trace. */
export interface Work {
  name: string;
  at: number;
  ms: number;
  /** What the thread itself ran of it; the rest of the time the machine gave to others. */
  cpuMs: number;
  /** The script's address, where it is the work of one. */
  url: string;
}

/** One turn of a page's main thread, with all that was done in it. */
export interface Task extends Work {
  parts: Work[];
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
  args: { name?: string; fileName?: string; data?: { url?: string; fileName?: string } };
}

const CATEGORIES = ["-*", "devtools.timeline", "disabled-by-default-devtools.timeline", "v8"];

/** What the main threads of all pages did while something happened, in order of time. */
export async function traced(browser: Browser, act: () => Promise<void>): Promise<Task[]> {
  await browser.startTracing(undefined, { categories: CATEGORIES });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  return tasksOf(traceEvents);
}

export function tasksOf(events: readonly TraceEvent[]): Task[] {
  const thread = ({ pid, tid }: TraceEvent): string => `${pid}:${tid}`;
  const pages = new Set(
    events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(thread),
  );
  const tasks: Task[] = [];
  const open = new Map<string, Task>();
  // Of two that begin at once, the longer one is around the other.
  const order = (one: TraceEvent, other: TraceEvent): number => one.ts - other.ts || (other.dur ?? 0) - (one.dur ?? 0);
  for (const event of events.filter((event) => event.ph === "X" && pages.has(thread(event))).toSorted(order)) {
    const work = workOf(event);
    const around = open.get(thread(event));
    if (around && work.at + work.ms <= around.at + around.ms) around.parts.push(work);
    else if (event.name === "RunTask") {
      const task = { ...work, parts: [] };
      open.set(thread(event), task);
      tasks.push(task);
    }
  }
  return tasks;
}

function workOf({ name, ts, dur = 0, tdur = 0, args }: TraceEvent): Work {
  const url = args.data?.url ?? args.fileName ?? args.data?.fileName ?? "";
  return { name, at: ts / 1000, ms: dur / 1000, cpuMs: tdur / 1000, url };
}

/** Whether a script whose address contains this took part in it. */
export function involves(task: Task, address: string): boolean {
  return task.parts.some(({ url }) => url.includes(address));
}
