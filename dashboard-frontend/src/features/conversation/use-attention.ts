import type { Customer, Mark, Message } from "@stonechat/openapi/types";
import { useEffect } from "react";
import { useWords } from "@/lib/words";
import { useCompany, useLive } from "@/realtime/live-context";
import { watch } from "@/realtime/watching";
import { conversationWords } from "@/words/conversation";
import { useNames } from "./use-names";

/** This tab shows the conversation: it hears who writes in it, and others hear who looks at it. */
export function useWatching(conversationId: string): void {
  const { presence } = useLive();
  useEffect(() => {
    const look = (): void => presence.viewing(isInForeground() ? conversationId : null);
    const leave = watch(presence, conversationId);
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      presence.viewing(null);
      leave();
    };
  }, [presence, conversationId]);
}

interface ThreadRows {
  messages: readonly Message[];
  /** How far this agent got before. */
  mine: Mark | undefined;
}

/** Tells how far the agent got: what is loaded has arrived, what is shown in the foreground is read. */
export function useReading(conversationId: string, rows: ThreadRows | undefined, shown: boolean): void {
  const live = useLive();
  const { messages, mine } = rows ?? {};
  const known = mine?.read_seq ?? 0;
  const newest = messages?.findLast(({ public_seq }) => public_seq !== null)?.public_seq ?? 0;
  useEffect(() => {
    if (newest <= known) return;
    const tell = (): void => live.reached(conversationId, shown && isInForeground() ? "read" : "delivered", newest);
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [live, conversationId, newest, known, shown]);
}

/** Who writes in this conversation right now, as a sentence; null when nobody does. */
export function useWriting(conversationId: string, customer: Customer | undefined): string | null {
  const words = useWords(conversationWords);
  const nameOf = useNames(customer);
  const writer = useCompany(conversationId).find(({ event }) => event === "typing");
  if (!writer) return null;
  const name = nameOf(writer.author, writer.author_id);
  return writer.kind === "note" ? words.isWritingNote(name) : words.isWriting(name);
}

function isInForeground(): boolean {
  return document.visibilityState === "visible";
}
