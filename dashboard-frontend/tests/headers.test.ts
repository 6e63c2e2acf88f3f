import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { headersFor, localConfig } from "../preview/production-host";

const rules = JSON.parse(readFileSync("headers.json", "utf8")) as Parameters<typeof headersFor>[0];

it("keeps hashed files for a year and asks anew for everything that names them", () => {
  const kept = (path: string) => headersFor(rules, path)["Cache-Control"];

  expect(kept("/assets/index-abc.js")).toBe("public, max-age=31536000, immutable");
  for (const path of ["/", "/inbox/one", "/index.html", "/config.json"]) expect(kept(path)).toBe("no-cache");
});

it("lets no page run what is not ours, nor be framed", () => {
  const policy = headersFor(rules, "/inbox")["Content-Security-Policy"];

  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|\*/);
});

it("knows where the widget is when both are run from here, and nowhere else", () => {
  expect(localConfig({ WIDGET_PORT: "5173" })).toEqual({ api: "", widget: "http://127.0.0.1:5173" });
  expect(localConfig({})).toEqual({ api: "", widget: "" });
  expect(localConfig({ WIDGET_PORT: "5173", HOST: "0.0.0.0" })).toEqual({ api: "", widget: "" });
});
