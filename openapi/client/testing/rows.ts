import type { Conversation, Message } from "../../generated/types.gen";

export function aMessage(changes: Partial<Message> = {}): Message {
  return {
    id: "m1",
    conversation_id: "c1",
    seq: 1,
    public_seq: 1,
    kind: "message",
    author: "customer",
    author_id: null,
    text: "Hello",
    attachments: [],
    created_at: "2026-11-23T10:00:00Z",
    edited_at: null,
    deleted_at: null,
    version: 1,
    ...changes,
  };
}

export function aConversation(changes: Partial<Conversation> = {}): Conversation {
  return {
    id: "c1",
    site_id: "s1",
    customer_id: "k1",
    status: "open",
    assignee_id: null,
    seq: 1,
    public_seq: 1,
    head_version: 1,
    preview: "Hello",
    last_message_at: "2026-11-23T10:00:00Z",
    last_message_author: "customer",
    last_message_author_id: null,
    answers: [],
    created_at: "2026-11-23T10:00:00Z",
    version: 1,
    ...changes,
  };
}
