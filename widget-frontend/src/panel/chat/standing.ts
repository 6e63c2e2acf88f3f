import type { OutboxEntry } from "@stonechat/openapi/client";
import type { History } from "./history";

/** `over`: nothing can be said here any more. `left`: the form has taken the place of the conversation. */
export type Standing = "none" | "on" | "over" | "left";

export interface Matter {
  conversationId: string | null;
  /** What the server has not taken of it. */
  pending: readonly OutboxEntry[];
  history: History | null;
  /** The conversation that the customer turned away from, to edit its start or because it is over. */
  leaving: string | null;
}

export function standingOf({ conversationId, pending, history, leaving }: Matter): Standing {
  if (conversationId === null) return "none";
  const own = history?.conversationId === conversationId ? history : null;
  const start = pending.find(({ type }) => type === "start");
  if (own?.state === "missing" || start?.problem?.status === 422) return "left";
  const over = own?.deleted || pending.some(({ problem }) => problem?.code === "conversation_closed");
  if (leaving === conversationId && (start || over)) return "left";
  return over ? "over" : "on";
}
