import { SHORTCUT_SIGNS } from "@/lib/shortcut-signs";

export interface SuggestionToken {
  kind: "canned" | "mention";
  /** Where the sign stands, and where what was typed behind it ends. */
  from: number;
  to: number;
  typed: string;
}

const CANNED = new RegExp(String.raw`(?:^|\s)/(${SHORTCUT_SIGNS}*)$`, "u");
/** Names have spaces. */
const MENTION = /(?:^|[\s(])@([\p{L}\p{M}\p{N}.'’-]*(?: [\p{L}\p{M}\p{N}.'’-]*){0,3})$/u;

/** What is being asked for where somebody types: a canned response by `/`, a colleague by `@` in a note. */
export function tokenAt(text: string, caret: number, inNote: boolean): SuggestionToken | null {
  const before = text.slice(0, caret);
  const canned = CANNED.exec(before)?.[1];
  if (canned !== undefined) return { kind: "canned", from: caret - canned.length - 1, to: caret, typed: canned };
  const name = inNote ? MENTION.exec(before)?.[1] : undefined;
  if (name === undefined) return null;
  return { kind: "mention", from: caret - name.length - 1, to: caret, typed: name };
}
