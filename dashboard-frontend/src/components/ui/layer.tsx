import { createContext, type ReactNode, useContext } from "react";

const LayerContext = createContext<HTMLElement | null>(null);

/** What floats belongs to the dialog it was opened from: the page below a modal dialog can't be reached. */
export function Layer({ element, children }: { element: HTMLElement | null; children: ReactNode }) {
  return <LayerContext value={element}>{children}</LayerContext>;
}

/** Where menus and popovers are drawn; null: over the page. */
export function useLayer(): HTMLElement | null {
  return useContext(LayerContext);
}
