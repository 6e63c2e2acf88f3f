import { ApiError, Outbox, type OutboxEntry, uuidv7 } from "@stonechat/openapi/client";
import type { ConversationStarted, Message } from "@stonechat/openapi/types";
import type { Client } from "./client.ts";

/** What one page sends: through the client core's outbox, whose storage outlives the page. */
export class Sender {
  readonly #client: Client;
  readonly #outbox: Outbox;

  constructor(client: Client) {
    this.#client = client;
    this.#outbox = new Outbox({
      name: client.person.name,
      deliver: (entry) => this.#deliver(entry),
      onChange: () => undefined,
    });
  }

  /** Takes up what an earlier page left. */
  begin(): void {
    void this.#outbox.load();
  }

  get unsent(): number {
    return this.#outbox.entries().length;
  }

  wake(): void {
    this.#outbox.wake();
  }

  close(): void {
    this.#outbox.close();
  }

  /** Presses send. Resolves when it is stored; then nothing may lose it any more. */
  async send(conversation: string, text: string, kind: "message" | "note" = "message"): Promise<void> {
    const id = uuidv7();
    this.#client.history.write({ type: "send", id, conversation, text, kind, kept: true });
    await this.#outbox.add({ id, conversation_id: conversation, type: "message", body: { id, text, kind } });
  }

  async start(text: string): Promise<void> {
    const [conversation, id] = [uuidv7(), uuidv7()];
    const { name, history } = this.#client;
    history.write({ type: "send", id, conversation, text, kind: "start", kept: true });
    const answers = { name, email: `${name}@example.com` };
    const body = { id: conversation, message: { id, text }, answers };
    await this.#outbox.add({ id, conversation_id: conversation, type: "start", body });
  }

  async #deliver(entry: OutboxEntry): Promise<void> {
    const { history } = this.#client;
    try {
      const { id, conversation_id: conversation, seq, public_seq } = await this.#post(entry);
      history.write({ type: "acknowledged", id, conversation, seq, public_seq });
    } catch (error) {
      if (error instanceof ApiError && error.status >= 400 && error.status < 500)
        history.write({ type: "refused", id: entry.id, status: error.status, code: error.problem?.code ?? null });
      throw error;
    }
  }

  async #post(entry: OutboxEntry): Promise<Message> {
    const client = this.#client;
    if (entry.type === "start") {
      const started = await client.api.post<ConversationStarted>("/v1/conversations", entry.body);
      const { conversation, message, customer } = started;
      client.apply({ conversations: [conversation], messages: [message], customers: [customer] }, "answer");
      return message;
    }
    const message = await client.api.post<Message>(`/v1/conversations/${entry.conversation_id}/messages`, entry.body);
    client.apply({ messages: [message] }, "answer");
    return message;
  }
}
