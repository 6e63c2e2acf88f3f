import { expect, it, vi } from "vitest";
import { Preferences } from "./preferences";

it("takes what the page wants and tells it on, and refuses what it cannot mean", () => {
  const [onError, changed] = [vi.fn(), vi.fn()];
  const preferences = new Preferences("de", "auto", onError);
  const end = preferences.subscribe(changed);
  preferences.setLocale(null);
  preferences.setTheme("dark");
  expect([preferences.locale(), preferences.theme()]).toEqual([null, "dark"]);
  expect(changed).toHaveBeenCalledTimes(2);
  for (const wrong of ["pink", null, 1]) preferences.setTheme(wrong);
  for (const wrong of ["", undefined, 1]) preferences.setLocale(wrong);
  expect([preferences.locale(), preferences.theme()]).toEqual([null, "dark"]);
  expect(onError).toHaveBeenCalledTimes(6);
  end();
  preferences.setTheme("light");
  expect(changed).toHaveBeenCalledTimes(2);
});
