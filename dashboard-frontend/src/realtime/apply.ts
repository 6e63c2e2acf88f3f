import { newer, type Rows } from "@stonechat/openapi/client";
import type { AgentProfile, Conversation, Customer, Mark, Message } from "@stonechat/openapi/types";
import { notifyManager, type QueryClient } from "@tanstack/react-query";
import { keepSite, keepTag, withRow } from "@/api/answers";
import { changeCustomerLists, changeHistories, withListedCustomer } from "@/api/customers";
import { withConversations, withCustomers, withHistory, withListedMarks, withMarks, withMessages } from "@/api/pages";
import { agentList, changeLists, conversationDetail, customerDetail, markList, messageList } from "@/api/queries";

type Change = { [Kind in keyof Rows]: { kind: Kind; rows: Rows[Kind] } }[keyof Rows];

/** Customers come after conversations, because a customer is kept only where a conversation needs it. */
const ORDER = [
  "conversations",
  "messages",
  "customers",
  "agents",
  "marks",
  "tags",
  "sites",
] as const satisfies readonly (keyof Rows)[];

/** Maps rows to changes of the query cache: by id, and only where the version is newer. All are drawn in one go. */
export function applyRows(cache: QueryClient, rows: Rows): void {
  notifyManager.batch(() => {
    for (const kind of ORDER) {
      if (rows[kind].length > 0) applyChange(cache, { kind, rows: rows[kind] } as Change);
    }
  });
}

function applyChange(cache: QueryClient, change: Change): void {
  switch (change.kind) {
    case "conversations":
      applyConversations(cache, change.rows);
      return;
    case "messages":
      applyMessages(cache, change.rows);
      return;
    case "customers":
      applyCustomers(cache, change.rows);
      return;
    case "agents":
      for (const row of change.rows) applyAgent(cache, row);
      return;
    case "marks":
      applyMarks(cache, change.rows);
      return;
    case "tags":
      for (const row of change.rows) keepTag(cache, row);
      return;
    case "sites":
      for (const row of change.rows) keepSite(cache, row);
      return;
    default:
      change satisfies never;
  }
}

function applyConversations(cache: QueryClient, rows: readonly Conversation[]): void {
  for (const row of rows) {
    cache.setQueryData(conversationDetail(row.id).queryKey, (known) => known && newer(known, row));
  }
  changeLists(cache, (pages, view, myId) => withConversations(pages, rows, view, myId));
  changeHistories(cache, (pages, customerId) => withHistory(pages, rows, customerId));
}

function applyMessages(cache: QueryClient, rows: readonly Message[]): void {
  for (const [conversationId, own] of byConversation(rows)) {
    const { queryKey } = messageList(conversationId);
    const known = cache.getQueryData(queryKey);
    if (!known) continue;
    const { data, gap } = withMessages(known, own);
    cache.setQueryData(queryKey, data);
    if (gap) void cache.invalidateQueries({ queryKey, exact: true });
  }
}

function applyCustomers(cache: QueryClient, rows: readonly Customer[]): void {
  for (const row of rows) {
    cache.setQueryData(customerDetail(row.id).queryKey, (known) => known && newer(known, row));
    changeCustomerLists(cache, (pages, site) => withListedCustomer(pages, row, site));
  }
  changeLists(cache, (pages) => withCustomers(pages, rows));
}

/** Rows tell of an agent what everybody may know; an agent who is new here has more to load. */
function applyAgent(cache: QueryClient, row: AgentProfile): void {
  const { queryKey } = agentList();
  const known = cache.getQueryData(queryKey);
  if (!known) return;
  const at = known.items.findIndex((agent) => agent.id === row.id);
  const current = known.items[at];
  if (!current) void cache.invalidateQueries({ queryKey, exact: true });
  else if (row.version > current.version) {
    cache.setQueryData(queryKey, { ...known, items: known.items.with(at, { ...current, ...row }) });
  }
}

function applyMarks(cache: QueryClient, rows: readonly Mark[]): void {
  for (const [conversationId, own] of byConversation(rows)) {
    cache.setQueryData(messageList(conversationId).queryKey, (known) => known && withMarks(known, own));
    cache.setQueryData(
      markList(conversationId).queryKey,
      (known) => known && { items: own.reduce<Mark[]>(withRow, known.items) },
    );
  }
  changeLists(cache, (pages) => withListedMarks(pages, rows));
}

function byConversation<Row extends { conversation_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const parted = new Map<string, Row[]>();
  for (const row of rows) {
    const own = parted.get(row.conversation_id);
    if (own) own.push(row);
    else parted.set(row.conversation_id, [row]);
  }
  return parted;
}
