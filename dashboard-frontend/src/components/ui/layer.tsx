import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import { Listeners } from "@/lib/listeners";

const LayerContext = createContext<HTMLElement | null>(null);

/** What floats belongs to the dialog it was opened from: the page below a modal dialog can't be reached. */
export function Layer({ element, children }: { element: HTMLElement | null; children: ReactNode }) {
  return <LayerContext value={element}>{children}</LayerContext>;
}

/** Where menus and popovers are drawn; null: over the page. */
export function useLayer(): HTMLElement | null {
  return useContext(LayerContext);
}

const changes = new Listeners();
let open: readonly HTMLElement[] = [];

/** A modal dialog lies over everything from now on, until the returned function is called. */
export function enterTopLayer(dialog: HTMLElement): () => void {
  open = [...open, dialog];
  changes.announce();
  return () => {
    open = open.filter((other) => other !== dialog);
    changes.announce();
  };
}

/** The modal dialog that lies over everything, for what has to lie over it; null: there is none. */
export function useTopLayer(): HTMLElement | null {
  return useSyncExternalStore(changes.subscribe, () => open.at(-1) ?? null);
}
