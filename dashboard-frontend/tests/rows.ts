import type { AgentProfile, Conversation, Customer, Message } from "@stonechat/openapi/types";
import type { InfiniteData } from "@tanstack/react-query";

export function conversation(over: Partial<Conversation> & { id: string }): Conversation {
  return {
    site_id: "site",
    customer_id: "customer",
    status: "open",
    assignee_id: null,
    seq: 1,
    public_seq: 1,
    head_version: 1,
    preview: "Hello",
    last_message_at: "2026-03-01T10:00:00Z",
    last_message_author: "customer",
    last_message_author_id: null,
    answers: [],
    created_at: "2026-03-01T10:00:00Z",
    version: 1,
    ...over,
  };
}

export function message(over: Partial<Message> & { id: string; seq: number }): Message {
  return {
    conversation_id: "one",
    public_seq: over.seq,
    kind: "message",
    author: "customer",
    author_id: "customer",
    text: "Hello",
    attachments: [],
    created_at: "2026-03-01T10:00:00Z",
    edited_at: null,
    deleted_at: null,
    version: 1,
    ...over,
  };
}

export function customer(over: Partial<Customer> & { id: string }): Customer {
  return {
    site_id: "site",
    name: "Ada",
    email: null,
    phone: null,
    created_at: "2026-03-01T10:00:00Z",
    version: 1,
    ...over,
  };
}

export function agentProfile(over: Partial<AgentProfile> & { id: string }): AgentProfile {
  return { name: "Mara", active: true, version: 1, ...over };
}

export function pages<Page>(...loaded: Page[]): InfiniteData<Page, string | null> {
  return { pages: loaded, pageParams: loaded.map((_, at) => (at === 0 ? null : `page-${at}`)) };
}
