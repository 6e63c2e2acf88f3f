import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type RefObject, useMemo, useState } from "react";
import { agentList } from "@/api/queries";
import { useMe } from "@/api/session-context";
import { cannedResponseList } from "@/api/settings-queries";
import { insertText } from "@/lib/insert-text";
import { matches } from "@/lib/search";
import { type CannedValues, filledIn } from "./canned-text";
import { isMentionable } from "./mentions";
import { type SuggestionToken, tokenAt } from "./suggestion-token";

export interface Suggestion {
  id: string;
  label: string;
  /** What it stands for, beside the label. */
  hint: string;
  /** Whose face it wears; null: none. */
  face: { name: string; id: string | null } | null;
  /** What takes the place of what was typed. */
  text: string;
}

export interface Suggestions {
  kind: SuggestionToken["kind"];
  options: readonly Suggestion[];
  active: Suggestion | undefined;
  point: (id: string) => void;
  choose: (suggestion: Suggestion) => void;
}

interface Writing {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  caret: number;
  inNote: boolean;
  values: CannedValues;
}

/** What could be meant by what is typed behind `/` or `@`; null while nothing is asked for or nothing fits. */
export function useSuggestions({ field, text, caret, inNote, values }: Writing) {
  const [activeId, setActiveId] = useState<string | null>(null);
  const [closedAt, setClosedAt] = useState<number | null>(null);
  const token = useMemo(() => tokenAt(text, caret, inNote), [text, caret, inNote]);
  const options = useOptions(token, values);
  const open = token !== null && closedAt !== token.from && options.length > 0;
  const at = Math.max(
    0,
    options.findIndex(({ id }) => id === activeId),
  );
  const active = options[at];

  function close(): void {
    setClosedAt(token?.from ?? null);
    setActiveId(null);
  }

  function choose(suggestion: Suggestion): void {
    if (!token || !field.current) return;
    close();
    insertText(field.current, suggestion.text, token.from, token.to);
  }

  /** Whether the key was meant for the list. */
  function onKeyDown(event: KeyboardEvent): boolean {
    if (!open || !active) {
      // A sign that is typed anew asks anew.
      if (token === null && closedAt !== null) setClosedAt(null);
      return false;
    }
    const last = options.length - 1;
    const target = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at === 0 ? last : at - 1 }[event.key];
    if (target !== undefined) setActiveId(options[target]?.id ?? null);
    else if ((event.key === "Enter" && !event.shiftKey) || (event.key === "Tab" && !event.shiftKey)) choose(active);
    else if (event.key === "Escape") close();
    else return false;
    event.preventDefault();
    return true;
  }

  const suggestions: Suggestions | null = open
    ? { kind: token.kind, options, active, point: setActiveId, choose }
    : null;
  return { suggestions, onKeyDown, close };
}

function useOptions(token: SuggestionToken | null, values: CannedValues): readonly Suggestion[] {
  const me = useMe();
  const { data: canned } = useQuery({ ...cannedResponseList(), enabled: token?.kind === "canned" });
  const { data: agents } = useQuery({ ...agentList(), enabled: token?.kind === "mention" });
  return useMemo(() => {
    if (token?.kind === "canned") {
      const begins = (shortcut: string): number =>
        shortcut.toLowerCase().startsWith(token.typed.toLowerCase()) ? 0 : 1;
      return (canned?.items ?? [])
        .filter(({ shortcut, text }) => matches(token.typed, shortcut, text))
        .toSorted((one, other) => begins(one.shortcut) - begins(other.shortcut))
        .map(({ id, shortcut, text }) => {
          const filled = filledIn(text, values);
          return { id, label: `/${shortcut}`, hint: filled, face: null, text: filled };
        });
    }
    if (token?.kind === "mention") {
      const colleagues = (agents?.items ?? []).filter((agent) => isMentionable(agent) && agent.id !== me.id);
      // Behind a whole name goes on the sentence.
      if (colleagues.some(({ name }) => `${token.typed} `.startsWith(`${name} `))) return [];
      return colleagues
        .filter(({ name }) => matches(token.typed, name))
        .map(({ id, name, email, face_id }) => ({
          id,
          label: name,
          hint: email ?? "",
          face: { name, id: face_id },
          text: `@${name} `,
        }));
    }
    return [];
  }, [token, canned, agents, values, me.id]);
}
