import {
  keepLanguage,
  LANGUAGES,
  type Language,
  language,
  languageOfBrowser,
  numbersIn,
  switchLanguage,
  useLanguage,
} from "@/lib/language";

type Load<Words> = () => Promise<{ default: Words }>;
export type Translations<Words> = Record<Exclude<Language, "en">, Load<Words>>;

/** The words of one part of the product. English is there at once, other languages are chunks of their own. */
export class Catalogue<Words> {
  readonly #english: Words;
  readonly #load: Translations<Words>;
  readonly #loading = new Map<Language, Promise<Words>>();
  readonly #loaded = new Map<Language, Words>();

  constructor(english: Words, load: Translations<Words>) {
    this.#english = english;
    this.#load = load;
    this.#loaded.set("en", english);
  }

  at(wanted: Language): Words | undefined {
    return this.#loaded.get(wanted);
  }

  /** Never rejects: a page whose words cannot be had is read in English rather than not at all. */
  load(wanted: Language): Promise<Words> {
    const known = this.#loading.get(wanted);
    if (known) return known;
    const loading = this.#fetch(wanted).then((words) => {
      this.#loaded.set(wanted, words);
      return words;
    });
    this.#loading.set(wanted, loading);
    return loading;
  }

  async #fetch(wanted: Language): Promise<Words> {
    if (wanted === "en") return this.#english;
    try {
      return (await this.#load[wanted]()).default;
    } catch {
      return this.#english;
    }
  }

  /** For what is said outside a component: whoever shows it has called `useWords`. */
  now(): Words {
    return this.#loaded.get(language()) ?? this.#english;
  }
}

const catalogues = new Set<Catalogue<unknown>>();

/** A page's chunk names its catalogues as it is evaluated: the words for it are on their way before it renders. */
export function catalogue<Words>(english: Words, load: Translations<Words>): Catalogue<Words> {
  const made = new Catalogue(english, load);
  catalogues.add(made as Catalogue<unknown>);
  void made.load(language());
  return made;
}

/** The words in the language of now; suspends while they are being loaded. */
export function useWords<Words>(of: Catalogue<Words>): Words {
  const wanted = useLanguage();
  const words = of.at(wanted);
  if (words === undefined) throw of.load(wanted);
  return words;
}

/** All words that are needed so far, in the language of now. */
export async function wordsReady(wanted: Language = language()): Promise<void> {
  await Promise.all([...catalogues].map((each) => each.load(wanted)));
}

/** Changes the language once its words are there, so that nothing flickers; null: what the browser asks for. */
export async function speak(choice: Language | null): Promise<void> {
  const next = choice ?? languageOfBrowser();
  await wordsReady(next);
  keepLanguage(choice);
  switchLanguage(next);
}

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** A sentence for each number of things, by the language's own rules; `#` stands for the number. */
export function plural(of: Language, forms: Forms): (count: number) => string {
  const { locale } = LANGUAGES[of];
  const rules = new Intl.PluralRules(locale);
  return (count) => (forms[rules.select(count)] ?? forms.other).replace("#", numbersIn(locale).format(count));
}
