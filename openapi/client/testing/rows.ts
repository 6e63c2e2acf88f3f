import type { Message } from "../../generated/types.gen";

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
