import type { Company, OutboxEntry } from "@stonechat/openapi/client";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useSyncExternalStore,
} from "react";
import { companyIn } from "@/realtime/company";
import type { Live, LiveState } from "@/realtime/live";
import { watchRow } from "@/realtime/watching";

/** What can be asked of the connection and the outbox. */
export type LiveLink = Pick<Live, keyof Live>;

const LiveContext = createContext<LiveLink | null>(null);

export function LiveProvider({ live, children }: { live: LiveLink; children: ReactNode }) {
  return <LiveContext value={live}>{children}</LiveContext>;
}

export function useLive(): LiveLink {
  const live = useContext(LiveContext);
  if (!live) throw new Error("useLive needs a LiveProvider above it.");
  return live;
}

export function useLiveState(): LiveState {
  const live = useLive();
  return useSyncExternalStore(live.subscribeState, live.state);
}

/** What was written in this conversation and is not answered yet, oldest first. */
export function useUnsent(conversationId: string): readonly OutboxEntry[] {
  const live = useLive();
  const entries = useSyncExternalStore(live.subscribeEntries, live.entries);
  return useMemo(() => entries.filter((entry) => entry.conversation_id === conversationId), [entries, conversationId]);
}

/** Who else writes in this conversation, looks at it or is there right now. */
export function useCompany(conversationId: string): readonly Company[] {
  const { presence } = useLive();
  const subscribe = useCallback((listener: () => void) => presence.subscribe(listener), [presence]);
  return useSyncExternalStore(subscribe, () => companyIn(presence, conversationId));
}

/** A row of a list: whoever is in its conversation is told here once the list stands still. */
export function useWatch(conversationId: string): void {
  const { presence } = useLive();
  useEffect(() => watchRow(presence, conversationId), [presence, conversationId]);
}

/** The conversations in which something could not be sent. */
export function useFailedConversations(): ReadonlySet<string> {
  const live = useLive();
  const entries = useSyncExternalStore(live.subscribeEntries, live.entries);
  return useMemo(
    () => new Set(entries.filter((entry) => entry.state === "failed").map((entry) => entry.conversation_id)),
    [entries],
  );
}
