// @vitest-environment jsdom
import { expect, it } from "vitest";
import { applyColor } from "./look";

function tokensOf(color: string): (name: string) => string {
  const root = document.createElement("div");
  applyColor(root, color);
  return (name) => root.style.getPropertyValue(name);
}

it("uses the owner's color for lines where it can be seen, and the text's color where it cannot", () => {
  const ember = tokensOf("#c2410c");
  expect([ember("--accent-line-light"), ember("--on-accent")]).toEqual(["#c2410c", "#ffffff"]);
  const yellow = tokensOf("#fde047");
  expect([yellow("--accent-line-light"), yellow("--accent-line-dark")]).toEqual(["#292524", "#fde047"]);
});

it("gives an edge only to shapes that would melt into the canvas", () => {
  expect([tokensOf("#ffffff")("--accent-edge-light"), tokensOf("#ffffff")("--accent-edge-dark")]).toEqual([
    "var(--control)",
    "transparent",
  ]);
  expect(tokensOf("#111111")("--accent-edge-dark")).toBe("var(--control)");
  expect(tokensOf("#c2410c")("--accent-edge-light")).toBe("transparent");
});
