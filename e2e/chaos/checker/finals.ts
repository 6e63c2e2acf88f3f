import type { Evidence, FinalState, Held, HeldMessage, Snapshot } from "./evidence.ts";
import type { Findings } from "./findings.ts";
import type { OneHistory } from "./one-history.ts";
import type { Stored } from "./stored.ts";

/** In the end every client shows what the server has for its audience, and the server tells what PostgreSQL holds. */
export function checkFinals(histories: OneHistory[], evidence: Evidence, stored: Stored, findings: Findings): void {
  for (const history of histories) {
    const reader = history.audience === "agent" ? "agents" : history.person;
    const snapshot = reader === null ? undefined : evidence.snapshots[reader];
    if (!history.final || !snapshot) findings.add("a client has no final state", history.name);
    else checkOne(history, history.final, snapshot, evidence, findings);
  }
  for (const [reader, snapshot] of Object.entries(evidence.snapshots))
    checkSnapshot(reader, snapshot, stored, findings);
}

function checkOne(
  { name, audience }: OneHistory,
  final: FinalState,
  snapshot: Snapshot,
  evidence: Evidence,
  findings: Findings,
): void {
  if (!final.settled) findings.add("a client did not settle", `${name}, ${final.unsent} unsent`);
  compare(`${name}: conversations`, byId(final.conversations), byId(snapshot.conversations), findings);
  for (const [id, timeline] of Object.entries(final.timelines)) {
    findings.count("timelines compared");
    compare(`${name}: timeline ${id}`, timeline, snapshot.timelines[id] ?? [], findings);
  }
  if (audience === "customer") {
    for (const [id] of snapshot.conversations)
      if (!final.timelines[id]) findings.add("a customer lacks a timeline", `${name}: ${id}`);
    for (const [id, timeline] of Object.entries(final.timelines))
      if (!timeline.every(([, , , seq], index) => seq === index + 1))
        findings.add("a customer's timeline has a hole", `${name}: ${id}`);
  }
  const { customers, agents } = evidence.database;
  compareKnown(`${name}: customer`, final.others.customer, customers, findings);
  compareKnown(`${name}: agent`, final.others.agent, agents, findings);
  compareKnown(
    `${name}: mark`,
    final.others.mark,
    snapshot.marks.map(([id, version]) => ({ id, version })),
    findings,
  );
  checkMarks(name, final, snapshot, evidence, findings);
}

/** Marks come with a timeline, or live. Of a conversation that moved between two pages of the list, a client has none. */
function checkMarks(name: string, final: FinalState, snapshot: Snapshot, evidence: Evidence, findings: Findings): void {
  const held = new Set(final.others.mark?.map(([id]) => id));
  const told = new Set(snapshot.marks.map(([id]) => id));
  for (const { id, conversation_id } of evidence.database.marks)
    if (told.has(id) && !held.has(id) && final.timelines[conversation_id])
      findings.add("a client lacks a mark", `${name}: ${id}`);
}

function byId(rows: Held[]): Held[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The same rows in the same versions, in the same order. */
function compare(where: string, held: (Held | HeldMessage)[], told: (Held | HeldMessage)[], findings: Findings): void {
  if (JSON.stringify(held) === JSON.stringify(told)) return;
  const heldIds = new Set(held.map(([id]) => id));
  const missing = told.filter(([id]) => !heldIds.has(id)).length;
  findings.add(
    "a client's state differs from the server's",
    `${where}: ${held.length} of ${told.length}, ${missing} missing`,
  );
}

/** Of what a client holds, the versions; it need not hold all. */
function compareKnown(
  where: string,
  held: Held[] | undefined,
  told: { id: string; version: number }[],
  findings: Findings,
): void {
  const versions = new Map(told.map(({ id, version }) => [id, version]));
  for (const [id, version] of held ?? [])
    if (versions.get(id) !== version)
      findings.add("a client's state differs from the server's", `${where} ${id}: ${version}, not ${versions.get(id)}`);
}

function checkSnapshot(reader: string, snapshot: Snapshot, stored: Stored, findings: Findings): void {
  const isAgents = reader === "agents";
  const own = [...stored.conversations.values()].filter((row) => isAgents || row.customer_id === reader);
  if (own.length !== snapshot.conversations.length)
    findings.add("the server tells of other conversations than it has", reader);
  for (const { id } of own) {
    const there = (stored.timelines.get(id) ?? []).filter((row) => isAgents || row.public_seq !== null);
    const wanted = there.map((row) => [row.id, row.version, isAgents ? row.seq : row.public_seq]);
    const told = (snapshot.timelines[id] ?? []).map(([entry, version, , seq]) => [entry, version, seq]);
    if (JSON.stringify(wanted) !== JSON.stringify(told))
      findings.add("the server tells another timeline than it has", `${reader}: ${id}`);
  }
}
