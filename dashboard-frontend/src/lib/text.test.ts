import { describe, expect, it } from "vitest";
import { linkify } from "./linkify";
import { initials } from "./names";
import { briefTime, dayAndTime, dayName, whenWithin } from "./times";

describe("links", () => {
  const links = (text: string) => linkify(text).flatMap((part) => (part.kind === "link" ? [part.href] : []));

  it("leave out the marks that end a sentence or close a bracket", () => {
    expect(links("See https://a.example/b, (or https://a.example/c_(d)).")).toEqual([
      "https://a.example/b",
      "https://a.example/c_(d)",
    ]);
  });

  it("are made of web and mail addresses", () => {
    expect(links("www.a.example and ada@a.example")).toEqual(["https://www.a.example", "mailto:ada@a.example"]);
  });

  it("are never made of anything that runs", () => {
    expect(links("javascript:alert(1) data:text/html,x")).toEqual([]);
  });

  it("lose no letter of the text", () => {
    const text = "Before https://a.example. After";
    expect(
      linkify(text)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
  });
});

describe("people", () => {
  it("have initials also in other scripts and from an address", () => {
    expect(["Ada Okafor", "ada.okafor@a.example", "李", "Émile van Dyck"].map(initials)).toEqual([
      "AO",
      "AO",
      "李",
      "ÉD",
    ]);
  });
});

describe("times", () => {
  const now = new Date(2026, 2, 10, 15, 0);
  const at = (...parts: [number, number, number?, number?]) => new Date(2026, ...parts).toISOString();

  it("are as short as they can be in a list", () => {
    const shown = [at(2, 10, 14, 59), at(2, 10, 9, 5), at(2, 9, 23, 0), at(2, 6, 9), at(1, 3, 9)];
    expect(shown.map((time) => briefTime(time, now))).toEqual(["14:59", "09:05", "Yesterday", "Fri", "3 Feb"]);
    expect(briefTime(now.toISOString(), now)).toBe("now");
    expect(briefTime(new Date(2024, 0, 2).toISOString(), now)).toBe("2 Jan 2024");
  });

  it("name the days of a thread", () => {
    const shown = [at(2, 10, 1), at(2, 9, 23), at(2, 2, 9)];
    expect(shown.map((time) => dayName(time, now))).toEqual(["Today", "Yesterday", "Monday, 2 March"]);
  });

  it("are said with their day among facts", () => {
    expect(dayAndTime(at(2, 9, 23, 5), now)).toBe("Yesterday at 23:05");
    expect(dayAndTime(at(1, 3, 9, 30), now)).toBe("3 Feb at 09:30");
    expect(whenWithin(at(2, 10, 9, 5), now)).toBe("today at 09:05");
  });
});
