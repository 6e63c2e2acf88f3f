import type { FieldError, FormField } from "@stonechat/openapi/types";
import { isolated } from "./direction";
import { words } from "./words";

export type Answers = Readonly<Record<string, string>>;

/** What is wrong, by the JSON pointer into the request, which is how the server names fields too. */
export type FormErrors = Readonly<Record<string, string>>;

/** The answer of a ticked box; the one of an empty box is empty. */
export const YES = "yes";

export const MESSAGE_POINTER = "/message/text";
export const MESSAGE_LIMIT = 10_000;

/** The server's own rules: one @, something on both sides, and a dot in the host. */
const EMAIL = /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/;
const PHONE = /^\+?[\p{Nd}\s()./-]+$/u;
const DIGITS = /\p{Nd}/gu;
const FEWEST_PHONE_DIGITS = 5;

export function pointerTo(field: FormField): string {
  return `/answers/${field.key.replace(/~/g, "~0").replace(/\//g, "~1")}`;
}

/** The questions that are asked of somebody with these answers: a question that is not asked decides nothing. */
export function askedFields(fields: readonly FormField[], answers: Answers): FormField[] {
  const asked = new Map<string, FormField>();
  for (const field of fields) {
    const rule = field.shown_if;
    if (!rule || (asked.has(rule.key) && rule.values.includes(answerTo(rule.key, answers)))) {
      asked.set(field.key, field);
    }
  }
  return [...asked.values()];
}

/** What to send: the answers to what is asked, without stray spaces, and nothing of what was left empty. */
export function givenAnswers(fields: readonly FormField[], answers: Answers): Record<string, string> {
  const given = askedFields(fields, answers).map(({ key }) => [key, answerTo(key, answers)] as const);
  return Object.fromEntries(given.filter(([, answer]) => answer));
}

/** Finds what the server would refuse, so that most mistakes show without a round trip. The server has the last word. */
export function checkForm(fields: readonly FormField[], answers: Answers, text: string): FormErrors {
  const errors: Record<string, string> = {};
  for (const field of askedFields(fields, answers)) {
    const error = checkAnswer(field, answerTo(field.key, answers));
    if (error) errors[pointerTo(field)] = error;
  }
  if (!text.trim()) errors[MESSAGE_POINTER] = words.messageNeeded;
  else if (text.length > MESSAGE_LIMIT) errors[MESSAGE_POINTER] = words.tooLong(MESSAGE_LIMIT);
  return errors;
}

export function fromServer(errors: readonly FieldError[]): FormErrors {
  return Object.fromEntries(errors.map(({ pointer, detail }) => [pointer, detail]));
}

function answerTo(key: string, answers: Answers): string {
  return (answers[key] ?? "").trim();
}

function checkAnswer(field: FormField, answer: string): string | null {
  if (!answer) return field.required ? missing(field) : null;
  switch (field.kind) {
    case "choice":
      return field.options.some(({ value }) => value === answer) ? null : words.choose;
    case "checkbox":
    case "consent":
      return answer === YES ? null : words.tick;
  }
  // Characters as the server counts them.
  if ([...answer].length > field.max_length) return words.tooLong(field.max_length);
  if (field.kind === "email" && !EMAIL.test(answer)) return words.badEmail;
  if (field.kind === "phone" && !isPhone(answer)) return words.badPhone;
  return null;
}

function missing({ kind, label }: FormField): string {
  if (kind === "choice") return words.choose;
  return kind === "checkbox" || kind === "consent" ? words.tick : words.needed(isolated(label));
}

function isPhone(answer: string): boolean {
  return PHONE.test(answer) && (answer.match(DIGITS)?.length ?? 0) >= FEWEST_PHONE_DIGITS;
}
