import { expect, it } from "vitest";
import { arrivals } from "./arrivals";

const rows = (...ids: string[]): { id: string }[] => ids.map((id) => ({ id }));

it("finds what came at the end", () => {
  expect(arrivals(rows("b", "c"), rows("b", "c", "d", "e"))).toEqual(rows("d", "e"));
});

it("takes older pages that come in above for no news", () => {
  expect(arrivals(rows("c"), rows("a", "b", "c", "d"))).toEqual(rows("d"));
});

it("finds what came before something that is still on its way", () => {
  expect(arrivals(rows("a", "pending"), rows("a", "b", "pending"))).toEqual(rows("b"));
});

it("takes a timeline that has just been opened, or loaded anew, for no news", () => {
  expect(arrivals([], rows("a", "b"))).toEqual([]);
  expect(arrivals(rows("a", "b"), rows("x", "y"))).toEqual([]);
});

it("still finds the news when the first row was deleted", () => {
  expect(arrivals(rows("a", "b"), rows("b", "c"))).toEqual(rows("c"));
});
