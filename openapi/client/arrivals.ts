interface Row {
  id: string;
}

/** The rows of a timeline that are news: those that came in below what was there before, not the history above it. */
export function arrivals<T extends Row>(before: readonly Row[], now: readonly T[]): T[] {
  const known = new Set(before.map((row) => row.id));
  const first = now.findIndex((row) => known.has(row.id));
  return first < 0 ? [] : now.slice(first).filter((row) => !known.has(row.id));
}
