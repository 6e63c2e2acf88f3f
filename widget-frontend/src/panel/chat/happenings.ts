import type { OutboxEntry } from "@stonechat/openapi/client";
import type { Conversation, Message } from "@stonechat/openapi/types";
import type { PanelHost } from "../../bridge";
import type { StonechatMessage } from "../../stonechat";
import type { History } from "./history";
import type { Line } from "./line";

/** Tells the page what happens in the chat, each thing once. */
export class Happenings {
  readonly #tell: PanelHost["tell"];
  readonly #failed = new Set<string>();
  readonly #statuses = new Map<string, Conversation["status"]>();
  #line: Line = "fine";
  /** Up to where the page knows, or needs not know, what the team has said. */
  #known: { conversationId: string; seq: number } | null = null;

  constructor(tell: PanelHost["tell"]) {
    this.#tell = tell;
  }

  started(id: string): void {
    this.#tell("conversation:started", { id });
  }

  sent(message: Message): void {
    this.#tell("message:sent", plain(message));
  }

  /** What was there when the page came is no news. */
  arrived(history: History): void {
    const { conversationId } = history;
    const newest = history.newestSeq();
    if (this.#known?.conversationId !== conversationId) {
      if (history.state !== "here" && newest === 0) return;
      this.#known = { conversationId, seq: newest };
      return;
    }
    const { seq } = this.#known;
    this.#known.seq = Math.max(seq, newest);
    for (const message of history.messages()) {
      if (message.seq > seq && message.author === "agent" && message.deleted_at === null)
        this.#tell("message:received", plain(message));
    }
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
