import { useSyncExternalStore } from "react";
import { Listeners } from "@/lib/listeners";
import { storage } from "@/lib/storage";

/** `system` follows the device, also when it changes at night. */
export type Theme = "system" | "light" | "dark";

/** `public/theme.js` reads the same key before anything is painted. */
export const THEME_KEY = "stonechat.theme";
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
  if (choice === "system") {
    storage.remove(THEME_KEY);
    delete document.documentElement.dataset["theme"];
  } else {
    storage.set(THEME_KEY, choice);
    document.documentElement.dataset["theme"] = choice;
  }
  listeners.announce();
}
