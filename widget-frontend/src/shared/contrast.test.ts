import { describe, expect, it } from "vitest";
import { contrast, isHexColor, standsOut, textOn } from "./contrast";

describe("contrast", () => {
  it("knows the ends of the scale and a value from the standard's own examples", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
    expect(contrast("#777777", "#777777")).toBe(1);
    expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
  });
});

describe("textOn", () => {
  it("prefers white where it can be read, and takes a dark text where it cannot", () => {
    expect(textOn("#1d4ed8")).toBe("#ffffff");
    expect(textOn("#fde047")).toBe("#1c1917");
  });

  it("can be read on every color", () => {
    const steps = ["00", "33", "55", "77", "99", "bb", "ff"];
    for (const red of steps) {
      for (const green of steps) {
        for (const blue of steps) {
          const color = `#${red}${green}${blue}`;
          expect(contrast(textOn(color), color), color).toBeGreaterThanOrEqual(4.5);
        }
      }
    }
  });
});

it("sees that a white button is lost on a white page", () => {
  expect(standsOut("#ffffff", "#fdfcfb")).toBe(false);
  expect(standsOut("#c2410c", "#fdfcfb")).toBe(true);
});

it("takes only six-digit colors for colors", () => {
  expect(["#C2410c", "red", "#fff", "#12345g", "", null, "#123456;x"].map(isHexColor)).toEqual([
    true,
    ...Array(6).fill(false),
  ]);
});
