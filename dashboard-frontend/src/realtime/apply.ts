import { newer, type Rows } from "@stonechat/openapi/client";
import type { AgentProfile, Conversation, Customer, Mark, Message } from "@stonechat/openapi/types";
import type { QueryClient } from "@tanstack/react-query";
import { keepSite, keepTag, withRow } from "@/api/answers";
import { changeCustomerLists, changeHistories, withListedCustomer } from "@/api/customers";
import { withConversations, withCustomer, withHistory, withListedMark, withMark, withMessage } from "@/api/pages";
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

/** Maps rows to changes of the query cache: by id, and only where the version is newer. */
export function applyRows(cache: QueryClient, rows: Rows): void {
  for (const kind of ORDER) applyChange(cache, { kind, rows: rows[kind] } as Change);
}

function applyChange(cache: QueryClient, change: Change): void {
  switch (change.kind) {
    case "conversations":
      applyConversations(cache, change.rows);
      return;
    case "messages":
      for (const row of change.rows.toSorted((a, b) => a.seq - b.seq)) applyMessage(cache, row);
      return;
    case "customers":
      for (const row of change.rows) applyCustomer(cache, row);
      return;
    case "agents":
      for (const row of change.rows) applyAgent(cache, row);
      return;
    case "marks":
      for (const row of change.rows) applyMark(cache, row);
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
  if (rows.length === 0) return;
  changeLists(cache, (pages, view, myId) => withConversations(pages, rows, view, myId));
  changeHistories(cache, (pages, customerId) => withHistory(pages, rows, customerId));
}

function applyMessage(cache: QueryClient, row: Message): void {
  const { queryKey } = messageList(row.conversation_id);
  const known = cache.getQueryData(queryKey);
  if (!known) return;
  const { data, gap } = withMessage(known, row);
  cache.setQueryData(queryKey, data);
  if (gap) void cache.invalidateQueries({ queryKey, exact: true });
}

function applyCustomer(cache: QueryClient, row: Customer): void {
  cache.setQueryData(customerDetail(row.id).queryKey, (known) => known && newer(known, row));
  changeLists(cache, (pages) => withCustomer(pages, row));
  changeCustomerLists(cache, (pages, site) => withListedCustomer(pages, row, site));
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

function applyMark(cache: QueryClient, row: Mark): void {
  cache.setQueryData(messageList(row.conversation_id).queryKey, (known) => known && withMark(known, row));
  cache.setQueryData(markList(row.conversation_id).queryKey, (known) => known && { items: withRow(known.items, row) });
  changeLists(cache, (pages) => withListedMark(pages, row));
}
