import type { Company, Presence } from "@stonechat/openapi/client";

type Lists = Map<string, readonly Company[]>;

const NOBODY: readonly Company[] = [];
const known = new WeakMap<object, Lists>();

/**
 * Who else is in a conversation right now: the same list as long as it says the same. Much is told of many
 * conversations, and what is told of one must not draw the others again.
 */
export function companyIn(presence: Pick<Presence, "in">, conversationId: string): readonly Company[] {
  const lists: Lists = known.get(presence) ?? new Map();
  known.set(presence, lists);
  const now = presence.in(conversationId);
  const before = lists.get(conversationId) ?? NOBODY;
  if (before.length === now.length && now.every((one, at) => saysTheSame(one, before[at]))) return before;
  if (now.length > 0) lists.set(conversationId, now);
  else lists.delete(conversationId);
  return now.length > 0 ? now : NOBODY;
}

function saysTheSame(one: Company, other: Company | undefined): boolean {
  return (["event", "author", "author_id", "kind"] as const).every((field) => one[field] === other?.[field]);
}
