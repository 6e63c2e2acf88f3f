import { describe, expect, it } from "vitest";
import english from "./catalogues/en";
import { catalogueOf, SPOKEN, type Spoken } from "./language";
import { speechOf } from "./speech";
import type { Words } from "./words";

const wordsOf = async (spoken: Spoken): Promise<Words> => (await catalogueOf(spoken))(speechOf(spoken));

/** Each message once, said of something that is easy to find again. */
const saidIn = (words: Words): [string, string][] =>
  Object.entries(words).map(([name, message]) => {
    if (typeof message !== "function") return [name, String(message)];
    const given = /^too|count|five/i.test(name) ? [4321] : ["Ω", "Ψ"];
    return [name, (message as (...given: unknown[]) => string)(...given)];
  });

describe.each(SPOKEN)("The catalogue %s", (spoken) => {
  it("says everything, and leaves out nothing of what it is given", async () => {
    const words = await wordsOf(spoken);
    expect(Object.keys(words)).toEqual(Object.keys(english(speechOf("en"))));
    for (const [name, text] of saidIn(words)) {
      expect(text.trim(), name).toBe(text);
      expect(text, name).not.toMatch(/undefined|NaN|\[object/);
      if (text.includes("4321") || typeof words[name as keyof Words] !== "function") continue;
      expect(text, name).toMatch(/Ω|4.?321|٤.?٣٢١/);
    }
  });

  it("has five ratings", async () => {
    expect(new Set((await wordsOf(spoken)).ratings).size).toBe(5);
  });

  it("has a form for every number", async () => {
    const words = await wordsOf(spoken);
    for (const count of [0, 1, 2, 3, 11, 21, 100, 101, 1_000_000]) {
      expect(words.tooManyCharacters(count) + words.unreadCount(count), String(count)).not.toContain("undefined");
    }
  });

  it("speaks as the product does: no marks of excitement, and three dots as one sign", async () => {
    for (const [name, text] of saidIn(await wordsOf(spoken))) {
      expect(text, name).not.toMatch(/[!！¡]|\.\.\.|'/);
    }
  });

  it("has words of its own", async () => {
    if (spoken === "en") return;
    const other = new Map(saidIn(await wordsOf("en")));
    const same = saidIn(await wordsOf(spoken)).filter(([name, text]) => text.length > 12 && other.get(name) === text);
    expect(same).toEqual([]);
  });
});

it("says how many in the way of each language", async () => {
  expect((await wordsOf("de")).tooManyCharacters(1)).toBe("Ein Zeichen zu viel.");
  expect((await wordsOf("fr")).tooManyCharacters(1_000_000)).toMatch(/^1.000.000 de caractères de trop\.$/);
  const arabic = await wordsOf("ar");
  const forms = [1, 2, 3, 11, 100].map((count) => arabic.tooManyCharacters(count).replace(/[\d٠-٩]/g, ""));
  expect(new Set(forms).size).toBe(5);
});

it("says the hour and the day as people say them", async () => {
  const [es, pt, de] = [await wordsOf("es"), await wordsOf("pt"), await wordsOf("de")];
  expect([es.at("hoy", "1:00"), es.at("hoy", "13:00"), es.at("hoy", "11:00")]).toEqual([
    "hoy a la 1:00",
    "hoy a las 13:00",
    "hoy a las 11:00",
  ]);
  expect([pt.onWeekday("segunda-feira"), pt.onWeekday("sábado")]).toEqual(["na segunda-feira", "no sábado"]);
  expect(de.backAt(de.at(de.onWeekday("Montag"), "09:00"))).toBe("Wir sind am Montag um 09:00 Uhr wieder da.");
});
