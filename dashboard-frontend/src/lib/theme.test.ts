import { readFileSync } from "node:fs";
import { afterEach, expect, it, vi } from "vitest";
import { storage } from "@/lib/storage";
import { chooseTheme, THEME_KEY, theme } from "./theme";

const shown = () => document.documentElement.dataset["theme"];
const beforeFirstPaint = new Function(readFileSync("public/theme.js", "utf8"));

afterEach(() => {
  chooseTheme("system");
  vi.restoreAllMocks();
});

it("keeps the theme that was chosen, and shows it before anything is painted", () => {
  chooseTheme("dark");
  expect([shown(), theme()]).toEqual(["dark", "dark"]);

  delete document.documentElement.dataset["theme"];
  beforeFirstPaint();
  expect(shown()).toBe("dark");
});

it("follows the device when nothing, or nothing we know, was chosen", () => {
  chooseTheme("light");
  chooseTheme("system");
  expect([shown(), theme()]).toEqual([undefined, "system"]);

  storage.set(THEME_KEY, "sepia");
  beforeFirstPaint();
  expect([shown(), theme()]).toEqual([undefined, "system"]);
});

it("starts also where the browser keeps nothing", () => {
  vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
    throw new DOMException("refused", "SecurityError");
  });

  expect(beforeFirstPaint).not.toThrow();
  expect(theme()).toBe("system");
});

it("colors what a phone's browser draws around the page in the same way", () => {
  document.head.innerHTML = (readFileSync("index.html", "utf8").match(/<meta name="theme-color".*>/g) ?? []).join("");
  const bars = () =>
    [...document.querySelectorAll<HTMLMetaElement>("meta[name=theme-color]")].map(({ content }) => content);
  const bySystem = bars();
  expect(bySystem).toHaveLength(2);

  chooseTheme("dark");
  expect(bars()).toEqual([bySystem[1], bySystem[1]]);
  chooseTheme("system");
  expect(bars()).toEqual(bySystem);
});
