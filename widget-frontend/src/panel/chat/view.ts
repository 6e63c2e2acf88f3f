import type { Company, OutboxEntry, RowStore } from "@stonechat/openapi/client";
import type { FieldError, StartConversation, WidgetConfig } from "@stonechat/openapi/types";
import type { Conversations } from "./conversations";
import type { Line } from "./line";
import type { Listed } from "./list";
import type { Place } from "./places";
import type { Site } from "./site";
import { type Matter, type Standing, standingOf } from "./standing";
import { type Bubble, bubblesOf, type Day, daysOf, textOf } from "./timeline";

/** All that the panel shows, made anew with every change. */
export interface ChatView {
  conversationId: string | null;
  screen: "loading" | "form" | "thread" | "list" | "unavailable" | "unreachable";
  config: WidgetConfig | null;
  /** Nothing can be said any more in the conversation that is shown. */
  over: boolean;
  /** The team takes no messages from this customer. */
  blocked: boolean;
  /** There are conversations to go back to from here. */
  canGoBack: boolean;
  /** What the list is drawn from. */
  listed: Listed;
  listState: { loaded: boolean; hasMore: boolean };
  /** Of a conversation that is resolved: what the customer thinks of it, which is nothing at first. */
  rating: { rating: number | null; text: string } | null;
  /** What the form begins with: what the server refused, or what could not be sent. */
  form: FormStart;
  days: readonly Day[];
  /** The last of all bubbles, wherever the reader is. */
  newest: readonly Bubble[];
  hasOlder: boolean;
  hasNewer: boolean;
  /** The first page of an earlier conversation is on its way. */
  loading: boolean;
  line: Line;
  /** What is written here is found again on the next page. */
  lasting: boolean;
  muted: boolean;
  unread: number;
  /** Whether somebody of the team is there; null where that is not known. */
  teamIsThere: boolean | null;
  /** An agent who is writing an answer. */
  typist: { id: string | null } | null;
  agentName: (id: string | null) => string | null;
  /** The address of an agent's picture. */
  agentFace: (id: string | null) => string | null;
}

export interface FormStart {
  answers: Readonly<Record<string, string>>;
  text: string;
  errors: readonly FieldError[];
  /** Whose words are in the text already, and so need not be sent for themselves. */
  entries: readonly string[];
  draft: string;
}

export const EMPTY_FORM: FormStart = { answers: {}, text: "", errors: [], entries: [], draft: "" };

/**
 * The form for a conversation that cannot go on, with every word that was meant for it and what the server found wrong.
 * `known`: what the customer need not say again.
 */
export function formOf(entries: readonly OutboxEntry[], draft: string, known: FormStart["answers"]): FormStart {
  const start = entries.find(({ type }) => type === "start");
  return {
    answers: start ? (start.body as StartConversation).answers : known,
    text: [...entries.map(textOf), draft].filter(Boolean).join("\n\n"),
    errors: start?.problem?.errors ?? [],
    entries: entries.map(({ id }) => id),
    draft,
  };
}

/** As many as may arrive between two looks. */
const NEWEST = 20;

/** What the chat holds when somebody looks. */
export interface Holdings extends Matter {
  /** Where the customer went: into the open conversation, to the list, or to the form for another one. */
  place: Place;
  rows: RowStore;
  conversations: Conversations;
  /** All that was not taken yet, in whichever conversation. */
  entries: readonly OutboxEntry[];
  blocked: boolean;
  lasting: boolean;
  muted: boolean;
  teamIsThere: boolean | null;
  company: readonly Company[];
  site: Pick<Site, "config" | "problem">;
  form: FormStart;
  known: FormStart["answers"];
  draft: string;
  line: Line;
  unread: number;
  /** The API's address. */
  api: string;
}

export function viewOf(held: Holdings): ChatView {
  const { conversationId, pending, history, rows, company, line, conversations, place } = held;
  const { config, problem } = held.site;
  const standing = standingOf(held);
  const inThread = place === "thread" && conversationId !== null && standing !== "left";
  const inForm = !inThread && place !== "list";
  const team = inThread ? rows.mark(conversationId, "team") : undefined;
  const hasNewer = history?.hasNewer() ?? false;
  // What is on its way comes after everything, so it is not shown further up.
  const bubbles = inThread ? bubblesOf(history?.shown() ?? [], hasNewer ? [] : pending, team) : [];
  const newest = !inThread ? [] : hasNewer ? bubblesOf(history?.messages().slice(-NEWEST) ?? [], [], team) : bubbles;
  const typist = company.find(({ event }) => event === "typing");
  const blocked = held.blocked || pending.some(({ problem }) => problem?.code === "blocked");
  const row = inThread && pending.length === 0 ? conversations.get(conversationId) : undefined;
  const open = { id: conversationId, unread: held.unread };
  return {
    conversationId: history?.conversationId ?? null,
    screen: inThread ? "thread" : !inForm ? "list" : config ? "form" : (problem ?? "loading"),
    config,
    over: inThread && standing === "over",
    blocked,
    canGoBack: conversationId !== null && place !== "list",
    listed: { conversations: conversations.list(), rows, entries: held.entries, open },
    listState: { loaded: conversations.loaded, hasMore: conversations.hasMore },
    rating: row?.status === "resolved" && !row.deleted_at ? { rating: row.rating, text: row.rating_text } : null,
    form: formFor(held, standing),
    days: daysOf(bubbles),
    newest: newest.slice(-NEWEST),
    hasOlder: history?.hasOlder() ?? false,
    hasNewer,
    loading: inThread && history?.state !== "here" && bubbles.length === 0 && !blocked,
    line: lineFor(line, inThread, blocked),
    lasting: held.lasting,
    muted: held.muted,
    unread: held.unread,
    teamIsThere: held.teamIsThere,
    typist: inThread && typist ? { id: typist.author_id } : null,
    agentName: (id) => (id && rows.agent(id)?.name) || null,
    agentFace: (id) => {
      const face = id && rows.agent(id)?.face_id;
      return face ? `${held.api}/v1/faces/${face}` : null;
    },
  };
}

function formFor({ place, pending, draft, known, form }: Holdings, standing: Standing): FormStart {
  // Another conversation has nothing to do with the one that is left for it.
  if (place === "form") return formOf([], "", known);
  return standing === "over" || standing === "left"
    ? formOf(pending, draft, known)
    : { ...form, answers: { ...known, ...form.answers } };
}

function lineFor(line: Line, inThread: boolean, blocked: boolean): Line {
  // Without a conversation there is nothing that could be updated live.
  if (line === "refused" && !inThread) return "fine";
  return blocked && line !== "offline" ? "fine" : line;
}
