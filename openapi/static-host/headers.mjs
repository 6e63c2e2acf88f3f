// Turns a part's headers.json into nginx's language: headers.mjs HEADERS_JSON OUTPUT_FOLDER
//
// All rules that match a path apply, and the later one wins. nginx takes the first pattern of a map that matches, so
// the rules stand there in reverse, one map for each header. (Its own `add_header` in nested locations does not add up.)

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";

// An error must not be kept for as long as the file that is missing, so this one goes only with what was found.
const ONLY_WITH_SUCCESS = new Set(["cache-control"]);

/** The `map` blocks, for nginx's http level, and the `add_header` lines, for the locations of files. */
export function nginxHeaders(rules) {
  const names = new Map();
  for (const rule of rules) {
    for (const name of Object.keys(rule.headers)) names.set(name.toLowerCase(), name);
  }
  const maps = [];
  const lines = [];
  for (const [key, name] of names) {
    const variable = `$stonechat_${key.replaceAll("-", "_")}`;
    const cases = rules.flatMap((rule) => casesOf(rule, key)).reverse();
    maps.push(`map $uri ${variable} {\n${cases.join("")}  default "";\n}\n`);
    lines.push(`add_header ${name} ${variable}${ONLY_WITH_SUCCESS.has(key) ? "" : " always"};\n`);
  }
  return { maps: maps.join("\n"), lines: lines.join("") };
}

function casesOf(rule, key) {
  const found = Object.entries(rule.headers).find(([name]) => name.toLowerCase() === key);
  return found ? [`  "~${pattern(rule.path)}" ${quoted(found[1])};\n`] : [];
}

function pattern(path) {
  const open = path.endsWith("*");
  const literal = (open ? path.slice(0, -1) : path).replace(/[.*+?^${}()|[\]\\"]/g, "\\$&");
  return `^${literal}${open ? "" : "$"}`;
}

function quoted(value) {
  if (/[\n\r$]/.test(value)) throw new Error(`nginx cannot take this header's value: ${JSON.stringify(value)}`);
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}

if (import.meta.url === pathToFileURL(argv[1] ?? "").href) {
  const [, , source, folder] = argv;
  const { maps, lines } = nginxHeaders(JSON.parse(readFileSync(source, "utf8")));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "headers.map.conf"), maps);
  writeFileSync(join(folder, "headers.conf"), lines);
}
