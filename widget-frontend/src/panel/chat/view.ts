import type { OutboxEntry } from "@stonechat/openapi/client";
import type { FieldError, StartConversation, WidgetConfig } from "@stonechat/openapi/types";
import type { Line } from "./line";
import { type Day, textOf } from "./timeline";

/** All that the panel shows, made anew with every change. */
export interface ChatView {
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
