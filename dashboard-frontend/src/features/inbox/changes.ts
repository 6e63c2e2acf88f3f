import type { ChangeMany, Conversation } from "@stonechat/openapi/types";

/** What is done to many conversations at once. */
export type Change = Omit<ChangeMany, "ids">;

/** The API takes so many at once. */
const MOST_AT_ONCE = 100;

/** How a conversation looks after the change, as far as agents see it before the server has answered. */
export function changed(row: Conversation, change: Change): Conversation {
  const { add_tag_ids = [], remove_tag_ids = [], ...head } = change;
  const kept = row.tag_ids.filter((id) => !remove_tag_ids.includes(id) && !add_tag_ids.includes(id));
  return { ...row, ...head, tag_ids: [...kept, ...add_tag_ids] };
}

/** The requests that make this change. */
export function requestsOf(ids: readonly string[], change: Change): ChangeMany[] {
  const requests: ChangeMany[] = [];
  for (let at = 0; at < ids.length; at += MOST_AT_ONCE) {
    requests.push({ ...change, ids: ids.slice(at, at + MOST_AT_ONCE) });
  }
  return requests;
}

/** The requests that bring these conversations back to how they are now, whatever the change does to each. */
export function wayBack(rows: readonly Conversation[], change: Change): ChangeMany[] {
  const groups = new Map<string, { back: Change; ids: string[] }>();
  for (const row of rows) {
    const back = backOf(row, change);
    if (back === null) continue;
    const key = JSON.stringify(back);
    const group = groups.get(key) ?? { back, ids: [] };
    group.ids.push(row.id);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ back, ids }) => requestsOf(ids, back));
}

function backOf(
  row: Conversation,
  { status, priority, assignee_id, add_tag_ids, remove_tag_ids }: Change,
): Change | null {
  const back: Change = {};
  // Until when it was put off is not said with many at once: it comes back as open.
  if (status !== undefined && status !== row.status) back.status = row.status === "snoozed" ? "open" : row.status;
  if (priority !== undefined && priority !== row.priority) back.priority = row.priority;
  if (assignee_id !== undefined && assignee_id !== row.assignee_id) back.assignee_id = row.assignee_id;
  const added = add_tag_ids?.filter((id) => !row.tag_ids.includes(id)) ?? [];
  const removed = remove_tag_ids?.filter((id) => row.tag_ids.includes(id)) ?? [];
  if (added.length > 0) back.remove_tag_ids = added;
  if (removed.length > 0) back.add_tag_ids = removed;
  return Object.keys(back).length > 0 ? back : null;
}
