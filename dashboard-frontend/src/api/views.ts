import type { Conversation, ListConversationsData } from "@stonechat/openapi/types";

export const VIEWS = ["mine", "unassigned", "all", "snoozed", "resolved"] as const;
export type ViewName = (typeof VIEWS)[number];

export const ORDERS = ["newest", "oldest", "waiting"] as const;
export type Order = (typeof ORDERS)[number];

/** Which conversations the inbox lists, and how; as it stands in the address. */
export interface ListView {
  name: ViewName;
  tag: string | null;
  site: string | null;
  order: Order;
}

/** Where a conversation stands in the order of a list. */
export interface Place {
  at: string;
  id: string;
}

const STATUSES: Record<ViewName, readonly Conversation["status"][]> = {
  mine: ["open", "pending"],
  unassigned: ["open", "pending"],
  all: ["open", "pending"],
  snoozed: ["snoozed"],
  resolved: ["resolved"],
};

export function readView(search: string): ListView {
  const asked = new URLSearchParams(search);
  const one = <Value extends string>(of: readonly Value[], name: string): Value | undefined =>
    of.find((value) => value === asked.get(name));
  return {
    name: one(VIEWS, "view") ?? "mine",
    tag: asked.get("tag"),
    site: asked.get("site"),
    order: one(ORDERS, "order") ?? "newest",
  };
}

/** The end of an address, with its question mark; what goes without saying is left out. */
export function writeView({ name, tag, site, order }: ListView): string {
  const asked = new URLSearchParams();
  if (name !== "mine") asked.set("view", name);
  if (tag !== null) asked.set("tag", tag);
  if (site !== null) asked.set("site", site);
  if (order !== "newest") asked.set("order", order);
  const search = asked.toString();
  return search && `?${search}`;
}

/** The same question for the server. */
export function queryOf({ name, tag, site, order }: ListView): NonNullable<ListConversationsData["query"]> {
  return {
    status: [...STATUSES[name]],
    order,
    ...(name === "mine" && { assignee: "me" }),
    ...(name === "unassigned" && { assignee: "none" }),
    ...(tag !== null && { tag }),
    ...(site !== null && { site }),
  };
}

/** As the server decides it, so that a change of a row can be followed here. */
export function isInView(view: ListView, row: Conversation, myId: string): boolean {
  return (
    row.deleted_at === null &&
    STATUSES[view.name].includes(row.status) &&
    (view.name !== "mine" || row.assignee_id === myId) &&
    (view.name !== "unassigned" || row.assignee_id === null) &&
    (view.tag === null || row.tag_ids.includes(view.tag)) &&
    (view.site === null || row.site_id === view.site) &&
    (view.order !== "waiting" || row.waiting_since !== null)
  );
}

export function placeIn(order: Order, row: Conversation): Place {
  return { at: (order === "waiting" ? row.waiting_since : null) ?? row.last_message_at, id: row.id };
}

/** Negative when the first comes first. */
export function comparePlaces(order: Order, one: Place, other: Place): number {
  const later = compareTimes(one.at, other.at) || compareTexts(one.id, other.id);
  return order === "newest" ? -later : later;
}

/** Times as the API writes them, in UTC and to the microsecond, which a Date would drop. */
function compareTimes(one: string, other: string): number {
  if (one.length === other.length) return compareTexts(one, other);
  return compareTexts(one.slice(0, SECONDS), other.slice(0, SECONDS)) || compareTexts(fraction(one), fraction(other));
}

const SECONDS = "2026-01-01T00:00:00".length;

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function fraction(time: string): string {
  return (/\.(\d+)/.exec(time)?.[1] ?? "").padEnd(6, "0");
}
