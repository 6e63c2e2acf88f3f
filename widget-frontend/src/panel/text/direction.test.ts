import { afterEach, expect, it } from "vitest";
import { sayEnglish } from "../../testing/english";
import { directionOf, directionOfInput, isolated } from "./direction";
import { say, words } from "./words";

afterEach(sayEnglish);

it("keeps apart what runs against the sentence, and leaves alone what runs with it", () => {
  expect([isolated("Maria"), isolated("مريم")]).toEqual(["Maria", "\u2068مريم\u2069"]);
  say(words, "ar-EG");
  expect([isolated("Maria"), isolated("مريم")]).toEqual(["\u2068Maria\u2069", "مريم"]);
});

it("lets an empty field run as the panel does", () => {
  expect([directionOfInput(""), directionOfInput("a")]).toEqual([undefined, "auto"]);
  expect([directionOf("ar"), directionOf("ar-EG"), directionOf("de")]).toEqual(["rtl", "rtl", "ltr"]);
});
