import type { Accident, Evidence, Strike } from "./evidence.ts";
import type { Findings } from "./findings.ts";
import type { OneHistory } from "./one-history.ts";

/** What may keep a server from closing a socket in time, or a client from hearing of it. Being without the bus may not. */
const SERVER_TROUBLE = new Set(["process frozen", "database crashed"]);
const LINE_TROUBLE = new Set(["half-open line", "slow line", "reader asleep"]);
const SERVER_RECOVERY_MS = 5_000;
const LINE_RECOVERY_MS = 60_000;
/** A server that lived longer than this had begun its work. */
const START_MS = 30_000;

/** A revoked session's socket is closed at once, wherever nothing else was broken just then. */
export function checkRevocations(histories: OneHistory[], { strikes, bounds }: Evidence, findings: Findings): void {
  for (const history of histories)
    for (const at of history.revoked) {
      if (strikes.some((strike) => mayDelay(strike, history.name, at, bounds.revocation))) continue;
      findings.count("revocations judged");
      if (!history.closed.some((closed) => closed.at >= at && closed.at <= at + bounds.revocation))
        findings.add("a revoked session's socket stayed open", `${history.name} at ${at}`);
    }
}

function mayDelay({ kind, at, until, target }: Strike, client: string, revokedAt: number, bound: number): boolean {
  if (at > revokedAt + bound) return false;
  if (SERVER_TROUBLE.has(kind)) return until + SERVER_RECOVERY_MS > revokedAt;
  return LINE_TROUBLE.has(kind) && target === client && until + LINE_RECOVERY_MS > revokedAt;
}

export function checkProcesses({ memory, accidents, bounds, strikes }: Evidence, findings: Findings): void {
  for (const accident of accidents) {
    // A server that is started while there is no database may give up: whoever started it tries again.
    if (strikes.some((strike) => gaveUpWithoutDatabase(accident, strike)))
      findings.count(`started without database: ${accident.what}`);
    else findings.add("an accident", accident.what);
  }
  const most = Math.max(0, ...memory.map(({ megabytes }) => megabytes));
  findings.count("most megabytes of a process", most);
  for (const { process, megabytes } of memory)
    if (megabytes > bounds.memory) findings.add(`more memory than ${bounds.memory} MB`, `${process}: ${megabytes}`);
}

function gaveUpWithoutDatabase({ at, since, kind }: Accident, strike: Strike): boolean {
  if (kind !== "exit" || since === undefined || strike.kind !== "database crashed") return false;
  return at - since < START_MS && since <= strike.until + SERVER_RECOVERY_MS && strike.at <= at;
}

/** Why the run proves nothing: too little of it happened. */
export function emptiness({ strikes, bounds, memory }: Evidence, counts: Record<string, number>): string[] {
  const struck: Record<string, number> = { "token expired": counts["token expired"] ?? 0 };
  for (const { kind } of strikes) struck[kind] = (struck[kind] ?? 0) + 1;
  const reasons = Object.entries(bounds.strikes)
    .filter(([kind, least]) => (struck[kind] ?? 0) < least)
    .map(([kind, least]) => `"${kind}" struck ${struck[kind] ?? 0} times, and has to strike ${least} times`);
  for (const what of ["acknowledgements", "resumes", "replays"] as const)
    if ((counts[what] ?? 0) < bounds[what])
      reasons.push(`${counts[what] ?? 0} ${what}, and there have to be ${bounds[what]}`);
  const judged = counts["revocations judged"] ?? 0;
  if (judged < bounds.revocations)
    reasons.push(`${judged} revocations judged, and there have to be ${bounds.revocations}`);
  if (memory.length === 0) reasons.push("nobody looked at the memory");
  return reasons;
}
