import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { agentList } from "@/api/queries";
import { useMe } from "@/api/session-context";
import { type Draft, type EntryKind, loadDraft, saveDraft } from "@/lib/drafts";
import { useLive } from "@/realtime/live-context";
import { conversationWords } from "@/words/conversation";
import { mentionsIn } from "./mentions";

/** The API takes no longer text. */
export const TEXT_LIMIT = 10_000;

interface ComposerState {
  draft: Draft;
  /** Why the last submit did not work. */
  problem: string | null;
  setText: (text: string) => void;
  setKind: (kind: EntryKind) => void;
  /** An agent was picked from the list to be called by the note. */
  pick: (agentId: string) => void;
  submit: () => Promise<void>;
}

/** What is typed in one conversation. It is kept with every key and leaves only when the outbox has stored it. */
export function useComposer(conversationId: string): ComposerState {
  const me = useMe();
  const live = useLive();
  const cache = useQueryClient();
  const [draft, setDraft] = useState(() => loadDraft(me.id, conversationId));
  const [problem, setProblem] = useState<string | null>(null);
  const latest = useRef(draft);
  const storing = useRef(false);
  /** Send was pressed while the message before was being stored. */
  const again = useRef(false);

  const keep = useCallback(
    (change: Partial<Draft>) => {
      latest.current = { ...latest.current, ...change };
      saveDraft(me.id, conversationId, latest.current);
      setDraft(latest.current);
    },
    [me.id, conversationId],
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

  function setText(text: string): void {
    keep(text === "" ? { text, picked: [] } : { text });
    if (text !== "") live.presence.typing(conversationId, latest.current.kind);
  }

  const setKind = useCallback((kind: EntryKind) => keep({ kind }), [keep]);

  const pick = (agentId: string): void => keep({ picked: [...(latest.current.picked ?? []), agentId] });

  return { draft, problem, submit, setText, setKind, pick };
}
