/** One promise, and what was measured. */
export interface Bar {
  name: string;
  unit: "ms" | "kB" | "MB" | "points" | "";
  limit: number;
  /** Each of the measurements. */
  samples: number[];
  /** Which of the samples decides. */
  by: "median" | "most";
}

/** Not a promise, but what helps to judge one. */
export interface Note {
  name: string;
  text: string;
}

export interface Finding {
  bars: Bar[];
  notes: Note[];
}

export function measured({ samples, by }: Bar): number {
  return by === "median" ? median(samples) : Math.max(...samples);
}

export function holds(bar: Bar): boolean {
  return bar.samples.length > 0 && measured(bar) <= bar.limit;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}
