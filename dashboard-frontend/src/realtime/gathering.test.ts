import { type Rows, rowsOf } from "@stonechat/openapi/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { message } from "@/tests/rows";
import { Gathering } from "./gathering";

const handedOn: string[][] = [];
let gathering: Gathering;

function rows(...ids: string[]): Rows {
  return rowsOf({ messages: ids.map((id, at) => message({ id, seq: at + 1 })) });
}

beforeEach(() => {
  vi.useFakeTimers();
  handedOn.length = 0;
  gathering = new Gathering(({ messages }) => handedOn.push(messages.map(({ id }) => id)));
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it("hands on at once what comes alone", () => {
  gathering.take(rows("a"));
  vi.advanceTimersByTime(100);
  gathering.take(rows("b"));

  expect(handedOn).toEqual([["a"], ["b"]]);
});

it("hands on in one piece what comes in a rush, in its order and after a tenth of a second at most", () => {
  for (const id of ["a", "b", "c"]) gathering.take(rows(id));
  vi.advanceTimersByTime(99);
  gathering.take(rows("d"));
  expect(handedOn).toEqual([["a"]]);
  vi.advanceTimersByTime(1);

  expect(handedOn).toEqual([["a"], ["b", "c", "d"]]);
});

it("waits for nothing while nobody sees the page", () => {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");

  for (const id of ["a", "b"]) gathering.take(rows(id));

  expect(handedOn).toEqual([["a"], ["b"]]);
});

it("hands on what waits before something that has to know it, and only once", () => {
  for (const id of ["a", "b"]) gathering.take(rows(id));
  gathering.flush();
  expect(handedOn).toEqual([["a"], ["b"]]);
  vi.advanceTimersByTime(1_000);

  expect(handedOn).toEqual([["a"], ["b"]]);
});

it("forgets what is no base any more", () => {
  for (const id of ["a", "b"]) gathering.take(rows(id));
  gathering.drop();
  vi.advanceTimersByTime(1_000);

  expect(handedOn).toEqual([["a"]]);
});
