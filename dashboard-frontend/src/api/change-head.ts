import { changeConversation, getConversation } from "@stonechat/openapi/sdk";
import type { ChangeConversation, Conversation } from "@stonechat/openapi/types";
import type { QueryClient } from "@tanstack/react-query";
import { conversationDetail } from "@/api/queries";
import { hasCode } from "@/api/sentences";

type Fields = Pick<ChangeConversation, "status" | "snoozed_until" | "assignee_id" | "priority">;

const FIELDS = ["status", "snoozed_until", "assignee_id", "priority"] as const satisfies (keyof Fields)[];

/** What an agent does to one conversation. Tags are put on or taken off: two agents who do so at once both get their way. */
export interface HeadChange extends Fields {
  add_tag_ids?: string[];
  remove_tag_ids?: string[];
}

export interface HeadOutcome {
  /** How the conversation is now. */
  row: Conversation;
  /** Somebody else changed the very same thing since the agent saw it, so nothing was changed. */
  overtaken: boolean;
}

/** Every other conflict is about something else that changed, and the change is made again on top of that. */
const MOST_ATTEMPTS = 4;

/** How a conversation looks after the change. */
export function headAfter(row: Conversation, change: HeadChange): Conversation {
  const { add_tag_ids = [], remove_tag_ids = [], ...fields } = change;
  const kept = row.tag_ids.filter((id) => !remove_tag_ids.includes(id) && !add_tag_ids.includes(id));
  const tags = add_tag_ids.length + remove_tag_ids.length > 0 ? [...kept, ...add_tag_ids] : row.tag_ids;
  const snooze = fields.status !== undefined && fields.status !== "snoozed" ? { snoozed_until: null } : {};
  return { ...row, ...fields, ...snooze, tag_ids: tags };
}

/** The change that brings the conversation back to how it was; what the other one left alone is not in it. */
export function headBack(row: Conversation, change: HeadChange, now: Date = new Date()): HeadChange {
  const back: HeadChange = {};
  const differs = (field: keyof Fields): boolean => change[field] !== undefined && !isSame(field, change, row);
  if (differs("status") || differs("snoozed_until")) {
    const over = row.snoozed_until !== null && new Date(row.snoozed_until) <= now;
    back.status = over ? "open" : row.status;
    if (back.status === "snoozed") back.snoozed_until = row.snoozed_until;
  }
  if (differs("assignee_id")) back.assignee_id = row.assignee_id;
  if (differs("priority")) back.priority = row.priority;
  const added = change.add_tag_ids?.filter((id) => !row.tag_ids.includes(id)) ?? [];
  const removed = change.remove_tag_ids?.filter((id) => row.tag_ids.includes(id)) ?? [];
  if (added.length > 0) back.remove_tag_ids = added;
  if (removed.length > 0) back.add_tag_ids = removed;
  return back;
}

/** Makes the change on top of the newest that is known here, and of what others changed meanwhile beside it. */
export async function changeHead(cache: QueryClient, seen: Conversation, change: HeadChange): Promise<HeadOutcome> {
  const path = { conversation_id: seen.id };
  let base = cache.getQueryData(conversationDetail(seen.id).queryKey) ?? seen;
  for (let attempt = 1; ; attempt++) {
    if (isOvertaken(seen, base, change)) return { row: base, overtaken: true };
    try {
      const { data } = await changeConversation({ path, body: requestOf(base, change), throwOnError: true });
      return { row: data, overtaken: false };
    } catch (error) {
      if (!hasCode(error, "version_conflict") || attempt === MOST_ATTEMPTS) throw error;
      base = (await getConversation({ path, throwOnError: true })).data;
    }
  }
}

function requestOf(base: Conversation, change: HeadChange): ChangeConversation {
  const { add_tag_ids, remove_tag_ids, ...fields } = change;
  const changesTags = add_tag_ids !== undefined || remove_tag_ids !== undefined;
  return {
    head_version: base.head_version,
    ...fields,
    ...(changesTags && { tag_ids: headAfter(base, change).tag_ids }),
  };
}

function isOvertaken(seen: Conversation, now: Conversation, change: HeadChange): boolean {
  return FIELDS.some((field) => {
    if (change[field] === undefined) return false;
    return !isSame(field, now, seen) && !isSame(field, now, change);
  });
}

/** The server may write a time in another way than this page did. */
function isSame(field: keyof Fields, one: Fields, other: Fields): boolean {
  const [a, b] = [one[field], other[field]];
  return a === b || (field === "snoozed_until" && Boolean(a && b) && Date.parse(a ?? "") === Date.parse(b ?? ""));
}
