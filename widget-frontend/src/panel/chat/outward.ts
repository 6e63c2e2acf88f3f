import type { OutboxEntry, RowStore } from "@stonechat/openapi/client";
import type { Conversation, Message } from "@stonechat/openapi/types";
import type { Happenings } from "../page/happenings";
import type { Conversations } from "./conversations";
import type { History } from "./history";
import type { Line } from "./line";
import type { Reading } from "./reading";
import type { Saved } from "./saved";
import { unreadElsewhere } from "./unread";

export interface OutwardOptions {
  saved: Saved;
  rows: RowStore;
  reading: Reading;
  conversations: Conversations;
  onUnread(count: number): void;
}

/** What the page learns of the chat: what happens, how much waits to be read, and whether the next page need be live. */
export class Outward {
  readonly #options: OutwardOptions;
  #happenings: Happenings | null = null;
  /** What happened before there was something that tells it. */
  readonly #untold: ((happenings: Happenings) => void)[] = [];

  constructor(options: OutwardOptions) {
    this.#options = options;
  }

  tellBy(happenings: Happenings): void {
    this.#happenings = happenings;
    for (const tell of this.#untold.splice(0)) tell(happenings);
  }

  started({ id }: Conversation): void {
    this.#tell((happenings) => happenings.started(id));
  }

  sent(message: Message): void {
    this.#tell((happenings) => happenings.sent(message));
  }

  received(messages: readonly Message[]): void {
    for (const message of messages) this.#tell((happenings) => happenings.received(message));
  }

  /** With every change. */
  follow(history: History | null, line: Line, entries: readonly OutboxEntry[]): void {
    const conversations = this.#options.conversations.list();
    if (history) {
      this.#options.reading.arrived(history);
      this.#happenings?.arrived(history);
    }
    this.#happenings?.line(line);
    this.#happenings?.failures(entries);
    this.#happenings?.statuses(conversations);
    this.#followStatus();
    this.#count(history, conversations);
  }

  #tell(tell: (happenings: Happenings) => void): void {
    if (this.#happenings) tell(this.#happenings);
    else this.#untold.push(tell);
  }

  /** What the launcher shows stands until there is something to count. */
  #count(history: History | null, listed: readonly Conversation[]): void {
    const { saved, rows, reading, conversations, onUnread } = this.#options;
    const here = history?.state === "unknown" ? null : history;
    if (!here && history && !conversations.loaded) return;
    // Until the open conversation is here, its row in the list tells as much.
    const elsewhere = unreadElsewhere(listed, rows, history && !here ? null : saved.state.conversation_id);
    onUnread(elsewhere + (here ? reading.unread(here) : 0));
  }

  /** Pages on which nothing but a resolved conversation is saved need not be live. */
  #followStatus(): void {
    const { saved, conversations } = this.#options;
    const { conversation_id, resolved_id } = saved.state;
    const row = conversations.get(conversation_id);
    if (!row) return;
    const isResolved = row.status === "resolved";
    if (isResolved !== (resolved_id === row.id)) saved.update({ resolved_id: isResolved ? row.id : null });
  }
}
