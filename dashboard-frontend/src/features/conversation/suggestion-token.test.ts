import { expect, it } from "vitest";
import { tokenAt } from "./suggestion-token";

function asked(text: string, inNote = false): string | null {
  const token = tokenAt(text, text.length, inNote);
  return token && `${token.kind} ${token.typed} ${token.from}`;
}

it("hears a slash where a word begins", () => {
  expect(asked("/")).toBe("canned  0");
  expect(asked("Hello /ret")).toBe("canned ret 6");
  expect(asked("Hello\n/ret-2")).toBe("canned ret-2 6");
});

it("hears shortcuts of every script to their end, with the marks that their letters carry", () => {
  for (const shortcut of ["नमस्ते", "สวัสดี", "e\u0301te\u0301", "grüße_2-b"]) {
    expect(asked(`/${shortcut}`)).toBe(`canned ${shortcut} 0`);
  }
});

it("takes no slash within a word, in an address or before a space for a question", () => {
  for (const text of ["and/or", "https://example.org/ret", "/ret and", "1 / 2"]) expect(asked(text)).toBeNull();
});

it("hears an at sign in notes only, and goes on through the spaces of a name", () => {
  expect(asked("@jon")).toBeNull();
  expect(asked("@jon", true)).toBe("mention jon 0");
  expect(asked("Ask @Jonas We", true)).toBe("mention Jonas We 4");
  expect(asked("mail@example", true)).toBeNull();
});

it("looks only at what stands before the caret", () => {
  expect(tokenAt("/ret later", 4, false)).toEqual({ kind: "canned", from: 0, to: 4, typed: "ret" });
});
