import type { Conversation } from "@stonechat/openapi/types";
import type { QueryClient } from "@tanstack/react-query";
import type { ConversationPages } from "@/api/pages";
import { conversationDetail, heldLists } from "@/api/queries";
import { showAhead } from "@/api/use-write";

/** Shows a change of conversations wherever they are held, before the server has answered. Returns what takes it back. */
export function changeAhead(
  cache: QueryClient,
  ids: readonly string[],
  change: (row: Conversation) => Conversation,
): () => void {
  const wanted = new Set(ids);
  const changed = (row: Conversation): Conversation => (wanted.has(row.id) ? change(row) : row);
  const takeBack = [
    ...ids.map((id) => showAhead<Conversation>(cache, conversationDetail(id).queryKey, change)),
    ...heldLists(cache).map(([queryKey]) =>
      showAhead<ConversationPages>(cache, queryKey, (data) => ({
        ...data,
        pages: data.pages.map((page) => ({ ...page, items: page.items.map(changed) })),
      })),
    ),
  ];
  return () => {
    for (const each of takeBack) each();
  };
}
