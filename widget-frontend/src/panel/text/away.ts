import type { WidgetConfig } from "@stonechat/openapi/types";
import { whenOf } from "./dates";
import { words } from "./words";

/** Outside the office hours. A panel that is open when they begin need not ask again. */
export function isAway({ open, opens_at }: WidgetConfig, now: Date): boolean {
  return !open && (opens_at === null || new Date(opens_at) > now);
}

export function backAgain({ opens_at }: WidgetConfig, now: Date): string {
  return opens_at === null ? words.away : words.backAt(whenOf(opens_at, now));
}
