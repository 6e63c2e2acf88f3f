import type { DatabaseDump, StoredConversation, StoredMark, StoredMessage } from "./evidence.ts";
import type { Findings } from "./findings.ts";

/** What PostgreSQL holds in the end, in the shapes that the rules ask for. */
export class Stored {
  readonly messages = new Map<string, StoredMessage>();
  readonly conversations = new Map<string, StoredConversation>();
  /** Of each conversation, by `seq`. */
  readonly timelines = new Map<string, StoredMessage[]>();
  readonly marks: StoredMark[];

  constructor(dump: DatabaseDump, findings: Findings) {
    this.marks = dump.marks;
    for (const conversation of dump.conversations) {
      this.conversations.set(conversation.id, conversation);
      this.timelines.set(conversation.id, []);
    }
    for (const message of dump.messages) {
      if (this.messages.has(message.id)) findings.add("stored twice", message.id);
      this.messages.set(message.id, message);
      this.timelines.get(message.conversation_id)?.push(message);
    }
    for (const timeline of this.timelines.values()) timeline.sort((a, b) => a.seq - b.seq);
    this.#checkNumbers(findings);
    findings.count("stored conversations", this.conversations.size);
    findings.count("stored entries", this.messages.size);
  }

  /** 1, 2, 3 … without a gap, in both countings, and the head of the conversation knows where they end. */
  #checkNumbers(findings: Findings): void {
    for (const [id, timeline] of this.timelines) {
      const head = this.conversations.get(id);
      const open = timeline.filter(({ public_seq }) => public_seq !== null);
      if (!timeline.every(({ seq }, index) => seq === index + 1)) findings.add("seq has a gap or a double", id);
      if (!open.every(({ public_seq }, index) => public_seq === index + 1))
        findings.add("public_seq has a gap or a double", id);
      if (head?.seq !== timeline.length || head.public_seq !== open.length)
        findings.add("a conversation's head does not count its entries", id);
      for (const { kind, public_seq, id: entry } of timeline)
        if ((kind === "note") !== (public_seq === null) && kind !== "event")
          findings.add("a note is public, or a message is not", entry);
    }
  }
}
