import type { FormField } from "@stonechat/openapi/types";
import { describe, expect, it } from "vitest";
import { formField } from "../../testing/server";
import { askedFields, checkForm, fromServer, givenAnswers, MESSAGE_POINTER, pointerTo } from "./form";

const field = (changes: Partial<FormField>): FormField => formField({ max_length: 10, ...changes });
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
    expect(check({}, "🐦".repeat(10))).toBeUndefined();
  });

  it("takes one of the options of a choice, and nothing else", () => {
    const choice: Partial<FormField> = { kind: "choice", options: [{ value: "a", label: "Apples" }] };
    expect(check(choice, "a")).toBeUndefined();
    for (const wrong of ["b", "Apples", ""]) {
      expect(check(choice, wrong), wrong).toBe("Choose one of these.");
    }
  });

  it.each(["checkbox", "consent"] as const)("asks for the tick of a required %s only", (kind) => {
    expect(check({ kind, max_length: 3 }, "")).toBe("Tick this box to go on.");
    expect(check({ kind, max_length: 3 }, "yes")).toBeUndefined();
    expect(check({ kind, max_length: 3, required: false }, "")).toBeUndefined();
  });
});

describe("A question that depends on another", () => {
  const options = ["order", "other"].map((value) => ({ value, label: value }));
  const fields = [
    formField({ key: "topic", kind: "choice", options }),
    formField({ key: "has_number", kind: "checkbox", required: false, shown_if: { key: "topic", values: ["order"] } }),
    formField({ key: "number", shown_if: { key: "has_number", values: ["yes"] } }),
    formField({ key: "why", shown_if: { key: "has_number", values: [""] } }),
  ];
  const keys = (answers: Record<string, string>): string[] => askedFields(fields, answers).map(({ key }) => key);

  it("is asked while the other has one of its answers; an empty box has an answer too", () => {
    expect(keys({})).toEqual(["topic"]);
    expect(keys({ topic: "order" })).toEqual(["topic", "has_number", "why"]);
    expect(keys({ topic: "order", has_number: "yes" })).toEqual(["topic", "has_number", "number"]);
  });

  it("is not asked because of an answer to something that is not asked itself", () => {
    expect(keys({ topic: "other", has_number: "yes" })).toEqual(["topic"]);
  });

  it("is neither checked nor sent while it is not asked", () => {
    const answers = { topic: "other", has_number: "yes", number: "17", gone: "an answer to a removed question" };
    expect(checkForm(fields, { topic: "other" }, "Hello")).toEqual({});
    expect(Object.keys(checkForm(fields, { topic: "order" }, "Hello"))).toEqual(["/answers/why"]);
    expect(givenAnswers(fields, answers)).toEqual({ topic: "other" });
    expect(givenAnswers(fields, { ...answers, topic: "order" })).toEqual({
      topic: "order",
      has_number: "yes",
      number: "17",
    });
  });
});

it("puts the server's errors at the same places as its own", () => {
  const odd = field({ key: "a/b~c" });
  expect(pointerTo(odd)).toBe("/answers/a~1b~0c");
  expect(fromServer([{ pointer: "/answers/a~1b~0c", detail: "No." }])[pointerTo(odd)]).toBe("No.");
});
