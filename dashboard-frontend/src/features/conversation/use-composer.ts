import { replaceEqualDeep, useQueryClient } from "@tanstack/react-query";
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";
import { agentList } from "@/api/queries";
import { useMe } from "@/api/session-context";
import { type Draft, type EntryKind, loadDraft, saveDraft } from "@/lib/drafts";
import { growField } from "@/lib/grow-field";
import { useLive } from "@/realtime/live-context";
import { conversationWords } from "@/words/conversation";
import { mentionsIn } from "./mentions";
import { type SuggestionToken, tokenAt } from "./suggestion-token";

/** The API takes no longer text. */
export const TEXT_LIMIT = 10_000;

/** Less room than this for letters is told. */
const SHOWN_LEFT = 500;

/** What is drawn of the text beside the text itself. */
interface Shown {
  empty: boolean;
  sendable: boolean;
  /** For how many more letters there is room; below zero: how many are too many; null: not worth a word. */
  left: number | null;
  /** What is asked for where the caret stands. */
  token: SuggestionToken | null;
}

interface ComposerState {
  field: RefObject<HTMLTextAreaElement | null>;
  kind: EntryKind;
  /** What the field begins with. From then on the text is the field's own. */
  begun: string;
  shown: Shown;
  /** Why the last submit did not work. */
  problem: string | null;
  /** The text or the caret is another one. */
  hear: () => void;
  setKind: (kind: EntryKind) => void;
  /** An agent was picked from the list to be called by the note. */
  pick: (agentId: string) => void;
  submit: () => Promise<void>;
}

/**
 * What is typed in one conversation. It is kept with every key and leaves only when the outbox has stored it. The field
 * draws its letters by itself, and React hears of those that change something beside them: whoever types does not wait.
 */
export function useComposer(conversationId: string): ComposerState {
  const me = useMe();
  const live = useLive();
  const cache = useQueryClient();
  const field = useRef<HTMLTextAreaElement>(null);
  const [begun] = useState(() => loadDraft(me.id, conversationId));
  const latest = useRef(begun);
  const [kind, showKind] = useState(begun.kind);
  const [shown, show] = useState(() => shownOf(begun, begun.text.length));
  const [problem, setProblem] = useState<string | null>(null);
  const storing = useRef(false);
  /** Send was pressed while the message before was being stored. */
  const again = useRef(false);

  useLayoutEffect(() => growField(field.current), []);

  const draw = useCallback(() => {
    const caret = field.current?.selectionStart ?? latest.current.text.length;
    showKind(latest.current.kind);
    show((now) => replaceEqualDeep(now, shownOf(latest.current, caret)));
  }, []);

  const keep = useCallback(
    (change: Partial<Draft>) => {
      latest.current = { ...latest.current, ...change };
      saveDraft(me.id, conversationId, latest.current);
      const { text } = latest.current;
      if (field.current && field.current.value !== text) field.current.value = text;
      growField(field.current);
      draw();
    },
    [me.id, conversationId, draw],
  );

  async function submit(): Promise<void> {
    const { kind, text, picked } = latest.current;
    again.current = storing.current;
    if (text.trim() === "" || text.length > TEXT_LIMIT || storing.current) return;
    storing.current = true;
    try {
      const agents = cache.getQueryData(agentList().queryKey)?.items ?? [];
      const mentions = kind === "note" ? mentionsIn(text, agents, picked) : [];
      await live.send(conversationId, kind, text.trim(), { mentions });
      setProblem(null);
      // What was typed while it was being stored belongs to the next message.
      const typed = latest.current.text;
      const pickedSince = (latest.current.picked ?? []).slice(picked?.length ?? 0);
      keep({ text: typed.startsWith(text) ? typed.slice(text.length) : typed, picked: pickedSince });
    } catch {
      setProblem(conversationWords.now().notKept);
    } finally {
      storing.current = false;
    }
    if (again.current) await submit();
  }

  function hear(): void {
    const text = field.current?.value ?? "";
    if (text === latest.current.text) {
      draw();
      return;
    }
    keep(text === "" ? { text, picked: [] } : { text });
    if (text !== "") live.presence.typing(conversationId, latest.current.kind);
  }

  const setKind = useCallback((kind: EntryKind) => keep({ kind }), [keep]);

  const pick = (agentId: string): void => keep({ picked: [...(latest.current.picked ?? []), agentId] });

  return { field, kind, begun: begun.text, shown, problem, hear, setKind, pick, submit };
}

function shownOf({ text, kind }: Draft, caret: number): Shown {
  const left = TEXT_LIMIT - text.length;
  return {
    empty: text === "",
    sendable: text.trim() !== "" && left >= 0,
    left: left < SHOWN_LEFT ? left : null,
    token: tokenAt(text, caret, kind === "note"),
  };
}
