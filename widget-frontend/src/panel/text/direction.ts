import { locale } from "./words";

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

export function directionOf(language: string): "rtl" | "ltr" {
  return language.startsWith("ar") ? "rtl" : "ltr";
}

/** What is typed says which way it runs. Nothing typed runs as the panel does, though browsers take it for left to right. */
export function directionOfInput(text: string): "auto" | undefined {
  return text ? "auto" : undefined;
}

/** A name or a label inside a sentence: one that runs the other way would pull the full stop and its neighbors along. */
export function isolated(text: string): string {
  const opposite = RIGHT_TO_LEFT.test(text) !== (directionOf(locale) === "rtl");
  return opposite ? `\u2068${text}\u2069` : text;
}
