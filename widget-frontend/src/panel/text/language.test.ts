// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sayEnglish } from "../../testing/english";
import { timeOf } from "./dates";
import { Language, spokenFor } from "./language";
import { locale, words } from "./words";

const french = vi.hoisted(() => ({ reachable: true }));
vi.mock("./catalogues/fr", async (original) => {
  const catalogue = await original<{ default: unknown }>();
  return {
    get default() {
      if (!french.reachable) throw new TypeError("Failed to fetch");
      return catalogue.default;
    },
  };
});

describe("Language", () => {
  const onWords = vi.fn();
  const onWanted = vi.fn();
  let language: Language;
  const root = document.documentElement;
  let page: HTMLElement;

  beforeEach(() => {
    const host = document.implementation.createHTMLDocument();
    page = host.documentElement;
    vi.stubGlobal("parent", { document: host });
    onWords.mockReset();
    onWanted.mockReset();
    vi.spyOn(navigator, "language", "get").mockReturnValue("es-MX");
  });
  afterEach(() => {
    language.stop();
    french.reachable = true;
    sayEnglish();
    vi.useRealTimers();
  });

  const speak = (chosen: string | null): void => {
    language = new Language({ chosen, onWords, onWanted });
  };
  const spoken = (close: string): Promise<void> => vi.waitFor(() => expect(words.close).toBe(close), { interval: 2 });

  it("is the page's choice, else the page's own, else the browser's", async () => {
    speak("de-AT");
    await spoken("Chat schließen");
    expect([root.lang, root.dir, locale]).toEqual(["de-AT", "ltr", "de-AT"]);
    language.stop();

    page.lang = "ja";
    speak(null);
    await spoken("チャットを閉じる");
    language.stop();

    page.lang = "";
    speak(null);
    await spoken("Cerrar el chat");
    expect(language.wanted).toBe("es-MX");
  });

  it("passes over what is no tag, and takes the one with an underscore that some systems write", async () => {
    page.lang = "german please";
    speak("pt_BR");
    await spoken("Fechar o chat");
    expect(language.wanted).toBe("pt-BR");
    language.choose(17 as unknown as string);
    await spoken("Cerrar el chat");
  });

  it("is English where there is no catalogue, with English dates, while the site's texts may be in that language", async () => {
    speak("sv-SE");
    await vi.waitFor(() => expect(onWords).toHaveBeenCalled());
    expect([words.close, locale, language.wanted]).toEqual(["Close chat", "en", "sv-SE"]);
  });

  it("changes at once when the page chooses another, or is itself in another language now", async () => {
    speak("en-GB");
    await vi.waitFor(() => expect(onWords).toHaveBeenCalledTimes(1));
    const noon = new Date(2026, 4, 1, 14, 5).toISOString();
    expect(timeOf(noon)).toBe("14:05");
    language.choose("en-US");
    await vi.waitFor(() => expect(onWords).toHaveBeenCalledTimes(2));
    expect(timeOf(noon)).toMatch(/^2:05.PM$/);
    language.choose("ar");
    await spoken("إغلاق المحادثة");
    expect(root.dir).toBe("rtl");
    expect(onWanted).toHaveBeenCalledTimes(2);
    language.choose(null);
    await spoken("Cerrar el chat");
    page.lang = "de";
    await spoken("Chat schließen");
    expect(root.dir).toBe("ltr");
  });

  it("speaks the last that was chosen, whichever catalogue comes first", async () => {
    speak("de");
    for (const tag of ["fr", "ar", "zh-CN"]) language.choose(tag);
    await spoken("关闭聊天");
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([words.close, root.lang]).toEqual(["关闭聊天", "zh-Hans"]);
  });

  it("is English when the catalogue cannot be loaded, and asks for it again later, or when the line is back", async () => {
    vi.useFakeTimers();
    french.reachable = false;
    speak("fr");
    await vi.advanceTimersByTimeAsync(0);
    expect([onWords.mock.calls.length, words.close, root.lang]).toEqual([1, "Close chat", "en"]);
    await vi.advanceTimersByTimeAsync(2_000);
    french.reachable = true;
    await vi.advanceTimersByTimeAsync(4_000);
    expect(words.close).toBe("Close chat");
    window.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(0);
    expect([words.close, root.lang]).toEqual(["Fermer le chat", "fr"]);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(onWords).toHaveBeenCalledTimes(3);
  });

  it("says nothing any more once it is stopped", async () => {
    speak("de");
    language.stop();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(onWords).not.toHaveBeenCalled();
  });
});

it("knows its languages by the first part of a tag, and no others", () => {
  expect(["de", "de-CH-1996", "zh-TW", "den", "sv", ""].map(spokenFor)).toEqual(["de", "de", "zh", "en", "en", "en"]);
});
