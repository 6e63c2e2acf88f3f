import { expect, it } from "vitest";

const sheets = import.meta.glob<string>("./*.css", { query: "?raw", import: "default", eager: true });

it.each(Object.entries(sheets))("%s reads from either side: it names no left and no right", (_, css) => {
  expect(css.length).toBeGreaterThan(0);
  expect(css.match(/^.*\b(left|right)\b.*$/gm)).toBeNull();
  // Four sides of which the left and the right one differ.
  const four = [...css.matchAll(/^\s*(?:padding|margin|inset|border-radius): (\S+) (\S+) (\S+) (\S+);$/gm)];
  expect(four.filter(([, , right, , left]) => right !== left).map(([line]) => line)).toEqual([]);
});
