import type { AgentProfile, Conversation, Customer, Mark, Message, Site } from "@stonechat/openapi/types";
import type { InfiniteData } from "@tanstack/react-query";
import { type ListPage, listPage } from "@/api/pages";
import type { ListView } from "@/api/views";

export function conversation(over: Partial<Conversation> & { id: string }): Conversation {
  return {
    site_id: "site",
    customer_id: "customer",
    status: "open",
    assignee_id: null,
    seq: 1,
    public_seq: 1,
    head_version: 1,
    tag_ids: [],
    priority: "normal",
    snoozed_until: null,
    resolved_at: null,
    waiting_since: null,
    queued_at: null,
    rating: null,
    rating_text: "",
    preview: "Hello",
    last_message_at: "2026-03-01T10:00:00Z",
    last_message_author: "customer",
    last_message_author_id: null,
    answers: [],
    created_at: "2026-03-01T10:00:00Z",
    deleted_at: null,
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
    event: null,
    mentions: [],
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
    phone_e164: null,
    external_id: null,
    verified_at: null,
    attributes: {},
    page_attributes: {},
    tag_ids: [],
    note: "",
    first_page: null,
    last_page: null,
    referrer: null,
    user_agent: null,
    locale: null,
    time_zone: null,
    head_version: 1,
    blocked_at: null,
    erased_at: null,
    merged_into_id: null,
    ...over,
  };
}

export function agentProfile(over: Partial<AgentProfile> & { id: string }): AgentProfile {
  return { name: "Mara", active: true, availability: "online", face_id: null, version: 1, ...over };
}

export function site(over: Partial<Site> & { id: string }): Site {
  return {
    name: "Shop",
    color: "#aa0000",
    position: "right",
    greeting: "",
    away_text: "",
    texts: {},
    time_zone: "UTC",
    office_hours: null,
    country: null,
    assignment: "round_robin",
    requeue_after: null,
    reopen_days: 7,
    retention_days: null,
    allowed_origins: [],
    created_at: "2026-03-01T10:00:00Z",
    archived_at: null,
    version: 1,
    ...over,
  };
}

export function mark(over: Partial<Mark> & { id: string }): Mark {
  return {
    conversation_id: "one",
    reader: "customer",
    reader_id: "customer",
    delivered_seq: 0,
    read_seq: 0,
    version: 1,
    ...over,
  };
}

export function pages<Page>(...loaded: Page[]): InfiniteData<Page, string | null> {
  return { pages: loaded, pageParams: loaded.map((_, at) => (at === 0 ? null : `page-${at}`)) };
}

export const EVERYTHING: ListView = { name: "all", tag: null, site: null, order: "newest" };

/** The pages of a list as they are held once they were loaded. */
export function listPages(...loaded: Partial<ListPage>[]): InfiniteData<ListPage, string | null> {
  return listPagesOf(EVERYTHING, ...loaded);
}

export function listPagesOf(view: ListView, ...loaded: Partial<ListPage>[]): InfiniteData<ListPage, string | null> {
  const whole = { items: [], customers: [], marks: [], next: null };
  return pages(...loaded.map((page) => listPage({ ...whole, ...page }, view)));
}
