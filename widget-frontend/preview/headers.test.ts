import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type HeaderRule, headersFor } from "./headers";

const rules = JSON.parse(readFileSync("headers.json", "utf8")) as HeaderRule[];

describe("headers.json", () => {
  it.each(["/widget.js", "/config.json", "/assets/panel-x.js"])(
    "lets every site load %s, isolated ones too",
    (path) => {
      expect(headersFor(rules, path)).toMatchObject({
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
      });
    },
  );

  it("keeps hashed files for a year and the others for minutes", () => {
    expect(headersFor(rules, "/assets/panel-x.js")["Cache-Control"]).toBe("public, max-age=31536000, immutable");
    expect(headersFor(rules, "/widget.js")["Cache-Control"]).toMatch(/max-age=300\b/);
    expect(headersFor(rules, "/config.json")["Cache-Control"]).toMatch(/max-age=60\b/);
  });
});
