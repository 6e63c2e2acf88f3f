import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

/** Tailwind's classes that name a side of the screen. Lines may run the other way: start and end name theirs. */
const SIDED = new RegExp(
  String.raw`(?<![\w-])-?(?:[a-z-]+:|\[[^\]]*\]:)*-?(?:` +
    "m[lr]-|p[lr]-|scroll-[mp][lr]-|left-|right-|border-[lr](?![a-z])|rounded-(?:[lr]|[tb][lr])(?![a-z])|" +
    String.raw`text-(?:left|right)(?![\w-])|float-(?:left|right)|clear-(?:left|right))[\w./[\]()%-]*`,
  "g",
);

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".tsx"))
  .map((name) => join("src", name));

it("names start and end, never left and right, so that every page can be read from the right", () => {
  const sided = files.flatMap((file) =>
    (readFileSync(file, "utf8").match(SIDED) ?? []).map((name) => `${file}: ${name}`),
  );

  expect(files.length).toBeGreaterThan(50);
  expect(sided).toEqual([]);
});

it.each([
  "pl-2",
  "md:ml-auto",
  "left-0",
  "-right-2",
  "rounded-tl-card",
  "border-l",
  "text-left",
  "starting:open:left-1",
])("would find %s", (name) => {
  expect(`flex ${name} gap-2`.match(SIDED)).toEqual([name]);
});

it.each(["ps-2", "border-line", "text-13", "rounded-large", "leading-4", "border-line-strong"])(
  "leaves %s alone",
  (name) => {
    expect(`flex ${name} gap-2`.match(SIDED)).toBeNull();
  },
);
