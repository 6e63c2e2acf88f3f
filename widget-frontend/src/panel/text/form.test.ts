import type { FormField } from "@stonechat/openapi/types";
import { describe, expect, it } from "vitest";
import { checkForm, fromServer, MESSAGE_POINTER, pointerTo } from "./form";

const field = (changes: Partial<FormField>): FormField => ({
  key: "name",
  kind: "text",
  label: "Your name",
  required: true,
  help: null,
  max_length: 10,
  ...changes,
});
const check = (changes: Partial<FormField>, answer: string): string | undefined =>
  checkForm([field(changes)], { name: answer }, "Hello")["/answers/name"];

describe("checkForm", () => {
  it("asks for what is needed, and takes spaces for nothing", () => {
    expect(check({}, "   ")).toBe("Your name is needed.");
    expect(check({}, "Maria")).toBeUndefined();
    expect(check({ required: false }, "")).toBeUndefined();
  });

  it("asks for the message too", () => {
    expect(Object.keys(checkForm([], {}, " "))).toEqual([MESSAGE_POINTER]);
    expect(checkForm([], {}, "x".repeat(10_001))[MESSAGE_POINTER]).toContain("10");
    expect(checkForm([], {}, "x".repeat(10_000))).toEqual({});
  });

  it("tells addresses that cannot work from those that may", () => {
    for (const good of ["a@b.example", "ma.ria+x@sub.b.example", "ü@exämple.de"]) {
      expect(check({ kind: "email", max_length: 100 }, good), good).toBeUndefined();
    }
    for (const bad of ["maria", "@b.example", "a@b", "a b@c.example", "a@b..c", "a@.b.c", "a@b.c.", "a@b@c.d"]) {
      expect(check({ kind: "email", max_length: 100 }, bad), bad).toBeDefined();
    }
  });

  it("takes phone numbers as people write them, in the digits of any script, and nothing else", () => {
    for (const good of ["+49 (0)151 / 234-56", "030.123.45", "٠١٢٣٤٥"]) {
      expect(check({ kind: "phone", max_length: 40 }, good), good).toBeUndefined();
    }
    for (const bad of ["call me", "abc12345", "12345 ext 2", "1234", "12+345", "½½½½½"]) {
      expect(check({ kind: "phone", max_length: 40 }, bad), bad).toBeDefined();
    }
  });

  it("names the limit when an answer is too long", () => {
    expect(check({}, "x".repeat(11))).toBe("Use 10 characters or fewer.");
    expect(check({}, "x".repeat(10))).toBeUndefined();
  });
});

it("puts the server's errors at the same places as its own", () => {
  const odd = field({ key: "a/b~c" });
  expect(pointerTo(odd)).toBe("/answers/a~1b~0c");
  expect(fromServer([{ pointer: "/answers/a~1b~0c", detail: "No." }])[pointerTo(odd)]).toBe("No.");
});
