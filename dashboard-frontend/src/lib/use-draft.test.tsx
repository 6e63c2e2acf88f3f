import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { useDraft } from "./use-draft";

const start = (saved: string) => renderHook(({ saved }) => useDraft("note", saved), { initialProps: { saved } });

it("keeps what was typed over a reload, and follows what is saved where nothing was", () => {
  const first = start("old");
  act(() => first.result.current.type("old and new"));
  first.unmount();

  const second = start("old");
  expect([second.result.current.text, second.result.current.dirty]).toEqual(["old and new", true]);
  act(() => second.result.current.drop());
  second.rerender({ saved: "theirs" });
  expect([second.result.current.text, second.result.current.dirty]).toEqual(["theirs", false]);
});

it("tells when somebody else changed it meanwhile, until that was seen", () => {
  const { result, rerender } = start("old");
  act(() => result.current.type("mine"));
  rerender({ saved: "theirs" });
  expect([result.current.text, result.current.clashes]).toEqual(["mine", true]);

  act(() => result.current.seen("theirs"));
  expect(result.current.clashes).toBe(false);
});

it("takes its own change for no news, whether the row or the answer comes first", () => {
  const { result, rerender } = start("old");
  act(() => result.current.type("mine"));
  act(() => {
    result.current.sent("mine");
    result.current.type("mine and more");
  });
  rerender({ saved: "mine" });
  expect(result.current.clashes).toBe(false);

  act(() => result.current.stored("mine"));
  expect([result.current.text, result.current.dirty]).toEqual(["mine and more", true]);
  act(() => result.current.stored("mine and more"));
  rerender({ saved: "mine and more" });
  expect(result.current.dirty).toBe(false);
});

it("begins anew with what is saved when what was typed is that", () => {
  const { result, rerender } = start("old");
  act(() => result.current.type("same"));
  rerender({ saved: "same" });
  act(() => result.current.type("same and more"));

  expect(result.current.clashes).toBe(false);
});
