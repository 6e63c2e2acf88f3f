import type { FormField, Message, WidgetConfig } from "@stonechat/openapi/types";
import { byText } from "./texts";

/** What the panel meets in one state, and what is done in it before one looks. */
export interface State {
  config?: Partial<WidgetConfig>;
  /** How the settings are answered, where it is not as usual. */
  settings?: "never" | "refused" | "unreachable";
  /** Null: nobody has written yet. */
  messages?: readonly Said[] | null;
  deleted?: boolean;
  typing?: boolean;
  offline?: boolean;
  /** How a message is answered that is sent now. */
  sending?: "never" | "refused" | "blocked";
  resolved?: boolean;
  rating?: number;
  /** Two that are over stand in the list beside this one, with something unread. */
  earlier?: boolean;
  /** The browser refuses to store anything. */
  forgetful?: boolean;
  act?: "submit" | "send" | "list" | "menu" | "rate";
}

export type Said = [author: Message["author"], text: string, minutesAgo: number];

const TALK: readonly Said[] = [
  ["customer", "hello", 1500],
  ["agent", "welcome", 1495],
  ["agent", "long", 1494],
  ["customer", "thanks", 12],
  ["customer", "link", 11],
  ["agent", "mixed", 3],
];

const question = (changes: Partial<FormField>): FormField => ({
  key: "name",
  kind: "text",
  label: "name",
  required: true,
  help: null,
  options: [],
  max_length: 100,
  shown_if: null,
  ...changes,
});

const EVERY_KIND = [
  question({}),
  question({ key: "email", kind: "email", label: "email", help: "emailHelp" }),
  question({ key: "phone", kind: "phone", label: "phone", required: false }),
  question({
    key: "topic",
    kind: "choice",
    label: "topic",
    options: ["order", "return", "other"].map((value) => ({ value, label: value })),
  }),
  question({ key: "news", kind: "checkbox", label: "news", required: false }),
  question({ key: "privacy", kind: "consent", label: "privacy" }),
];

const SHORT = [question({}), question({ key: "email", kind: "email", label: "email", required: false })];

const tomorrow = new Date();
tomorrow.setDate(tomorrow.getDate() + 1);
tomorrow.setHours(9, 0, 0, 0);
const AWAY = { open: false, opens_at: tomorrow.toISOString() };

export const STATES: Record<string, State> = {
  loading: { settings: "never" },
  form: { config: { form_fields: SHORT } },
  "every question": { config: { form_fields: EVERY_KIND } },
  "form with errors": { config: { form_fields: EVERY_KIND }, act: "submit" },
  "form, away": { config: { ...AWAY, away_text: "away", form_fields: SHORT } },
  unavailable: { settings: "refused" },
  unreachable: { settings: "unreachable" },
  conversation: { messages: TALK },
  typing: { messages: TALK, typing: true },
  "away in a conversation": { config: AWAY, messages: TALK },
  offline: { messages: TALK, offline: true },
  sending: { messages: TALK, sending: "never", act: "send" },
  failed: { messages: TALK, sending: "refused", act: "send" },
  menu: { messages: TALK, act: "menu" },
  list: { messages: TALK, earlier: true, act: "list" },
  "not kept": { messages: TALK, forgetful: true },
  blocked: { messages: TALK, sending: "blocked", act: "send" },
  resolved: { messages: TALK, resolved: true },
  rating: { messages: TALK, resolved: true, act: "rate" },
  rated: { messages: TALK, resolved: true, rating: 4 },
  over: { messages: TALK, deleted: true },
};

/** The same in another language, as a site that has it would say it. */
export function translated(text: string, language: string): string {
  return byText[language]?.[text] ?? byText["en"]?.[text] ?? text;
}
