import { useSyncExternalStore } from "react";
import { Listeners } from "@/lib/listeners";
import { storage } from "@/lib/storage";

/** What each language is called by those who speak it, and how it writes dates, numbers and lines. */
export const LANGUAGES = {
  en: { name: "English", locale: "en-GB", direction: "ltr" },
  de: { name: "Deutsch", locale: "de-DE", direction: "ltr" },
} as const satisfies Record<string, { name: string; locale: string; direction: "ltr" | "rtl" }>;

export type Language = keyof typeof LANGUAGES;

const CHOICE = "stonechat.language";
const listeners = new Listeners();
let current: Language = chosenLanguage() ?? languageOfBrowser();

/** The language that everything is said in right now. */
export const language = (): Language => current;
export const locale = (): string => LANGUAGES[current].locale;

export function useLanguage(): Language {
  return useSyncExternalStore(listeners.subscribe, language);
}

/** What the agent chose on this browser; null: whatever the browser asks for. */
export function chosenLanguage(): Language | null {
  const chosen = storage.get(CHOICE);
  return isLanguage(chosen) ? chosen : null;
}

export function languageOfBrowser(): Language {
  return navigator.languages.map((tag) => tag.split("-")[0]).find(isLanguage) ?? "en";
}

export function keepLanguage(choice: Language | null): void {
  if (choice === null) storage.remove(CHOICE);
  else storage.set(CHOICE, choice);
}

/** Says everything in this language from now on. Its words have to be there: see `speak` in `lib/words.ts`. */
export function switchLanguage(next: Language): void {
  current = next;
  showOnPage();
  listeners.announce();
}

/** Screen readers, hyphenation and the direction of lines follow the page's own language. */
export function showOnPage(): void {
  document.documentElement.lang = current;
  document.documentElement.dir = LANGUAGES[current].direction;
}

/** Which way the page's lines run, for what has to be told. */
export function direction(): "ltr" | "rtl" {
  return document.documentElement.dir === "rtl" ? "rtl" : "ltr";
}

/** Making a format costs far more than using it. */
const formats = new Map<string, Intl.NumberFormat>();

export function numbersIn(locale: string): Intl.NumberFormat {
  const known = formats.get(locale) ?? new Intl.NumberFormat(locale);
  formats.set(locale, known);
  return known;
}

export function numberText(value: number): string {
  return numbersIn(locale()).format(value);
}

function isLanguage(tag: string | null | undefined): tag is Language {
  return tag != null && Object.hasOwn(LANGUAGES, tag);
}
