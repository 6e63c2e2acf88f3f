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

it("begins anew with what it can't read", () => {
  sessionStorage.setItem("stonechat.edits.site", "{");
  expect(open({ name: "Shop", color: "#000000" }).result.current.dirty).toBe(false);
});
