import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { headersFor } from "../preview/production-host";

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
