import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { cannedResponseList } from "@/api/on-opening";
import { agentList } from "@/api/queries";
import { useMe } from "@/api/session-context";
import { isColleague } from "@/lib/agents";
import { matches } from "@/lib/search";
import { type CannedValues, filledIn } from "./canned-text";
import type { SuggestionToken } from "./suggestion-token";

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

/** What could be meant by what is typed behind `/` or `@`. */
export function useSuggestions(token: SuggestionToken, values: CannedValues): readonly Suggestion[] {
  const me = useMe();
  const { data: canned } = useQuery({ ...cannedResponseList(), enabled: token.kind === "canned" });
  const { data: agents } = useQuery({ ...agentList(), enabled: token.kind === "mention" });
  return useMemo(() => {
    if (token.kind === "canned") {
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
    const colleagues = (agents?.items ?? []).filter((agent) => isColleague(agent) && agent.id !== me.id);
    // Behind a whole name goes on the sentence, once it is clear whose it is.
    const named = colleagues.filter(({ name }) => `${token.typed} `.startsWith(`${name} `));
    const unclear = named.length > 1 && named.every(({ name }) => name === token.typed);
    if (named.length > 0 && !unclear) return [];
    return colleagues
      .filter(({ name }) => matches(token.typed, name))
      .map(({ id, name, email, face_id }) => ({
        id,
        label: name,
        hint: email ?? "",
        face: { name, id: face_id },
        text: `@${name} `,
      }));
  }, [token, canned, agents, values, me.id]);
}
