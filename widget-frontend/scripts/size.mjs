// Prints what the widget weighs on the wire, and fails when it weighs more than it was promised to.
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const assets = readdirSync(new URL("assets/", dist)).map((name) => `assets/${name}`);
const catalogues = assets.filter((file) => file.startsWith("assets/words-"));
// What comes after the panel can be used does not delay it; it has a limit of its own.
const later = assets.filter((file) => /^assets\/(more|page)-/.test(file));
const panel = assets.filter((file) => ![...catalogues, ...later].includes(file));
const weightOf = (file) => brotliCompressSync(readFileSync(new URL(file, dist))).length;
const limits = [
  { what: "loader", weights: [weightOf("widget.js")], kilobytes: 4 },
  // Of the languages a customer loads one, here the heaviest.
  { what: "panel", weights: [...panel.map(weightOf), Math.max(...catalogues.map(weightOf))], kilobytes: 30 },
  { what: "more", weights: later.map(weightOf), kilobytes: 8 },
];

for (const { what, weights, kilobytes } of limits) {
  const bytes = weights.reduce((sum, weight) => sum + weight, 0);
  const fits = bytes <= kilobytes * 1000;
  console.log(`${what}: ${(bytes / 1000).toFixed(2)} kB brotli of ${kilobytes} kB${fits ? "" : " — too heavy"}`);
  if (!fits) process.exitCode = 1;
}
