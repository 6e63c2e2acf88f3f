import type { OutboxEntry, RowStore } from "@stonechat/openapi/client";
import type { Conversation, Message } from "@stonechat/openapi/types";
import type { PanelHost } from "../../bridge";
import type { Conversations } from "./conversations";
import { Happenings } from "./happenings";
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
  tell: PanelHost["tell"];
}

/** What the page learns of the chat: what happens, how much waits to be read, and whether the next page need be live. */
export class Outward {
  readonly #options: OutwardOptions;
  readonly #happenings: Happenings;

  constructor(options: OutwardOptions) {
    this.#options = options;
    this.#happenings = new Happenings(options.tell);
  }

  started({ id }: Conversation): void {
    this.#happenings.started(id);
  }

  sent(message: Message): void {
    this.#happenings.sent(message);
  }

  /** With every change. */
  follow(history: History | null, line: Line, entries: readonly OutboxEntry[]): void {
    const conversations = this.#options.conversations.list();
    if (history) {
      this.#options.reading.arrived(history);
      this.#happenings.arrived(history);
    }
    this.#happenings.line(line);
    this.#happenings.failures(entries);
    this.#happenings.statuses(conversations);
    this.#followStatus();
    this.#count(history, conversations);
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
