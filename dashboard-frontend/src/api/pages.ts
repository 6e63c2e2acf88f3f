import { newer } from "@stonechat/openapi/client";
import type { Conversation, ConversationPage, Customer, Mark, Message, MessagePage } from "@stonechat/openapi/types";
import type { InfiniteData } from "@tanstack/react-query";

export type ConversationPages = InfiniteData<ConversationPage, unknown>;
export type MessagePages = InfiniteData<MessagePage, unknown>;

type Versioned = { id: string; version: number };

/** Newest activity first; the order of the server's pages. */
export function byActivity(a: Conversation, b: Conversation): number {
  return Date.parse(b.last_message_at) - Date.parse(a.last_message_at) || (a.id < b.id ? 1 : -1);
}

/** All loaded conversations, each once. A row that moved up while a page was on its way may stand on two pages. */
export function conversationsOf(data: ConversationPages): Conversation[] {
  const rows = new Map<string, Conversation>();
  for (const page of data.pages) for (const item of page.items) rows.set(item.id, newer(rows.get(item.id), item));
  return [...rows.values()].sort(byActivity);
}

/** All loaded entries of a timeline, oldest first. */
export function messagesOf(data: MessagePages): Message[] {
  const rows = new Map<string, Message>();
  for (const page of data.pages) for (const item of page.items) rows.set(item.id, newer(rows.get(item.id), item));
  return [...rows.values()].sort((a, b) => a.seq - b.seq);
}

/** Puts a conversation into the loaded pages, unless it belongs further down than what is loaded. */
export function withConversation(data: ConversationPages, row: Conversation): ConversationPages {
  const replaced = replaceItem(data, row);
  if (replaced) return replaced;
  const last = data.pages.at(-1);
  const oldest = last?.items.toSorted(byActivity).at(-1);
  if (last?.next != null && oldest && byActivity(row, oldest) > 0) return data;
  return prependItem(data, row);
}

/** `gap`: entries before this one are missing, so the timeline has to be loaded again. */
export function withMessage(data: MessagePages, row: Message): { data: MessagePages; gap: boolean } {
  const replaced = replaceItem(data, row);
  if (replaced) return { data: replaced, gap: false };
  const known = messagesOf(data);
  const oldest = known[0]?.seq ?? 0;
  if (row.seq < oldest && data.pages.at(-1)?.next != null) return { data, gap: false };
  const newest = known.at(-1)?.seq ?? 0;
  return { data: prependItem(data, row), gap: row.seq > newest + 1 };
}

/** How far everybody got, as the pages of a timeline tell it. */
export function marksOf(data: MessagePages): Mark[] {
  const rows = new Map<string, Mark>();
  for (const page of data.pages) for (const mark of page.marks) rows.set(mark.id, newer(rows.get(mark.id), mark));
  return [...rows.values()];
}

/** Customers travel beside the conversations of a page. */
export function withCustomer(data: ConversationPages, row: Customer): ConversationPages {
  const isNeeded = data.pages.some((page) => page.items.some((item) => item.customer_id === row.id));
  return withBeside(data, "customers", row, isNeeded);
}

/** Marks travel beside the messages of a page. */
export function withMark(data: MessagePages, row: Mark): MessagePages {
  return withBeside(data, "marks", row, true);
}

/** Replaces what travels beside the items where it is older, or puts it beside those of the first page. */
function withBeside<Key extends string, Row extends Versioned, Page extends Record<Key, Row[]>>(
  data: InfiniteData<Page, unknown>,
  key: Key,
  row: Row,
  isNeeded: boolean,
): InfiniteData<Page, unknown> {
  let known = false;
  let changed = false;
  const pages = data.pages.map((page) => {
    const at = page[key].findIndex(({ id }) => id === row.id);
    const current = page[key][at];
    if (!current) return page;
    known = true;
    if (newer(current, row) === current) return page;
    changed = true;
    return { ...page, [key]: page[key].with(at, row) };
  });
  if (changed) return { ...data, pages };
  const first = data.pages[0];
  if (known || !isNeeded || !first) return data;
  return { ...data, pages: [{ ...first, [key]: [...first[key], row] }, ...data.pages.slice(1)] };
}

/** Null when the row is on no page; the same data when it is no news. */
function replaceItem<Row extends Versioned, Page extends { items: Row[] }>(
  data: InfiniteData<Page, unknown>,
  row: Row,
): InfiniteData<Page, unknown> | null {
  let known = false;
  let changed = false;
  const pages = data.pages.map((page) => {
    const at = page.items.findIndex((item) => item.id === row.id);
    const current = page.items[at];
    if (!current) return page;
    known = true;
    if (newer(current, row) === current) return page;
    changed = true;
    return { ...page, items: page.items.with(at, row) };
  });
  if (!known) return null;
  return changed ? { ...data, pages } : data;
}

function prependItem<Row, Page extends { items: Row[] }>(
  data: InfiniteData<Page, unknown>,
  row: Row,
): InfiniteData<Page, unknown> {
  const [first, ...rest] = data.pages;
  return first ? { ...data, pages: [{ ...first, items: [row, ...first.items] }, ...rest] } : data;
}
