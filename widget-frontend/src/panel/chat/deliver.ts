import type { Api, OutboxEntry } from "@stonechat/openapi/client";
import type { Conversation, ConversationStarted, Message } from "@stonechat/openapi/types";
import type { Session } from "./session";

export interface Delivery {
  api: Pick<Api, "post">;
  session: Session;
  onStarted(conversation: Conversation): void;
  onStored(message: Message): void;
}

/** Brings one entry of the outbox to the server, and keeps what the server stored before the entry goes away. */
export async function deliver(entry: OutboxEntry, { api, session, onStarted, onStored }: Delivery): Promise<void> {
  if (entry.type === "message") {
    const path = `/v1/conversations/${entry.conversation_id}/messages`;
    onStored(await api.post<Message>(path, entry.body));
    return;
  }
  // The resume key is stored in here, before the conversation can exist on the server.
  await session.begin();
  const started = await api.post<ConversationStarted>("/v1/conversations", entry.body);
  session.know(started.customer);
  onStarted(started.conversation);
  onStored(started.message);
}
