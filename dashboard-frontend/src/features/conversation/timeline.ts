import type { OutboxEntry } from "@stonechat/openapi/client";
import type { Message } from "@stonechat/openapi/types";
import { differenceInMinutes } from "date-fns";
import { sameDay } from "@/lib/times";

/** A message of the server, or one of ours that is still on its way. */
export interface Entry {
  id: string;
  kind: Message["kind"];
  author: Message["author"];
  authorId: string | null;
  text: string;
  at: string;
  edited: boolean;
  deleted: boolean;
  delivery: "sent" | OutboxEntry["state"];
  /** Why it could not be sent. */
  problem: string | null;
}

export type TimelineItem =
  | { type: "day"; key: string; at: string }
  | { type: "system"; key: string; entry: Entry }
  | { type: "group"; key: string; entries: [Entry, ...Entry[]] };

type Group = Extract<TimelineItem, { type: "group" }>;

/** Entries of one author this close together are one group. */
const GROUP_MINUTES = 5;

/** What is stored, then what is still on its way, as one list. The id tells when both are the same message. */
export function entriesOf(messages: readonly Message[], unsent: readonly OutboxEntry[], agentId: string): Entry[] {
  const stored = new Set(messages.map((message) => message.id));
  const waiting = unsent.filter((entry) => !stored.has(entry.id));
  return [...messages.map(fromMessage), ...waiting.flatMap((entry) => fromOutbox(entry, agentId))];
}

/** Days, groups and system lines, in reading order. */
export function timelineOf(entries: readonly Entry[]): TimelineItem[] {
  const items: TimelineItem[] = [];
  let previous: Entry | undefined;
  for (const entry of entries) {
    if (!previous || !sameDay(previous.at, entry.at)) items.push({ type: "day", key: `day-${entry.id}`, at: entry.at });
    const last = items.at(-1);
    if (entry.author === "system") items.push({ type: "system", key: entry.id, entry });
    else if (last?.type === "group" && joins(last, entry)) last.entries.push(entry);
    else items.push({ type: "group", key: entry.id, entries: [entry] });
    previous = entry;
  }
  return items;
}

function joins(group: Group, entry: Entry): boolean {
  const [first] = group.entries;
  const last = group.entries.at(-1) ?? first;
  return (
    first.author === entry.author &&
    first.authorId === entry.authorId &&
    first.kind === entry.kind &&
    differenceInMinutes(new Date(entry.at), new Date(last.at)) < GROUP_MINUTES
  );
}

function fromMessage(message: Message): Entry {
  return {
    id: message.id,
    kind: message.kind,
    author: message.author,
    authorId: message.author_id,
    text: message.text,
    at: message.created_at,
    edited: message.edited_at !== null,
    deleted: message.deleted_at !== null,
    delivery: "sent",
    problem: null,
  };
}

function fromOutbox(entry: OutboxEntry, agentId: string): Entry[] {
  const { body } = entry;
  if (!("text" in body)) return [];
  return [
    {
      id: entry.id,
      kind: body.kind ?? "message",
      author: "agent",
      authorId: agentId,
      text: body.text,
      at: entry.created_at,
      edited: false,
      deleted: false,
      delivery: entry.state,
      problem: entry.state === "failed" ? entry.problem?.detail || "The server refused it." : null,
    },
  ];
}
