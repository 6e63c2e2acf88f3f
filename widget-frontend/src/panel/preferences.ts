import type { Theme } from "../bridge";

/** Null: the customer's own language. */
export function isLocale(wanted: unknown): wanted is string | null {
  return wanted === null || (typeof wanted === "string" && wanted !== "");
}

export function isTheme(wanted: unknown): wanted is Theme {
  return wanted === "light" || wanted === "dark" || wanted === "auto";
}
