import type { Evidence, Verdict } from "./evidence.ts";
import { checkFinals } from "./finals.ts";
import { Findings } from "./findings.ts";
import { OneHistory } from "./one-history.ts";
import { checkSends } from "./sends.ts";
import { Stored } from "./stored.ts";
import { checkProcesses, checkRevocations, emptiness } from "./worth.ts";

/** Decides about a run, from what it left behind alone. */
export function check(evidence: Evidence): Verdict {
  const findings = new Findings();
  const stored = new Stored(evidence.database, findings);
  const histories: OneHistory[] = [];
  for (const history of evidence.histories) histories.push(new OneHistory(history, stored, findings));
  checkSends(histories, stored, findings);
  checkFinals(histories, evidence, stored, findings);
  checkRevocations(histories, evidence, findings);
  checkProcesses(evidence, findings);
  for (const { kind } of evidence.strikes) findings.count(`struck: ${kind}`);
  return { violations: findings.list(), void: emptiness(evidence, findings.counts), counts: findings.counts };
}
