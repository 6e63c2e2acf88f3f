import { newer } from "@stonechat/openapi/client";
import type { Conversation, ConversationPage, Customer, Mark, Message, MessagePage } from "@stonechat/openapi/types";
import type { InfiniteData } from "@tanstack/react-query";
import { comparePlaces, isInView, type ListView, type Order, type Place, placeIn } from "@/api/views";

/** A page of a list, with what its rows tell no more once they have changed. */
export interface ListPage extends ConversationPage {
  /** Where the page ended when it was loaded; null: nothing follows. */
  end: Place | null;
  /** The conversations whose marks came along. */
  marked: readonly string[];
}

export type ConversationPages = InfiniteData<ListPage, unknown>;
export type MessagePages = InfiniteData<MessagePage, unknown>;

type Versioned = { id: string; version: number };

export function listPage(page: ConversationPage, { order }: Pick<ListView, "order">): ListPage {
  const last = page.next === null ? undefined : page.items.at(-1);
  return { ...page, end: last ? placeIn(order, last) : null, marked: page.items.map(({ id }) => id) };
}

/**
 * What a list shows, in its order. Its pages also hold rows that have left the list, so that an older version of them
 * does not bring them back, and those that moved behind what is loaded, where the next page will find them.
 */
export function conversationsOf(data: ConversationPages, view: ListView, myId: string): Conversation[] {
  return listed(data, view.order, (row) => isInView(view, row, myId));
}

/** The conversations of one customer, newest first. */
export function historyOf(data: ConversationPages, customerId: string): Conversation[] {
  return listed(data, "newest", (row) => isOfCustomer(row, customerId));
}

function listed(data: ConversationPages, order: Order, belongs: (row: Conversation) => boolean): Conversation[] {
  const rows = new Map<string, Conversation>();
  for (const page of data.pages) for (const item of page.items) rows.set(item.id, newer(rows.get(item.id), item));
  const end = data.pages.at(-1)?.end ?? null;
  return [...rows.values()]
    .filter((row) => belongs(row) && isLoaded(order, row, end))
    .sort((one, other) => comparePlaces(order, placeIn(order, one), placeIn(order, other)));
}

function isLoaded(order: Order, row: Conversation, end: Place | null): boolean {
  return end === null || comparePlaces(order, placeIn(order, row), end) <= 0;
}

function isOfCustomer(row: Conversation, customerId: string): boolean {
  return row.customer_id === customerId && row.deleted_at === null;
}

/** All loaded entries of a timeline, oldest first. */
export function messagesOf(data: MessagePages): Message[] {
  const rows = new Map<string, Message>();
  for (const page of data.pages) for (const item of page.items) rows.set(item.id, newer(rows.get(item.id), item));
  return [...rows.values()].sort((a, b) => a.seq - b.seq);
}

/** Puts conversations into the loaded pages, but for those that are not in the list or further down than it is loaded. */
export function withConversations(
  data: ConversationPages,
  rows: readonly Conversation[],
  view: ListView,
  myId: string,
): ConversationPages {
  return withListed(data, rows, view.order, (row) => isInView(view, row, myId));
}

/** The same for the conversations of one customer. */
export function withHistory(
  data: ConversationPages,
  rows: readonly Conversation[],
  customerId: string,
): ConversationPages {
  return withListed(data, rows, "newest", (row) => isOfCustomer(row, customerId));
}

function withListed(
  data: ConversationPages,
  rows: readonly Conversation[],
  order: Order,
  belongs: (row: Conversation) => boolean,
): ConversationPages {
  const end = data.pages.at(-1)?.end ?? null;
  let result = data;
  for (const row of rows) {
    const replaced = replaceItem(result, row);
    if (replaced) result = replaced;
    else if (belongs(row) && isLoaded(order, row, end)) result = prependItem(result, row);
  }
  return result;
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

/** How far everybody got in a conversation of a list; undefined where that did not come with it. */
export function listedMarks(data: ConversationPages, conversationId: string): Mark[] | undefined {
  const marks = data.pages.flatMap((page) => page.marks).filter((mark) => mark.conversation_id === conversationId);
  return marks.length > 0 || data.pages.some(({ marked }) => marked.includes(conversationId)) ? marks : undefined;
}

/** Marks travel beside the conversations of a page, too. */
export function withListedMark(data: ConversationPages, row: Mark): ConversationPages {
  return withBeside(
    data,
    "marks",
    row,
    data.pages.some(({ marked }) => marked.includes(row.conversation_id)),
  );
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
export function replaceItem<Row extends Versioned, Page extends { items: Row[] }>(
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

export function prependItem<Row, Page extends { items: Row[] }>(
  data: InfiniteData<Page, unknown>,
  row: Row,
): InfiniteData<Page, unknown> {
  const [first, ...rest] = data.pages;
  return first ? { ...data, pages: [{ ...first, items: [row, ...first.items] }, ...rest] } : data;
}
