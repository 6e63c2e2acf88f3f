import { useSyncExternalStore } from "react";
import { Listeners } from "@/lib/listeners";
import { storage } from "@/lib/storage";

/** `system` follows the device, also when it changes at night. */
export type Theme = "system" | "light" | "dark";

/** `public/theme.js` reads the same key before anything is painted. */
export const THEME_KEY = "stonechat.theme";
/** The canvas of each theme; index.html has the same. */
const BAR = { light: "#faf8f5", dark: "#171412" };
const listeners = new Listeners();

export function theme(): Theme {
  const chosen = storage.get(THEME_KEY);
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

export function useTheme(): Theme {
  return useSyncExternalStore(listeners.subscribe, theme);
}

/** The choice is kept on this browser. */
export function chooseTheme(choice: Theme): void {
  if (choice === "system") storage.remove(THEME_KEY);
  else storage.set(THEME_KEY, choice);
  showTheme();
  listeners.announce();
}

/** Puts the theme on the page, and on what the browser draws around it on phones. */
export function showTheme(): void {
  const chosen = theme();
  if (chosen === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = chosen;
  for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[name=theme-color]")) {
    const drawn = meta.getAttribute("media")?.includes("dark") ? "dark" : "light";
    meta.content = BAR[chosen === "system" ? drawn : chosen];
  }
}
