import type { ChangeMany, Conversation } from "@stonechat/openapi/types";
import { headBack } from "@/api/change-head";

/** What is done to many conversations at once. */
export type Change = Omit<ChangeMany, "ids">;

/** The API takes so many at once. */
const MOST_AT_ONCE = 100;

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

function backOf(row: Conversation, change: Change): Change | null {
  const { status, snoozed_until: _, ...rest } = headBack(row, change);
  // Until when it was put off is not said with many at once: it comes back as open.
  const was = status === "snoozed" ? "open" : status;
  const back: Change = { ...rest, ...(was !== undefined && was !== change.status && { status: was }) };
  return Object.keys(back).length > 0 ? back : null;
}
