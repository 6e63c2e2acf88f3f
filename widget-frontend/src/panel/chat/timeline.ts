import { type MessageState, messageState, type OutboxEntry } from "@stonechat/openapi/client";
import type { Mark, Message, SendMessage, StartConversation } from "@stonechat/openapi/types";

export interface Bubble {
  id: string;
  author: Message["author"];
  author_id: string | null;
  text: string;
  at: string;
  deleted: boolean;
  state: MessageState;
}

export interface Group {
  key: string;
  author: Message["author"];
  author_id: string | null;
  bubbles: Bubble[];
}

export interface Day {
  /** Local midnight at its beginning. */
  date: Date;
  groups: Group[];
}

/** Words that follow each other this closely belong to one breath. */
const BREATH_MS = 5 * 60_000;

/**
 * What was stored, then what is on its way; an entry that arrived by another road is shown once. `team`: how far the
 * other side got.
 */
export function bubblesOf(messages: readonly Message[], outbox: readonly OutboxEntry[], team?: Mark): Bubble[] {
  const stored = new Set(messages.map((message) => message.id));
  return [
    ...messages.map((message) => storedBubble(message, team)),
    ...outbox.filter((entry) => !stored.has(entry.id)).map((entry) => pendingBubble(entry)),
  ];
}

export function daysOf(bubbles: readonly Bubble[]): Day[] {
  const days: Day[] = [];
  let previous: Bubble | null = null;
  for (const bubble of bubbles) {
    const date = midnight(bubble.at);
    let day = days.at(-1);
    // A clock that runs behind must not put a message of today under a second line for yesterday.
    if (!day || date > day.date) {
      day = { date, groups: [] };
      days.push(day);
      previous = null;
    }
    const group = day.groups.at(-1);
    if (group && previous && belongsTo(previous, bubble)) group.bubbles.push(bubble);
    else day.groups.push({ key: bubble.id, author: bubble.author, author_id: bubble.author_id, bubbles: [bubble] });
    previous = bubble;
  }
  return days;
}

export function textOf(entry: OutboxEntry): string {
  return entry.type === "start" ? (entry.body as StartConversation).message.text : (entry.body as SendMessage).text;
}

function storedBubble(message: Message, team: Mark | undefined): Bubble {
  const { id, author, author_id, text, created_at, deleted_at } = message;
  const state = messageState(message, author === "customer" ? team : undefined);
  return { id, author, author_id, text, at: created_at, deleted: deleted_at !== null, state };
}

function pendingBubble(entry: OutboxEntry): Bubble {
  return {
    id: entry.id,
    author: "customer",
    author_id: null,
    text: textOf(entry),
    at: entry.created_at,
    deleted: false,
    state: messageState(entry, undefined),
  };
}

function belongsTo(previous: Bubble, bubble: Bubble): boolean {
  return (
    previous.author === bubble.author &&
    // The customer is always the same person, though a message on its way does not know their id yet.
    (bubble.author === "customer" || previous.author_id === bubble.author_id) &&
    Date.parse(bubble.at) - Date.parse(previous.at) < BREATH_MS
  );
}

function midnight(at: string): Date {
  const date = new Date(at);
  date.setHours(0, 0, 0, 0);
  return date;
}
