import { Outbox, type OutboxEntry, uuidv7 } from "@stonechat/openapi/client";
import type { Conversation, Message } from "@stonechat/openapi/types";
import { deliver } from "./deliver";
import { lazyApi } from "./lazy-api";
import type { Saved } from "./saved";
import type { Session } from "./session";
import { textOf } from "./timeline";

export interface UnsentOptions {
  siteId: string;
  address: () => Promise<string>;
  saved: Saved;
  session: Session;
  onStarted(conversation: Conversation): void;
  onStored(message: Message): void;
  onChange(): void;
}

/**
 * What the customer wrote and the server has not answered yet: one outbox per saved identity. A shop's logout may clear
 * the identity and leave the outbox in IndexedDB; who comes next has another one, and never reads or sends what is there.
 */
export class Unsent {
  readonly #options: UnsentOptions;
  #outbox: Outbox | null = null;
  #owner: string | null = null;

  constructor(options: UnsentOptions) {
    this.#options = options;
  }

  /** Another tab has become somebody else than whose words are here. */
  isAnothers(): boolean {
    const { browser_id } = this.#options.saved.state;
    return this.#owner !== null && browser_id !== this.#owner;
  }

  /** Takes up what the saved identity left behind. True when that is somebody else than before. */
  follow(): boolean {
    const before = this.#owner;
    this.#open();
    return before !== null && before !== this.#owner;
  }

  load(): Promise<void> {
    return this.#open().load();
  }

  entries(conversationId?: string): readonly OutboxEntry[] {
    return this.#outbox?.entries(conversationId) ?? [];
  }

  /** Resolves with the id of the new conversation, once its first words are stored. */
  async start(answers: Record<string, string>, text: string): Promise<string> {
    const outbox = this.#open();
    const id = uuidv7();
    const message = { id: uuidv7(), text };
    await outbox.add({ id: message.id, conversation_id: id, type: "start", body: { id, message, answers } });
    return id;
  }

  /** Resolves when the message is stored. */
  async send(conversationId: string, text: string): Promise<void> {
    const id = uuidv7();
    await this.#open().add({ id, conversation_id: conversationId, type: "message", body: { id, text } });
  }

  /** Leaves one conversation for another: what was written there goes along, but for the entries that are settled. */
  async move(from: string, to: string, settled: readonly string[]): Promise<void> {
    const entries = this.entries(from);
    for (const entry of entries) {
      if (entry.type === "message" && !settled.includes(entry.id)) await this.send(to, textOf(entry));
    }
    await this.discard(entries);
  }

  retry(id: string): void {
    this.#outbox?.retry(id);
  }

  /** From the last to the first: nothing may be sent to a conversation because its refused start is gone before it. */
  async discard(entries: readonly OutboxEntry[]): Promise<void> {
    for (const { id } of [...entries].reverse()) await this.#outbox?.discard(id);
  }

  wake(): void {
    this.#open().wake();
  }

  close(): void {
    this.#outbox?.close();
  }

  #open(): Outbox {
    const { siteId, saved, session, address, onStarted, onStored, onChange } = this.#options;
    const owner = saved.browserId();
    if (this.#outbox && owner === this.#owner) return this.#outbox;
    this.#outbox?.close();
    // Also what is under way while the identity changes gets no token of the next one.
    const api = lazyApi(address, async (fresh) => {
      const token = await session.token(fresh);
      return saved.state.browser_id === owner ? token : null;
    });
    this.#owner = owner;
    this.#outbox = new Outbox({
      name: `${siteId}:${owner}`,
      deliver: (entry) => deliver(entry, { api, session, onStarted, onStored }),
      onChange,
    });
    return this.#outbox;
  }
}
