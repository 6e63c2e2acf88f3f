import { type MessageState, messageState, type OutboxEntry } from "@stonechat/openapi/client";
import type { Mark, Message, SystemEvent } from "@stonechat/openapi/types";
import type { EntryKind } from "@/lib/drafts";
import { conversationWords } from "@/words/conversation";

/** A message of the server, or one of ours that is still on its way. */
export interface Entry {
  id: string;
  kind: EntryKind;
  author: Message["author"];
  authorId: string | null;
  /** Its number in the conversation; null while it is on its way. */
  seq: number | null;
  text: string;
  /** What happened, where it is no message. */
  event: SystemEvent | null;
  at: string;
  /** The same as a number, and the day on which it was here: comparing thousands of them has to cost nothing. */
  time: number;
  day: string;
  /** The agents whom a note calls. */
  mentions: readonly string[];
  /** Of a stored message; 0 while it is on its way. */
  version: number;
  edited: boolean;
  deleted: boolean;
  delivery: MessageState | OutboxEntry["state"];
  /** Why it could not be sent. */
  problem: string | null;
}

export type TimelineItem =
  | { type: "day"; key: string; at: string }
  | { type: "system"; key: string; entry: Entry }
  | { type: "new"; key: string }
  | { type: "group"; key: string; entries: [Entry, ...Entry[]] };

type Group = Extract<TimelineItem, { type: "group" }>;

/** Entries of one author this close together are one group. */
const GROUP_MS = 5 * 60_000;
/**
 * A group that is this long ends before the next message whose number is a multiple of it: so what is out of sight need
 * not be drawn, and older messages that come in above move no later end.
 */
const GROUP_PART = 10;

/**
 * What is stored, then what is still on its way, as one list. The id tells when both are the same message. `theirs`:
 * how far the customer got.
 */
export function entriesOf(
  messages: readonly Message[],
  unsent: readonly OutboxEntry[],
  agentId: string,
  theirs?: Mark,
): Entry[] {
  const stored = new Set(messages.map((message) => message.id));
  const waiting = unsent.filter((entry) => !stored.has(entry.id));
  const shown = messages.filter(isKnown);
  return [
    ...shown.map((message) => fromMessage(message, theirs)),
    ...waiting.flatMap((entry) => fromOutbox(entry, agentId)),
  ];
}

/** Days, groups, system lines, and the line before the first that is new to the reader, in reading order. */
export function timelineOf(entries: readonly Entry[], firstNewId?: string): TimelineItem[] {
  const items: TimelineItem[] = [];
  let previous: Entry | undefined;
  for (const entry of entries) {
    if (previous?.day !== entry.day) items.push({ type: "day", key: `day-${entry.id}`, at: entry.at });
    if (entry.id === firstNewId) items.push({ type: "new", key: "new" });
    const last = items.at(-1);
    if (entry.author === "system") items.push({ type: "system", key: entry.id, entry });
    else if (last?.type === "group" && joins(last, entry)) last.entries.push(entry);
    else items.push({ type: "group", key: entry.id, entries: [entry] });
    previous = entry;
  }
  return items;
}

/** The items as they are now; those that say the same as before are the same objects, so that they are not drawn again. */
export function keptItems(before: readonly TimelineItem[], items: readonly TimelineItem[]): TimelineItem[] {
  const known = new Map(before.map((item) => [item.key, item]));
  return items.map((item) => {
    const old = known.get(item.key);
    return old && saysTheSame(old, item) ? old : item;
  });
}

function saysTheSame(one: TimelineItem, other: TimelineItem): boolean {
  if (one.type === "group" && other.type === "group") {
    const { entries } = one;
    return entries.length === other.entries.length && other.entries.every((entry, at) => entry === entries[at]);
  }
  if (one.type === "system" && other.type === "system") return one.entry === other.entry;
  return one.type === other.type && (one.type !== "day" || other.type !== "day" || one.at === other.at);
}

function joins(group: Group, entry: Entry): boolean {
  const [first] = group.entries;
  const last = group.entries.at(-1) ?? first;
  return (
    first.author === entry.author &&
    first.authorId === entry.authorId &&
    first.kind === entry.kind &&
    entry.time - last.time < GROUP_MS &&
    !(group.entries.length >= GROUP_PART && entry.seq !== null && entry.seq % GROUP_PART === 0)
  );
}

const KNOWN: Record<SystemEvent["type"], true> = {
  status_changed: true,
  assignee_changed: true,
  tags_changed: true,
  priority_changed: true,
  rated: true,
};

/** A newer server may tell of events that this client has no words for. */
function isKnown({ kind, event }: Message): boolean {
  return kind !== "event" || (event !== null && event.type in KNOWN);
}

/** Rows never change, so what was made of one is what would be made of it again. */
const made = new WeakMap<Message, Entry>();

function fromMessage(message: Message, theirs: Mark | undefined): Entry {
  const delivery = message.author === "agent" ? messageState(message, theirs) : "sent";
  const known = made.get(message);
  if (known?.delivery === delivery) return known;
  const entry: Entry = {
    id: message.id,
    kind: message.kind === "note" ? "note" : "message",
    author: message.author,
    authorId: message.author_id,
    seq: message.seq,
    text: message.text,
    event: message.event,
    at: message.created_at,
    ...placeInTime(message.created_at),
    mentions: message.mentions,
    version: message.version,
    edited: message.edited_at !== null,
    deleted: message.deleted_at !== null,
    delivery,
    problem: null,
  };
  made.set(message, entry);
  return entry;
}

function placeInTime(at: string): Pick<Entry, "time" | "day"> {
  const date = new Date(at);
  return { time: date.getTime(), day: `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}` };
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
      seq: null,
      text: body.text,
      event: null,
      at: entry.created_at,
      ...placeInTime(entry.created_at),
      mentions: body.mentions ?? [],
      version: 0,
      edited: false,
      deleted: false,
      delivery: entry.state,
      problem: entry.state === "failed" ? entry.problem?.detail || conversationWords.now().refused : null,
    },
  ];
}
