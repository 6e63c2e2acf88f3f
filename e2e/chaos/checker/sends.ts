import type { StoredMessage } from "./evidence.ts";
import type { Findings } from "./findings.ts";
import type { OneHistory } from "./one-history.ts";
import type { Stored } from "./stored.ts";

/** Everything that was sent: stored once, as it was acknowledged, in its sender's order, and nothing beside it. */
export function checkSends(histories: OneHistory[], stored: Stored, findings: Findings): void {
  const sent = new Set<string>();
  for (const history of histories) {
    for (const { id } of history.sends) sent.add(id);
    checkAcknowledged(history, stored, findings);
    checkKept(history, stored, findings);
    checkChanged(history, stored, findings);
    checkMarked(history, stored, findings);
  }
  findings.count("sent", sent.size);
  for (const message of stored.messages.values())
    if (message.author !== "system" && !sent.has(message.id)) findings.add("stored, but nobody sent it", message.id);
}

function checkAcknowledged(history: OneHistory, stored: Stored, findings: Findings): void {
  const byAgent = history.audience === "agent";
  for (const { id, conversation, seq, public_seq } of history.acknowledged) {
    findings.count("acknowledgements");
    const message = stored.messages.get(id);
    const where = `${history.name} ${id}`;
    if (message?.conversation_id !== conversation) findings.add("acknowledged, but not stored", where);
    else if (seq !== (byAgent ? message.seq : message.public_seq) || public_seq !== message.public_seq)
      findings.add("acknowledged with other numbers", `${where}: ${seq} and ${public_seq}`);
  }
}

/** What was put into an outbox that is empty now has arrived, whole and in order. */
function checkKept(history: OneHistory, stored: Stored, findings: Findings): void {
  const newest = new Map<string, StoredMessage>();
  const outboxIsEmpty = history.final?.unsent === 0;
  for (const { id, conversation, text, kept } of history.sends) {
    const message = stored.messages.get(id);
    const where = `${history.name} ${id}`;
    if (!message) {
      if (kept && outboxIsEmpty) findings.add("sent, and lost", where);
      continue;
    }
    if (!message.edited_at && !message.deleted_at && message.text !== text)
      findings.add("another text was stored", where);
    if (message.author !== history.audience || (history.person && message.author_id !== history.person))
      findings.add("stored as somebody else's", where);
    if (!kept) continue;
    const before = newest.get(conversation);
    if (before && before.seq > message.seq)
      findings.add("a sender's order was not kept", `${where} before ${before.id}`);
    newest.set(conversation, message);
  }
}

function checkChanged(history: OneHistory, stored: Stored, findings: Findings): void {
  for (const { id, what, version, text } of history.changed) {
    findings.count(what === "edit" ? "acknowledged edits" : "acknowledged deletions");
    const message = stored.messages.get(id);
    const where = `${history.name} ${id}`;
    if (!message || message.version < version) findings.add("an acknowledged change is gone", where);
    else if (what === "deletion" && (!message.deleted_at || message.text !== ""))
      findings.add("a deleted message is there again", where);
    else if (what === "edit" && message.version === version && message.text !== text)
      findings.add("an acknowledged change is gone", where);
  }
}

function checkMarked({ name, person, marked }: OneHistory, stored: Stored, findings: Findings): void {
  for (const { conversation, delivered, read } of marked) {
    const mark = stored.marks.find((row) => row.conversation_id === conversation && row.reader_id === person);
    if (!mark || mark.delivered_seq < delivered || mark.read_seq < read)
      findings.add("an acknowledged mark is gone", `${name} in ${conversation}`);
  }
}
