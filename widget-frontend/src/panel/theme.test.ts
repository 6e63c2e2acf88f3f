// @vitest-environment jsdom
import { expect, it, vi } from "vitest";
import type { Theme } from "../bridge";
import { ThemeSwitch } from "./theme";

it("goes with the system until the page chooses, and follows both", () => {
  let dark = false;
  const listeners = new Set<() => void>();
  const system = {
    get matches() {
      return dark;
    },
    addEventListener: (_: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
  };
  vi.stubGlobal("matchMedia", () => system);
  const turn = (to: boolean): void => {
    dark = to;
    for (const listener of listeners) listener();
  };
  const root = document.createElement("html");
  const themes = new ThemeSwitch(root, "auto");
  expect(root.dataset["theme"]).toBe("light");
  turn(true);
  expect(root.dataset["theme"]).toBe("dark");
  themes.choose("light");
  turn(false);
  turn(true);
  expect(root.dataset["theme"]).toBe("light");
  themes.choose("pink" as Theme);
  expect(root.dataset["theme"]).toBe("dark");
  themes.stop();
  expect(listeners.size).toBe(0);
});
