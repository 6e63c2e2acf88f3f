import type { Conversation } from "@stonechat/openapi/types";

/** In the order in which they are offered. */
export const PRIORITIES = ["urgent", "high", "normal", "low"] as const satisfies readonly Conversation["priority"][];
