import type { Company, OutboxEntry, RowStore } from "@stonechat/openapi/client";
import type { FieldError, StartConversation, WidgetConfig } from "@stonechat/openapi/types";
import type { Line } from "./line";
import type { Site } from "./site";
import { type Matter, standingOf } from "./standing";
import { bubblesOf, type Day, daysOf, textOf } from "./timeline";

/** All that the panel shows, made anew with every change. */
export interface ChatView {
  conversationId: string | null;
  screen: "loading" | "form" | "thread" | "unavailable" | "unreachable";
  config: WidgetConfig | null;
  /** Nothing can be said any more in the conversation that is shown. */
  over: boolean;
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

/** What the chat holds when somebody looks. */
export interface Holdings extends Matter {
  rows: RowStore;
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
  const { conversationId, pending, history, rows, company, line } = held;
  const { config, problem } = held.site;
  const standing = standingOf(held);
  const inThread = conversationId !== null && standing !== "left";
  const team = inThread ? rows.mark(conversationId, "team") : undefined;
  const bubbles = inThread ? bubblesOf(history?.messages() ?? [], pending, team) : [];
  const typist = company.find(({ event }) => event === "typing");
  return {
    conversationId: history?.conversationId ?? null,
    screen: inThread ? "thread" : config ? "form" : (problem ?? "loading"),
    config,
    over: standing === "over",
    form: standing === "over" || standing === "left" ? formOf(pending, held.draft, held.known) : held.form,
    days: daysOf(bubbles),
    hasOlder: history?.hasOlder() ?? false,
    loading: inThread && history?.state !== "here" && bubbles.length === 0,
    // Without a conversation there is nothing that could be updated live.
    line: line === "refused" && !inThread ? "fine" : line,
    unread: held.unread,
    typist: inThread && typist ? { id: typist.author_id } : null,
    agentName: (id) => (id && rows.agent(id)?.name) || null,
    agentFace: (id) => {
      const face = id && rows.agent(id)?.face_id;
      return face ? `${held.api}/v1/faces/${face}` : null;
    },
  };
}
