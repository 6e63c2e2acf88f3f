import type { Mark, Message } from "../../generated/types.gen";

export const noRows = { conversations: [], messages: [], customers: [], agents: [], marks: [], tags: [], sites: [] };

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
    event: null,
    mentions: [],
    attachments: [],
    created_at: "2026-11-23T10:00:00Z",
    edited_at: null,
    deleted_at: null,
    version: 1,
    ...changes,
  };
}

export function aMark(changes: Partial<Mark> = {}): Mark {
  return {
    id: "k1",
    conversation_id: "c1",
    reader: "team",
    reader_id: null,
    delivered_seq: 1,
    read_seq: 0,
    version: 1,
    ...changes,
  };
}
