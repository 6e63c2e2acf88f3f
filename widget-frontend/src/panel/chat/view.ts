import type { OutboxEntry } from "@stonechat/openapi/client";
import type { FieldError, StartConversation, WidgetConfig } from "@stonechat/openapi/types";
import type { Line } from "./line";
import type { Day } from "./timeline";

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
}

export const EMPTY_FORM: FormStart = { answers: {}, text: "", errors: [] };

/** The form as it was when the entry was sent, with what the server found wrong in it. */
export function formOf(entry: OutboxEntry): FormStart {
  const { answers, message } = entry.body as StartConversation;
  return { answers, text: message.text, errors: entry.problem?.errors ?? [] };
}
