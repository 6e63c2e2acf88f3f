// @vitest-environment jsdom
import { createRoot, type Root } from "react-dom/client";
import { act } from "react-dom/test-utils";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Bubble } from "../chat/timeline";
import { Announcer } from "./Announcer";

describe("Announcer", () => {
  let root: Root;

  beforeEach(() => {
    root = createRoot(document.body);
  });
  afterEach(() => {
    root.unmount();
  });

  const theirs = (id: string, changes: Partial<Bubble> = {}): Bubble => ({
    id,
    author: "agent",
    author_id: "Ann",
    text: id,
    at: "2026-05-01T12:00:00Z",
    deleted: false,
    state: "sent",
    ...changes,
  });
  const own = (id: string): Bubble => theirs(id, { author: "customer", author_id: null });
  const show = (...bubbles: Bubble[]): void => {
    act(() => root.render(<Announcer bubbles={bubbles} nameOf={(id) => id ?? "Us"} />));
  };
  const said = (): (string | null)[] =>
    [...document.querySelectorAll("[aria-live=polite] p")].map((line) => line.textContent);

  it("says what others wrote when it arrives, and by whom", () => {
    show(own("one"));
    show(own("one"), theirs("two"), theirs("three", { author: "system", author_id: null }));
    expect(said()).toEqual(["Ann: two", "three"]);
  });

  it("says nothing of a history that was opened or loaded above, nor of one's own words", () => {
    show();
    show(theirs("four"), own("five"));
    show(theirs("one"), theirs("two"), theirs("four"), own("five"), own("six"));
    expect(said()).toEqual([]);
  });

  it("keeps nothing of what was deleted meanwhile", () => {
    show(own("one"));
    show(own("one"), theirs("two"), theirs("three"));
    show(own("one"), theirs("two", { deleted: true, text: "" }), theirs("three"));
    expect(said()).toEqual(["Ann: three"]);
  });

  it("says only the last words when many came", () => {
    show(own("0"));
    show(own("0"), ...["1", "2", "3", "4"].map((id) => theirs(id)));
    expect(said()).toEqual(["Ann: 2", "Ann: 3", "Ann: 4"]);
  });
});
