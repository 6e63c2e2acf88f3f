import type { FieldError, FormField } from "@stonechat/openapi/types";
import { words } from "./words";

/** What is wrong, by the JSON pointer into the request, which is how the server names fields too. */
export type FormErrors = Readonly<Record<string, string>>;

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

/** Finds what the server would refuse, so that most mistakes show without a round trip. The server has the last word. */
export function checkForm(fields: readonly FormField[], answers: Record<string, string>, text: string): FormErrors {
  const errors: Record<string, string> = {};
  for (const field of fields) {
    const error = checkAnswer(field, (answers[field.key] ?? "").trim());
    if (error) errors[pointerTo(field)] = error;
  }
  if (!text.trim()) errors[MESSAGE_POINTER] = words.messageNeeded;
  else if (text.length > MESSAGE_LIMIT) errors[MESSAGE_POINTER] = words.tooLong(MESSAGE_LIMIT);
  return errors;
}

export function fromServer(errors: readonly FieldError[]): FormErrors {
  return Object.fromEntries(errors.map(({ pointer, detail }) => [pointer, detail]));
}

function checkAnswer(field: FormField, answer: string): string | null {
  if (!answer) return field.required ? words.needed(field.label) : null;
  if (answer.length > field.max_length) return words.tooLong(field.max_length);
  if (field.kind === "email" && !EMAIL.test(answer)) return words.badEmail;
  if (field.kind === "phone" && !isPhone(answer)) return words.badPhone;
  return null;
}

function isPhone(answer: string): boolean {
  return PHONE.test(answer) && (answer.match(DIGITS)?.length ?? 0) >= FEWEST_PHONE_DIGITS;
}
