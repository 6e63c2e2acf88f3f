import { act, renderHook } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { useEdits } from "./use-edits";

afterEach(() => sessionStorage.clear());

const open = (saved: { name: string; color: string }) =>
  renderHook(({ now }) => useEdits("site", now), { initialProps: { now: saved } });

it("holds only what was changed, and nothing once it is as saved again", () => {
  const { result } = open({ name: "Shop", color: "#000000" });
  act(() => result.current.set({ name: "Store" }));
  expect([result.current.value.name, result.current.changes, result.current.dirty]).toEqual([
    "Store",
    { name: "Store" },
    true,
  ]);

  act(() => result.current.set({ name: "Shop" }));
  expect([result.current.changes, result.current.dirty]).toEqual([{}, false]);
});

it("follows what is saved meanwhile where nothing was changed, and tells where something was", () => {
  const { result, rerender } = open({ name: "Shop", color: "#000000" });
  act(() => result.current.set({ name: "Store" }));
  rerender({ now: { name: "Shop", color: "#ffffff" } });
  expect(result.current.value).toEqual({ name: "Store", color: "#ffffff" });
  expect(result.current.overwrites).toEqual([]);

  rerender({ now: { name: "Boutique", color: "#ffffff" } });
  expect(result.current.value.name).toBe("Store");
  expect(result.current.overwrites).toEqual(["name"]);
});

it("brings edits back after the page was left, until they are saved or forgotten", () => {
  const first = open({ name: "Shop", color: "#000000" });
  act(() => first.result.current.set({ name: "Store" }));
  first.unmount();
  const second = open({ name: "Shop", color: "#000000" });
  expect(second.result.current.value.name).toBe("Store");

  act(() => second.result.current.forget());
  expect(second.result.current.dirty).toBe(false);
  expect(open({ name: "Shop", color: "#000000" }).result.current.dirty).toBe(false);
});

it("keeps what was changed again while the rest of it was being saved", () => {
  const saved = { name: "Shop", color: "#000000" };
  const { result, rerender } = open(saved);
  act(() => result.current.set({ name: "Store", color: "#ffffff" }));
  const sent = result.current.changes;
  act(() => result.current.set({ name: "Store 2" }));
  const stored = { name: "Store", color: "#ffffff" };
  act(() => result.current.settle(sent, stored));
  for (const now of [saved, stored]) {
    rerender({ now });
    expect(result.current.value).toEqual({ name: "Store 2", color: "#ffffff" });
    expect(result.current.changes).toEqual({ name: "Store 2" });
    expect(result.current.overwrites).toEqual([]);
  }
  rerender({ now: { name: "Theirs", color: "#ffffff" } });
  expect(result.current.overwrites).toEqual(["name"]);
});

it("keeps a change that was taken back while it was being saved", () => {
  const { result, rerender } = open({ name: "Shop", color: "#000000" });
  act(() => result.current.set({ name: "Store" }));
  const sent = result.current.changes;
  act(() => result.current.set({ name: "Shop" }));
  const stored = { name: "Store", color: "#000000" };
  act(() => result.current.settle(sent, stored));
  rerender({ now: stored });

  expect([result.current.value.name, result.current.dirty]).toEqual(["Shop", true]);
});

it("shows what was stored from the moment of the answer, and then whatever is saved", () => {
  const saved = { name: "Shop", color: "#000000" };
  const { result, rerender } = open(saved);
  act(() => result.current.set({ name: "Store " }));
  act(() => result.current.settle(result.current.changes, { name: "Store", color: "#000000" }));
  expect([result.current.value.name, result.current.dirty]).toEqual(["Store", false]);

  rerender({ now: { name: "Store", color: "#000000" } });
  rerender({ now: saved });
  expect([result.current.value.name, result.current.dirty]).toEqual(["Shop", false]);
});

it("begins anew with what it can't read", () => {
  sessionStorage.setItem("stonechat.edits.site", "{");
  expect(open({ name: "Shop", color: "#000000" }).result.current.dirty).toBe(false);
});
