import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { leapt, useDrawKeys } from "./use-draw-keys";

const rows = (order: string): string[] => [...order];

describe("rows that jump over others", () => {
  it("are those that went up past what stayed in its order", () => {
    expect(leapt(rows("abcdef"), rows("eabcdf"))).toEqual(["e"]);
    expect(leapt(rows("abcdef"), rows("ecabdf"))).toEqual(["c", "e"]);
    expect(leapt(rows("abcdef"), rows("nfabcde"))).toEqual(["f"]);
  });

  it("are none where nothing moved but by what came and went, or where one went down", () => {
    expect(leapt(rows("abcdef"), rows("nabcef"))).toEqual([]);
    expect(leapt(rows("abcdef"), rows("bcdefa"))).toEqual([]);
    expect(leapt(rows("abcdef"), rows("bacdef"))).toEqual([]);
  });
});

describe("the keys of rows", () => {
  function draw(focused: string | null) {
    const { result, rerender } = renderHook(({ ids }) => useDrawKeys(ids, () => focused), {
      initialProps: { ids: rows("abcd") },
    });
    return {
      keys: () => rows("abcd").map(result.current),
      show: (order: string) => act(() => rerender({ ids: rows(order) })),
    };
  }

  it("change only for the row that jumped, each time", () => {
    const { keys, show } = draw(null);
    const before = keys();
    show("dabc");
    expect(keys().map((key, at) => key === before[at])).toEqual([true, true, true, false]);
    const once = keys();
    show("cdab");
    expect(keys().map((key, at) => key === once[at])).toEqual([true, true, false, true]);
    show("bcda");
    show("dbca");
    expect(keys()[3]).not.toBe(once[3]);
  });

  it("stay for the row that has the focus", () => {
    const { keys, show } = draw("d");
    const before = keys();
    show("dabc");

    expect(keys()).toEqual(before);
  });
});
