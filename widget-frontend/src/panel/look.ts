import { contrast, standsOut, textOn } from "../shared/contrast";

/** What lines and rings are drawn on in the light and the dark theme, as in tokens.css: canvas, raised, sunken. */
export const SURFACES = {
  light: ["#fdfcfb", "#ffffff", "#f2f0ee"],
  dark: ["#1b1917", "#23201e", "#2d2a28"],
} as const;
export const TEXT = { light: "#292524", dark: "#f5f4f2" };

/** A filled shape of less contrast than this would melt into the canvas, and gets an edge. */
const MELTS = 1.25;

/** Puts the owner's color into the tokens. Lines and rings take the text's color where the owner's would not be seen. */
export function applyColor(root: HTMLElement, color: string): void {
  const text = textOn(color);
  root.style.setProperty("--accent", color);
  root.style.setProperty("--on-accent", text);
  // Under the pointer the fill moves away from its text, never towards it.
  root.style.setProperty("--accent-shade", text === "#ffffff" ? "#000000" : "#ffffff");
  for (const theme of ["light", "dark"] as const) {
    const seen = SURFACES[theme].every((surface) => standsOut(color, surface));
    root.style.setProperty(`--accent-line-${theme}`, seen ? color : TEXT[theme]);
    const melts = contrast(color, SURFACES[theme][0]) < MELTS;
    root.style.setProperty(`--accent-edge-${theme}`, melts ? "var(--control)" : "transparent");
  }
}
