import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { nginxHeaders } from "./headers.mjs";

/** What nginx would send: the first case of a header's map that matches; empty values are not sent. */
function sent(rules, path) {
  const { maps, lines } = nginxHeaders(rules);
  const headers = {};
  for (const [, name, variable] of lines.matchAll(/^add_header (\S+) (\S+?)(?: always)?;$/gm)) {
    const block = maps.slice(maps.indexOf(`map $uri ${variable} {`)).split("\n}")[0];
    const cases = [...block.matchAll(/^ {2}"~(.*)" "(.*)";$/gm)];
    const found = cases.find(([, pattern]) => new RegExp(pattern).test(path));
    if (found) headers[name] = found[2];
  }
  return headers;
}

/** What headers.json means, as written in its description: all rules that match, in order, later wins. */
function meant(rules, path) {
  const applies = (rule) => (rule.path.endsWith("*") ? path.startsWith(rule.path.slice(0, -1)) : path === rule.path);
  return Object.assign({}, ...rules.filter(applies).map((rule) => rule.headers));
}

for (const part of ["widget-frontend", "dashboard-frontend"]) {
  const rules = JSON.parse(readFileSync(new URL(`../../${part}/headers.json`, import.meta.url), "utf8"));
  const paths = [
    "/",
    "/index.html",
    "/widget.js",
    "/config.json",
    "/assets/app-1f2e.js",
    "/assets",
    "/conversations/1",
  ];

  for (const path of paths) {
    test(`${part}: ${path} gets from nginx what headers.json says`, () => {
      assert.deepEqual(sent(rules, path), meant(rules, path));
    });
  }
}

test("a later rule wins over an earlier one, and only for its own headers", () => {
  const rules = [
    { path: "/*", headers: { "Cache-Control": "no-cache", "X-One": "1" } },
    { path: "/assets/*", headers: { "Cache-Control": "immutable" } },
  ];

  assert.deepEqual(sent(rules, "/assets/a.js"), { "Cache-Control": "immutable", "X-One": "1" });
  assert.deepEqual(sent(rules, "/a.js"), { "Cache-Control": "no-cache", "X-One": "1" });
});

test("a point in a path stands for itself", () => {
  const rules = [{ path: "/widget.js", headers: { "X-One": "1" } }];

  assert.deepEqual(sent(rules, "/widgetxjs"), {});
});

test("an error is not cached like the file that is missing", () => {
  const { lines } = nginxHeaders([{ path: "/*", headers: { "Cache-Control": "immutable", "X-One": "1" } }]);

  assert.match(lines, /^add_header Cache-Control \$stonechat_cache_control;$/m);
  assert.match(lines, /^add_header X-One \$stonechat_x_one always;$/m);
});

test("a value with quotes stays one value, and one that nginx would fill in is refused", () => {
  const rule = (value) => [{ path: "/*", headers: { "X-One": value } }];

  assert.match(nginxHeaders(rule('a "b"')).maps, /"a \\"b\\"";/);
  assert.throws(() => nginxHeaders(rule("$host")), /cannot take/);
});
