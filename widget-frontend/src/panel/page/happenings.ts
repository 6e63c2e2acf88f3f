import type { OutboxEntry } from "@stonechat/openapi/client";
import type { Conversation, Message } from "@stonechat/openapi/types";
import type { PanelHost } from "../../bridge";
import type { StonechatMessage } from "../../stonechat";
import type { History } from "../chat/history";
import type { Line } from "../chat/line";

/** Tells the page what happens in the chat, each thing once. */
export class Happenings {
  readonly #tell: PanelHost["tell"];
  readonly #failed = new Set<string>();
  readonly #statuses = new Map<string, Conversation["status"]>();
  #line: Line = "fine";
  readonly #received = new Set<string>();
  /** Up to where a conversation had come when it was first seen here. */
  readonly #before = new Map<string, number>();

  constructor(tell: PanelHost["tell"]) {
    this.#tell = tell;
  }

  started(id: string): void {
    this.#tell("conversation:started", { id });
  }

  sent(message: Message): void {
    this.#tell("message:sent", plain(message));
  }

  /** Something that the team said just now. A later message may come before an earlier one. */
  received(message: Message): void {
    const { id, conversation_id, seq } = message;
    if (this.#received.has(id) || seq <= (this.#before.get(conversation_id) ?? 0)) return;
    this.#received.add(id);
    this.#tell("message:received", plain(message));
  }

  /** What was there when the page came is no news; what came while the line was down is. */
  arrived(history: History): void {
    const { conversationId } = history;
    if (this.#before.has(conversationId)) {
      for (const message of history.messages()) {
        if (message.author === "agent" && message.deleted_at === null) this.received(message);
      }
    } else if (history.state === "here" || history.newestSeq() > 0)
      this.#before.set(conversationId, history.newestSeq());
  }

  statuses(conversations: readonly Conversation[]): void {
    for (const { id, status } of conversations) {
      const before = this.#statuses.get(id);
      this.#statuses.set(id, status);
      if (before && before !== "resolved" && status === "resolved") this.#tell("conversation:resolved", { id });
    }
  }

  line(line: Line): void {
    if (line === this.#line) return;
    this.#line = line;
    this.#tell("status", line);
  }

  failures(entries: readonly OutboxEntry[]): void {
    for (const { id, state, problem } of entries) {
      if (state !== "failed") this.#failed.delete(id);
      else if (!this.#failed.has(id)) {
        this.#failed.add(id);
        this.#tell("error", { code: problem?.code ?? "message_failed", message: problem?.detail ?? "" });
      }
    }
  }
}

function plain({ id, conversation_id, text }: Message): StonechatMessage {
  return { id, conversationId: conversation_id, text };
}
