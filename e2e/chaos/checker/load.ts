import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { History, HistoryEvent } from "./evidence.ts";

/** The histories that a run left, one after the other: all of them at once may be more than memory holds. */
export function* historiesIn(folder: string): Generator<History> {
  const histories = join(folder, "histories");
  for (const file of readdirSync(histories).sort()) {
    const lines = readFileSync(join(histories, file), "utf8").split("\n");
    yield {
      name: basename(file, ".jsonl"),
      events: lines.filter(Boolean).map((line) => JSON.parse(line) as HistoryEvent),
    };
  }
}
