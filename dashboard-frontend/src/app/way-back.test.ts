import { expect, it } from "vitest";
import { placeAfterSignIn, signInAddress } from "./way-back";

function roundTrip(path: string, search = ""): string {
  return placeAfterSignIn(signInAddress(path, search).split("?")[1] ?? "");
}

it("leads back to where one was", () => {
  expect(roundTrip("/inbox/one")).toBe("/inbox/one");
  expect(roundTrip("/inbox", "view=all&sort=old")).toBe("/inbox?view=all&sort=old");
  expect(roundTrip("/")).toBe("/");
});

it("never leads to another site", () => {
  for (const next of ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]) {
    expect(placeAfterSignIn(`next=${encodeURIComponent(next)}`)).toBe("/");
  }
});
