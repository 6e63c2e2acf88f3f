import "fake-indexeddb/auto";
import { expect, it, vi } from "vitest";
import { claim } from "./claims";

it("lets one of several tabs tell a message, whoever of them asks first", async () => {
  const claims = await Promise.all([claim("mara", ["one", "two"]), claim("mara", ["two", "three"])]);

  expect(claims.flatMap((claimed) => [...claimed]).sort()).toEqual(["one", "three", "two"]);
  expect((await claim("mara", ["one", "four"])).has("one")).toBe(false);
});

it("is about one agent: who signs in after them hears it as well", async () => {
  await claim("mara", ["five"]);

  expect(await claim("jonas", ["five"])).toEqual(new Set(["five"]));
});

it("lets every tab tell where the database never opens", async () => {
  vi.stubGlobal("indexedDB", { open: () => ({}) });
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const claimed = claim("private", ["seven"]);
  await vi.advanceTimersByTimeAsync(2_000);
  vi.useRealTimers();

  expect(await claimed).toEqual(new Set(["seven"]));
});

it("lets every tab tell where nothing can be kept", async () => {
  vi.stubGlobal("indexedDB", undefined);

  expect(await claim("nobody", ["six"])).toEqual(new Set(["six"]));
  expect(await claim("nobody", ["six"])).toEqual(new Set(["six"]));
});
