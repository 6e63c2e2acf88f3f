import { describe, expect, it } from "vitest";
import { splitLinks } from "./links";

const hrefs = (text: string): (string | null)[] => splitLinks(text).map((part) => part.href);
const linked = (text: string): string[] =>
  splitLinks(text)
    .filter((part) => part.href !== null)
    .map((part) => part.text);

describe("splitLinks", () => {
  it("leaves text without addresses whole", () => {
    expect(splitLinks("Nothing here, e.g. no link.")).toEqual([{ text: "Nothing here, e.g. no link.", href: null }]);
  });

  it("loses no character of the text", () => {
    const text = "See https://a.example/x?y=1&z=2#top, or (www.b.example/p_(q)). Bye http://localhost:8000!";
    expect(
      splitLinks(text)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
    expect(linked(text)).toEqual(["https://a.example/x?y=1&z=2#top", "www.b.example/p_(q)", "http://localhost:8000"]);
  });

  it("completes an address without a scheme to https", () => {
    expect(hrefs("www.example.com")).toEqual(["https://www.example.com/"]);
  });

  it("never makes a link of anything but http and https", () => {
    const text = "javascript:alert(1) data:text/html,x ftp://a.example file:///etc vbscript:x mailto:a@b.example";
    expect(hrefs(text)).toEqual([null]);
  });

  it("does not let markup or quotes into an address", () => {
    expect(linked('https://a.example/"onmouseover="x <b>https://b.example</b>')).toEqual([
      "https://a.example/",
      "https://b.example",
    ]);
  });

  it("leaves an address that no browser could open as text", () => {
    expect(hrefs("https://")).toEqual([null]);
    expect(hrefs("https://nowhere")).toEqual([null]);
  });
});
