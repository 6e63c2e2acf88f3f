import type english from "./catalogues/en";

export type Words = ReturnType<typeof english>;

/** What the panel says, in the language that it speaks right now. Nothing is shown before there are words. */
export let words: Words;

/** Whose dates and numbers go with the words. */
export let locale = "en";

export function say(next: Words, itsLocale: string): void {
  words = next;
  locale = itsLocale;
}
