import { contrast, standsOut, textOn } from "../shared/contrast";

/** The canvas of the light and the dark theme, as in tokens.css. */
const CANVAS = { light: "#fdfcfb", dark: "#1b1917" };
const TEXT = { light: "#292524", dark: "#f5f4f2" };

/** A filled shape of less contrast than this would melt into the canvas, and gets an edge. */
const MELTS = 1.25;

/** Puts the owner's color into the tokens. Lines and rings take the text's color where the owner's would not be seen. */
export function applyColor(root: HTMLElement, color: string): void {
  root.style.setProperty("--accent", color);
  root.style.setProperty("--on-accent", textOn(color));
  for (const theme of ["light", "dark"] as const) {
    root.style.setProperty(`--accent-line-${theme}`, standsOut(color, CANVAS[theme]) ? color : TEXT[theme]);
    const melts = contrast(color, CANVAS[theme]) < MELTS;
    root.style.setProperty(`--accent-edge-${theme}`, melts ? "var(--control)" : "transparent");
  }
}
