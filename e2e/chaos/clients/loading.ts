import type { ConversationPage, MessagePage } from "@stonechat/openapi/types";
import type { Client } from "./client.ts";

const PAGE = 100;
/** How many timelines an agent's page opens after it was loaded; the others it knows from the list alone. */
const OPENED = 8;

/** The list of conversations, and the timelines that this page shows, over REST. Ends early when it is overtaken. */
export async function loadAll(client: Client, isCurrent: () => boolean): Promise<void> {
  const ids: string[] = [];
  let after = "";
  do {
    const page = await client.api.get<ConversationPage>(`/v1/conversations?limit=${PAGE}${after}`);
    if (!isCurrent()) return;
    client.apply(page, "load");
    ids.push(...page.items.map((conversation) => conversation.id));
    client.apply({ conversations: page.items }, "load");
    after = page.next === null ? "" : `&after=${encodeURIComponent(page.next)}`;
  } while (after);
  const shown = client.person.audience === "customer" ? ids : ids.slice(0, OPENED);
  for (const id of shown) {
    await loadTimeline(client, id, isCurrent);
    if (!isCurrent()) return;
  }
}

/** A whole timeline, newest page first. */
export async function loadTimeline(client: Client, id: string, isCurrent: () => boolean): Promise<void> {
  let after = "";
  do {
    const page = await client.api.get<MessagePage>(`/v1/conversations/${id}/messages?limit=${PAGE}${after}`);
    if (!isCurrent()) return;
    client.apply({ ...page, messages: page.items }, "load");
    after = page.next === null ? "" : `&after=${encodeURIComponent(page.next)}`;
  } while (after);
  client.memory.cover(id);
}
