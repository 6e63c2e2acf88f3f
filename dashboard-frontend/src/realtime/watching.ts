import type { Presence } from "@stonechat/openapi/client";

const watched = new WeakMap<object, Map<string, number>>();

/** Opens a conversation for its first viewer on this page, and closes it after the last. */
export function watch(presence: Pick<Presence, "open" | "close">, conversationId: string): () => void {
  const counts = watched.get(presence) ?? new Map<string, number>();
  watched.set(presence, counts);
  const count = counts.get(conversationId) ?? 0;
  if (count === 0) presence.open(conversationId);
  counts.set(conversationId, count + 1);
  return () => {
    const left = (counts.get(conversationId) ?? 1) - 1;
    if (left > 0) counts.set(conversationId, left);
    else {
      counts.delete(conversationId);
      presence.close(conversationId);
    }
  };
}
