import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Evidence, History, HistoryEvent } from "./evidence.ts";

const EVIDENCE = "evidence.json";

/** Puts what is not in the histories beside them. */
export function keepEvidence(folder: string, evidence: Omit<Evidence, "histories">): void {
  writeFileSync(join(folder, EVIDENCE), JSON.stringify(evidence));
}

/** What a run left in its folder. */
export function evidenceIn(folder: string): Evidence {
  const kept = JSON.parse(readFileSync(join(folder, EVIDENCE), "utf8")) as Omit<Evidence, "histories">;
  return { ...kept, histories: historiesIn(folder) };
}

/** The histories one after the other: all of them at once may be more than memory holds. */
function* historiesIn(folder: string): Generator<History> {
  const histories = join(folder, "histories");
  for (const file of readdirSync(histories).sort()) {
    const lines = readFileSync(join(histories, file), "utf8").split("\n");
    yield {
      name: basename(file, ".jsonl"),
      events: lines.filter(Boolean).map((line) => JSON.parse(line) as HistoryEvent),
    };
  }
}
