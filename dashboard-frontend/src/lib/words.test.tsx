import { act, render, screen } from "@testing-library/react";
import { Suspense } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { deferred } from "@/tests/deferred";
import { chosenLanguage, keepLanguage, language, languageOfBrowser, numberText, switchLanguage } from "./language";
import { dayAndTime, dayName } from "./times";
import { catalogue, plural, speak, useWords, wordsReady } from "./words";

afterEach(() => {
  keepLanguage(null);
  switchLanguage("en");
  vi.restoreAllMocks();
});

function page(of: ReturnType<typeof catalogue<{ hello: string }>>) {
  function Page() {
    return <p>{useWords(of).hello}</p>;
  }
  return (
    <Suspense fallback="on its way">
      <Page />
    </Suspense>
  );
}

describe("words", () => {
  it("are there at once in English", () => {
    render(page(catalogue({ hello: "Hello" }, { de: async () => ({ default: { hello: "Hallo" } }) })));

    expect(screen.getByText("Hello")).toBeDefined();
  });

  it("change on the page that shows them once all of them are there, and not before", async () => {
    const german = deferred<{ default: { hello: string } }>();
    render(page(catalogue({ hello: "Hello" }, { de: () => german.promise })));
    const spoken = speak("de");

    expect(screen.getByText("Hello")).toBeDefined();
    await act(async () => {
      german.resolve({ default: { hello: "Hallo" } });
      await spoken;
    });

    expect(screen.getByText("Hallo")).toBeDefined();
    expect([document.documentElement.lang, document.documentElement.dir]).toEqual(["de", "ltr"]);
    expect(chosenLanguage()).toBe("de");
  });

  it("of a page that opens later are waited for", async () => {
    const german = deferred<{ default: { hello: string } }>();
    await speak("de");
    await act(async () => {
      render(page(catalogue({ hello: "Hello" }, { de: () => german.promise })));
    });
    expect(screen.getByText("on its way")).toBeDefined();

    await act(async () => german.resolve({ default: { hello: "Hallo" } }));
    expect(screen.getByText("Hallo")).toBeDefined();
  });

  it("that can't be had are read in English", async () => {
    const load = async (): Promise<never> => {
      throw new Error("gone");
    };
    const words = catalogue({ hello: "Hello" }, { de: load });
    await wordsReady("de");
    switchLanguage("de");

    expect(words.now().hello).toBe("Hello");
  });
});

describe("the language", () => {
  it("is the first of the browser's that we speak, unless one was chosen", async () => {
    vi.spyOn(navigator, "languages", "get").mockReturnValue(["fr-FR", "de-AT", "en"]);
    expect(languageOfBrowser()).toBe("de");

    await speak("en");
    expect(language()).toBe("en");
    await speak(null);
    expect([language(), chosenLanguage()]).toEqual(["de", null]);
  });

  it("counts by its own rules and writes numbers and times in its own way", () => {
    const characters = plural("en", { one: "# character", other: "# characters" });
    expect([0, 1, 2, 1234].map(characters)).toEqual([
      "0 characters",
      "1 character",
      "2 characters",
      "1,234 characters",
    ]);

    switchLanguage("de");
    expect(numberText(1234.5)).toBe("1.234,5");
    const now = new Date(2026, 2, 10, 15, 0);
    expect(dayName(new Date(2026, 2, 9).toISOString(), now)).toBe("Gestern");
    expect(dayName(new Date(2026, 2, 2).toISOString(), now)).toBe("Montag, 2. März");
    expect(dayAndTime(new Date(2026, 1, 3, 9, 30).toISOString(), now)).toBe("3. Feb. um 09:30");
  });
});
