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
export function conversationsOf(
  data: ConversationPages,
  view: ListView,
  myId: string,
  over: Over = asTold,
): Conversation[] {
  return listed(data, view.order, over, (row) => isInView(view, row, myId));
}

/** The conversations of one customer, newest first. */
export function historyOf(data: ConversationPages, customerId: string, over: Over = asTold): Conversation[] {
  return listed(data, "newest", over, (row) => isOfCustomer(row, customerId));
}

/** Lays over a conversation what was asked for and is not answered yet. */
type Over = (row: Conversation) => Conversation;

const asTold: Over = (row) => row;

function listed(
  data: ConversationPages,
  order: Order,
  over: Over,
  belongs: (row: Conversation) => boolean,
): Conversation[] {
  const rows = new Map<string, Conversation>();
  for (const page of data.pages) for (const item of page.items) rows.set(item.id, newer(rows.get(item.id), item));
  const end = data.pages.at(-1)?.end ?? null;
  return [...rows.values()]
    .map(over)
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

/** `gap`: entries before one of these are missing, so the timeline has to be loaded again. */
export function withMessages(data: MessagePages, rows: readonly Message[]): { data: MessagePages; gap: boolean } {
  const known = messagesOf(data);
  const isWhole = data.pages.at(-1)?.next == null;
  const oldest = known[0]?.seq ?? 0;
  let newest = known.at(-1)?.seq ?? 0;
  let result = data;
  let gap = false;
  for (const row of rows.toSorted((a, b) => a.seq - b.seq)) {
    const replaced = replaceItem(result, row);
    if (replaced) result = replaced;
    else if (row.seq >= oldest || isWhole) {
      gap ||= row.seq > newest + 1;
      newest = Math.max(newest, row.seq);
      result = prependItem(result, row);
    }
  }
  return { data: result, gap };
}

/** How far everybody got, as the pages of a timeline tell it. */
export function marksOf(data: MessagePages): Mark[] {
  const rows = new Map<string, Mark>();
  for (const page of data.pages) for (const mark of page.marks) rows.set(mark.id, newer(rows.get(mark.id), mark));
  return [...rows.values()];
}

/** How far everybody got in a conversation of a list; undefined where that did not come with it. */
export function listedMarks(data: ConversationPages, conversationId: string): Mark[] | undefined {
  const known = parted.get(data) ?? partMarks(data);
  parted.set(data, known);
  const marks = known.get(conversationId);
  const [first] = marks ?? [];
  if (!marks || !first) return marks && NO_MARKS;
  // The same array as long as it says the same, so that a row is not drawn again for what happened in another one.
  const before = madeOf.get(first);
  if (before?.length === marks.length && marks.every((mark, at) => mark === before[at])) return before;
  madeOf.set(first, marks);
  return marks;
}

const NO_MARKS: Mark[] = [];
/** Neither rows nor pages ever change, so what was made of them need not be made again. */
const parted = new WeakMap<ConversationPages, ReadonlyMap<string, Mark[]>>();
const madeOf = new WeakMap<Mark, Mark[]>();

function partMarks({ pages }: ConversationPages): ReadonlyMap<string, Mark[]> {
  const result = new Map<string, Mark[]>();
  for (const id of pages.flatMap(({ marked }) => marked)) result.set(id, []);
  for (const mark of pages.flatMap(({ marks }) => marks)) {
    const own = result.get(mark.conversation_id);
    if (own) own.push(mark);
    else result.set(mark.conversation_id, [mark]);
  }
  return result;
}

/** Marks travel beside the conversations of a page, too. */
export function withListedMarks(data: ConversationPages, rows: readonly Mark[]): ConversationPages {
  const marked = new Set(data.pages.flatMap((page) => page.marked));
  return rows.reduce((result, row) => withBeside(result, "marks", row, marked.has(row.conversation_id)), data);
}

/** Customers travel beside the conversations of a page. */
export function withCustomers(data: ConversationPages, rows: readonly Customer[]): ConversationPages {
  const needed = new Set(data.pages.flatMap((page) => page.items.map(({ customer_id }) => customer_id)));
  return rows.reduce((result, row) => withBeside(result, "customers", row, needed.has(row.id)), data);
}

/** Marks travel beside the messages of a page. */
export function withMarks(data: MessagePages, rows: readonly Mark[]): MessagePages {
  return rows.reduce((result, row) => withBeside(result, "marks", row, true), data);
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
