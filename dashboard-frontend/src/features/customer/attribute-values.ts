import type { Customer } from "@stonechat/openapi/types";

export type AttributeValue = Customer["attributes"][string];

export const MOST_ATTRIBUTES = 50;
export const LONGEST_ATTRIBUTE = 500;
const KEY = /^[A-Za-z0-9_.-]{1,60}$/;

export function isAttributeName(name: string): boolean {
  return KEY.test(name);
}

/** As it is typed again: null is nothing. */
export function writeValue(value: AttributeValue | undefined): string {
  return value == null ? "" : String(value);
}

/** What was typed means: what was a text stays one, "17" is else a number, and "true" is yes. */
export function readValue(text: string, before?: AttributeValue): AttributeValue {
  if (typeof before === "string") return text;
  if (text === "true" || text === "false") return text === "true";
  const number = Number(text);
  // "007" and "1e3" mean more to people than their numbers do.
  return text !== "" && String(number) === text && Number.isFinite(number) ? number : text;
}
