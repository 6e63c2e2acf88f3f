import type { Rows } from "@stonechat/openapi/client";
import type { Noteworthy } from "./noteworthy";

interface News {
  /** The newest public entry. */
  upTo: number;
  /** It is for this agent alone, so that a colleague's answer does not settle it. */
  personal: boolean;
}

/** The conversations with something new that this agent has not looked at yet. */
export class Unseen {
  readonly #myId: string;
  readonly #news = new Map<string, News>();

  constructor(myId: string) {
    this.#myId = myId;
  }

  get count(): number {
    return this.#news.size;
  }

  has(conversationId: string): boolean {
    return this.#news.has(conversationId);
  }

  add({ conversationId, publicSeq, why }: Noteworthy): void {
    const known = this.#news.get(conversationId);
    this.#news.set(conversationId, {
      upTo: Math.max(known?.upTo ?? 0, publicSeq ?? 0),
      personal: (known?.personal ?? false) || why !== "message",
    });
  }

  looked(conversationId: string): boolean {
    return this.#news.delete(conversationId);
  }

  /** Read on another device, answered by somebody, or done: then it is no news any more. */
  settle({ conversations, marks }: Pick<Rows, "conversations" | "marks">): void {
    for (const row of conversations) {
      const isOver = row.status === "resolved" || row.deleted_at !== null;
      const isAnswered = row.last_message_author === "agent" && this.#news.get(row.id)?.personal === false;
      if (isOver || isAnswered) this.#news.delete(row.id);
    }
    for (const { conversation_id, reader, reader_id, read_seq } of marks) {
      const news = this.#news.get(conversation_id);
      const isMine = reader === "agent" && reader_id === this.#myId;
      if (news && isMine && !news.personal && read_seq >= news.upTo) this.#news.delete(conversation_id);
    }
  }
}
