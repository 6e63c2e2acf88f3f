// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { contrast, mix } from "../shared/contrast";
import { tokensOf as themeTokens } from "../testing/tokens";
import { applyColor, SURFACES, TEXT } from "./look";

function tokensOf(color: string): (name: string) => string {
  const root = document.createElement("div");
  applyColor(root, color);
  return (name) => root.style.getPropertyValue(name);
}

/** Every owner's color, but for the steps between: 16 × 16 × 16 of them. */
function* allColors(): Generator<string> {
  const steps = [..."0123456789abcdef"].map((digit) => digit + digit);
  for (const red of steps) for (const green of steps) for (const blue of steps) yield `#${red}${green}${blue}`;
}

describe("applyColor", () => {
  it("uses the owner's color for lines where it can be seen, and one that keeps something of it where it cannot", () => {
    const ember = tokensOf("#c2410c");
    expect([ember("--accent-line-light"), ember("--on-accent")]).toEqual(["#c2410c", "#ffffff"]);
    const yellow = tokensOf("#fde047");
    expect([yellow("--accent-line-light"), yellow("--accent-line-dark")]).toEqual(["#938336", "#fde047"]);
    expect(tokensOf("#ffffff")("--accent-line-light")).toBe("#7f7c7c");
  });

  it("gives an edge only to shapes that would melt into the canvas", () => {
    expect([tokensOf("#ffffff")("--accent-edge-light"), tokensOf("#ffffff")("--accent-edge-dark")]).toEqual([
      "var(--control)",
      "transparent",
    ]);
    expect(tokensOf("#111111")("--accent-edge-dark")).toBe("var(--control)");
    expect(tokensOf("#c2410c")("--accent-edge-light")).toBe("transparent");
  });

  it("lets the text on every color be read, under the pointer too, and every focus ring be seen on all it may lie on", () => {
    const faint: string[] = [];
    for (const color of allColors()) {
      const token = tokensOf(color);
      const text = token("--on-accent");
      if (contrast(text, color) < 4.5 || contrast(text, mix(color, token("--accent-shade"), 0.1)) < 4.5)
        faint.push(color);
      for (const theme of ["light", "dark"] as const) {
        const ring = token(`--accent-line-${theme}`);
        if (SURFACES[theme].some((surface) => contrast(ring, surface) < 3)) faint.push(`${color} ring, ${theme}`);
      }
    }
    expect(faint).toEqual([]);
  });
});

describe.each(["light", "dark"] as const)("The %s theme", (theme) => {
  const token = themeTokens(theme);
  const on = (name: string, ground: string): number => contrast(token[name] ?? "", token[ground] ?? "");
  const grounds = ["canvas", "raised", "sunken"];

  it("is the one that lines and rings are reckoned with", () => {
    expect(grounds.map((ground) => token[ground])).toEqual(SURFACES[theme]);
    expect(token["text"]).toBe(TEXT[theme]);
  });

  it("lets everything be read on everything that it may stand on", () => {
    expect(on("text", "canvas")).toBeGreaterThanOrEqual(7);
    for (const ground of grounds) {
      for (const name of ["text", "muted", "red"]) {
        expect(on(name, ground), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
      expect(on("control", ground), `control on ${ground}`).toBeGreaterThanOrEqual(3);
    }
    expect(on("on-amber", "amber")).toBeGreaterThanOrEqual(4.5);
    expect(on("canvas", "red"), "the sign of an error").toBeGreaterThanOrEqual(4.5);
  });
});
