// @vitest-environment jsdom
import { memo, type ReactNode, useLayoutEffect, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { act } from "react-dom/test-utils";
import { expect, it, vi } from "vitest";

it("misses no change of a store, not even one that comes before it is followed", () => {
  const listeners = new Set<() => void>();
  let value = 1;
  const set = (next: number): void => {
    value = next;
    for (const listener of [...listeners]) listener();
  };
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  function Shown(): ReactNode {
    const shown = useSyncExternalStore(subscribe, () => value);
    useLayoutEffect(() => {
      if (value === 1) set(2);
    }, []);
    return <output>{shown}</output>;
  }
  const place = document.createElement("div");
  const root = createRoot(place);
  act(() => root.render(<Shown />));
  expect(place.textContent).toBe("2");
  act(() => set(3));
  expect(place.textContent).toBe("3");
  act(() => root.unmount());
  expect([place.textContent, listeners.size]).toEqual(["", 0]);
});

it("draws what is remembered only when it looks different", () => {
  const drawn = vi.fn();
  const Plain = ({ text }: { text: string; at: number }): ReactNode => {
    drawn();
    return text;
  };
  const Remembered = memo(Plain, (before, now) => before.text === now.text);
  const place = document.createElement("div");
  const root = createRoot(place);
  act(() => root.render(<Remembered text="a" at={1} />));
  act(() => root.render(<Remembered text="a" at={2} />));
  expect(drawn).toHaveBeenCalledTimes(1);
  act(() => root.render(<Remembered text="b" at={3} />));
  expect([place.textContent, drawn.mock.calls.length]).toEqual(["b", 2]);
});
