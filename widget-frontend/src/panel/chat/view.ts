import type { Company, OutboxEntry, RowStore } from "@stonechat/openapi/client";
import type { FieldError, StartConversation, WidgetConfig } from "@stonechat/openapi/types";
import type { History } from "./history";
import type { Line } from "./line";
import type { Site } from "./site";
import { bubblesOf, type Day, daysOf, textOf } from "./timeline";

/** All that the panel shows, made anew with every change. */
export interface ChatView {
  conversationId: string | null;
  screen: "loading" | "form" | "thread" | "unavailable" | "unreachable";
  config: WidgetConfig | null;
  /** What the form begins with: what the server refused, or what could not be sent. */
  form: FormStart;
  days: readonly Day[];
  hasOlder: boolean;
  /** The first page of an earlier conversation is on its way. */
  loading: boolean;
  line: Line;
  unread: number;
  /** An agent who is writing an answer. */
  typist: { id: string | null } | null;
  agentName: (id: string | null) => string | null;
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

/** The form for a conversation that cannot go on, with every word that was meant for it and what the server found wrong. */
export function formOf(entries: readonly OutboxEntry[], draft: string): FormStart {
  const start = entries.find(({ type }) => type === "start");
  return {
    answers: start ? (start.body as StartConversation).answers : {},
    text: [...entries.map(textOf), draft].filter(Boolean).join("\n\n"),
    errors: start?.problem?.errors ?? [],
    entries: entries.map(({ id }) => id),
    draft,
  };
}

/** What the chat holds when somebody looks. */
export interface Holdings {
  conversationId: string | null;
  pending: readonly OutboxEntry[];
  /** The conversation cannot go on. */
  left: boolean;
  history: History | null;
  rows: RowStore;
  company: readonly Company[];
  site: Pick<Site, "config" | "problem">;
  form: FormStart;
  draft: string;
  line: Line;
  unread: number;
}

export function viewOf(held: Holdings): ChatView {
  const { conversationId, pending, left, history, rows, company, line } = held;
  const { config, problem } = held.site;
  const inThread = conversationId !== null && !left;
  const team = inThread ? rows.mark(conversationId, "team") : undefined;
  const bubbles = inThread ? bubblesOf(history?.messages() ?? [], pending, team) : [];
  const typist = company.find(({ event }) => event === "typing");
  return {
    conversationId: history?.conversationId ?? null,
    screen: inThread ? "thread" : config ? "form" : (problem ?? "loading"),
    config,
    form: left ? formOf(pending, held.draft) : held.form,
    days: daysOf(bubbles),
    hasOlder: history?.hasOlder() ?? false,
    loading: inThread && history?.state !== "here" && bubbles.length === 0,
    // Without a conversation there is nothing that could be updated live.
    line: line === "refused" && !inThread ? "fine" : line,
    unread: held.unread,
    typist: inThread && typist ? { id: typist.author_id } : null,
    agentName: (id) => (id && rows.agent(id)?.name) || null,
  };
}
