// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from "vitest";
import { language, readVisit } from "./visit";

beforeEach(() => {
  const document = { referrer: "https://search.test/" };
  vi.stubGlobal("parent", { location: { href: "https://shop.test/shirts?size=m#blue" }, document });
});

it("tells of the host page, not of the frame in it, and what the customer speaks", () => {
  vi.stubGlobal("navigator", { language: "de-CH" });
  vi.spyOn(Intl.DateTimeFormat.prototype, "resolvedOptions").mockReturnValue({
    timeZone: "Europe/Zurich",
  } as Intl.ResolvedDateTimeFormatOptions);
  expect(readVisit()).toEqual({
    page: "https://shop.test/shirts?size=m#blue",
    referrer: "https://search.test/",
    locale: "de-CH",
    time_zone: "Europe/Zurich",
  });
});

it("says nothing where the browser does not", () => {
  vi.stubGlobal("navigator", { language: "" });
  vi.stubGlobal("parent", { location: { href: "https://shop.test/" }, document: { referrer: "" } });
  expect(language()).toBeNull();
  expect(readVisit()).toMatchObject({ referrer: null, locale: null });
});
