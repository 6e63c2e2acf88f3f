import { contrast, mix, standsOut, textOn } from "../shared/contrast";

/** What lines and rings are drawn on in the light and the dark theme, as in tokens.css: canvas, raised, sunken. */
export const SURFACES = {
  light: ["#fdfcfb", "#ffffff", "#f2f0ed"],
  dark: ["#1b1917", "#23201e", "#2c2927"],
} as const;
export const TEXT = { light: "#292524", dark: "#f5f4f2" };

/** A filled shape of less contrast than this would melt into the canvas, and gets an edge. */
const MELTS = 1.25;

/** Puts the owner's color into the tokens. Lines and rings go towards the text's color until they can be seen. */
export function applyColor(root: HTMLElement, color: string): void {
  const text = textOn(color);
  root.style.setProperty("--accent", color);
  root.style.setProperty("--on-accent", text);
  // Under the pointer the fill moves away from its text, never towards it.
  root.style.setProperty("--accent-shade", text === "#ffffff" ? "#000000" : "#ffffff");
  for (const theme of ["light", "dark"] as const) {
    root.style.setProperty(`--accent-line-${theme}`, lineOf(color, theme));
    const melts = contrast(color, SURFACES[theme][0]) < MELTS;
    root.style.setProperty(`--accent-edge-${theme}`, melts ? "var(--control)" : "transparent");
  }
}

function lineOf(color: string, theme: "light" | "dark"): string {
  const mixes = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((share) => mix(color, TEXT[theme], share));
  return mixes.find((line) => SURFACES[theme].every((surface) => standsOut(line, surface))) ?? TEXT[theme];
}
