import { expect, it } from "vitest";
import { readTag } from "./tag";

it("reads what was said, and how the rest is then", () => {
  const said = {
    site: "s1",
    color: "#112233",
    position: "left",
    label: "Hi",
    launcher: "hidden",
    theme: "dark",
  } as const;
  expect(readTag({ ...said, api: "https://api.test/", locale: "de" })).toEqual({
    siteId: "s1",
    api: "https://api.test",
    color: "#112233",
    position: "left",
    label: "Hi",
    launcher: false,
    locale: "de",
    theme: "dark",
  });
  expect(readTag({ site: "s1" })).toEqual({
    siteId: "s1",
    api: null,
    color: null,
    position: null,
    label: null,
    launcher: true,
    locale: undefined,
    theme: undefined,
  });
});

it("takes no color or position that it does not understand, and is nothing without a site", () => {
  const wrong = { color: "red;x", position: "top", label: "" } as never;
  expect(readTag(Object.assign({ site: "s1" }, wrong))).toMatchObject({
    color: null,
    position: null,
    label: null,
  });
  expect(readTag({ site: "" })).toBeNull();
});
