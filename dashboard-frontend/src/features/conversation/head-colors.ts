import type { Conversation } from "@stonechat/openapi/types";

/** What a flag wears; beside it stands the word. */
export const priorityColors: Record<Conversation["priority"], string> = {
  urgent: "text-red",
  high: "text-amber-ink",
  normal: "text-muted",
  low: "text-muted",
};
