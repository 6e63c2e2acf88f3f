import type { Conversation, Mark, SetMark } from "../generated/types.gen";
import type { OutboxEntry } from "./outbox";

/** How far this reader got. */
export type Reached = SetMark & { conversation_id: string };

export type MessageState = "sending" | "sent" | "delivered" | "read" | "failed";

/** How far a message came: one that is stored, by the mark of the other side, or one in the outbox. */
export function messageState(
  message: { public_seq: number | null } | Pick<OutboxEntry, "state">,
  other: Mark | undefined,
): MessageState {
  if ("state" in message) return message.state === "failed" ? "failed" : "sending";
  const { public_seq } = message;
  if (public_seq === null || !other) return "sent";
  if (other.read_seq >= public_seq) return "read";
  return other.delivered_seq >= public_seq ? "delivered" : "sent";
}

/** How much of a conversation its reader has not read. Who answers has read what was there. */
export function unreadCount(
  conversation: Pick<Conversation, "public_seq">,
  own: Mark | undefined,
  newestIsOwn: boolean,
): number {
  return newestIsOwn ? 0 : Math.max(0, conversation.public_seq - (own?.read_seq ?? 0));
}

/** Many messages at once are one mark. */
const PAUSE_MS = 300;

/** Tells how far this reader got: one mark for a conversation, only ever forward, told again until a row confirms it. */
export class MarkSender {
  readonly #send: (mark: Reached) => void;
  readonly #reached = new Map<string, Reached>();
  readonly #confirmed = new Map<string, Mark>();
  #due = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (mark: Reached) => void) {
    this.#send = send;
  }

  /** All up to here arrived, in this client or under the eyes of its reader; what was read arrived too. */
  reach(conversationId: string, event: "delivered" | "read", publicSeq: number): void {
    const before = this.#reached.get(conversationId) ?? this.#confirmed.get(conversationId);
    const reached: Reached = {
      conversation_id: conversationId,
      delivered_seq: Math.max(publicSeq, before?.delivered_seq ?? 0),
      read_seq: Math.max(event === "read" ? publicSeq : 0, before?.read_seq ?? 0),
    };
    if (isWithin(reached, before)) return;
    this.#reached.set(conversationId, reached);
    this.#due.add(conversationId);
    this.#timer ??= setTimeout(() => this.#flush(), PAUSE_MS);
  }

  /** A row of this reader's own came, from this tab's mark or another's. */
  confirm(mark: Mark): void {
    const id = mark.conversation_id;
    if ((this.#confirmed.get(id)?.version ?? 0) < mark.version) this.#confirmed.set(id, mark);
    const reached = this.#reached.get(id);
    if (reached && isWithin(reached, mark)) this.#reached.delete(id);
  }

  /** The connection is new: what was told over the last one may not have arrived. */
  resend(): void {
    this.#due = new Set(this.#reached.keys());
    this.#flush();
  }

  /** After a reset no row is sure any more. */
  forget(): void {
    this.#confirmed.clear();
  }

  /** What comes next may be another reader's. */
  stop(): void {
    this.#due.clear();
    this.#flush();
    this.#reached.clear();
    this.#confirmed.clear();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const due = this.#due;
    this.#due = new Set();
    for (const id of due) {
      const mark = this.#reached.get(id);
      if (mark) this.#send(mark);
    }
  }
}

function isWithin(mark: Reached, other: Reached | undefined): boolean {
  return mark.delivered_seq <= (other?.delivered_seq ?? 0) && mark.read_seq <= (other?.read_seq ?? 0);
}
