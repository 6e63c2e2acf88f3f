// Prints what the widget weighs on the wire, and fails when it weighs more than it was promised to.
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const assets = readdirSync(new URL("assets/", dist)).map((name) => `assets/${name}`);
// What comes after the panel can be used does not delay it; it has a limit of its own.
const isLater = (file) => file.startsWith("assets/more-");
const limits = [
  { what: "loader", files: ["widget.js"], kilobytes: 4 },
  { what: "panel", files: assets.filter((file) => !isLater(file)), kilobytes: 30 },
  { what: "more", files: assets.filter(isLater), kilobytes: 8 },
];

for (const { what, files, kilobytes } of limits) {
  const bytes = files.reduce((sum, file) => sum + brotliCompressSync(readFileSync(new URL(file, dist))).length, 0);
  const fits = bytes <= kilobytes * 1000;
  console.log(`${what}: ${(bytes / 1000).toFixed(2)} kB brotli of ${kilobytes} kB${fits ? "" : " — too heavy"}`);
  if (!fits) process.exitCode = 1;
}
