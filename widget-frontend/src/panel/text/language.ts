import { directionOf } from "./direction";
import { type Speech, speechOf } from "./speech";
import { say, type Words } from "./words";

/** The languages that have a catalogue, by the first part of their tags. Each is a file of its own, loaded when it is spoken. */
const catalogues = {
  ar: () => import("./catalogues/ar"),
  de: () => import("./catalogues/de"),
  en: () => import("./catalogues/en"),
  es: () => import("./catalogues/es"),
  fr: () => import("./catalogues/fr"),
  ja: () => import("./catalogues/ja"),
  pt: () => import("./catalogues/pt"),
  zh: () => import("./catalogues/zh"),
} satisfies Record<string, () => Promise<{ default: Catalogue }>>;

type Catalogue = (speech: Speech<Intl.LDMLPluralRule>) => Words;
export type Spoken = keyof typeof catalogues;
export const SPOKEN = Object.keys(catalogues) as Spoken[];

/** The last one is waited again and again. */
const RETRY_MS = [2_000, 5_000, 30_000, 120_000];

interface LanguageOptions {
  /** The page's choice, which wins over the page's own language and that over the browser's. */
  chosen: string | null;
  /** There are words to show: for the first time, or others than before. */
  onWords(): void;
  /** Another language is wanted; its words may still be on their way. */
  onWanted(): void;
}

/** Which language the panel speaks. A catalogue that does not come leaves English, and is asked for again later. */
export class Language {
  readonly #options: LanguageOptions;
  readonly #page = window.parent.document.documentElement;
  readonly #pageWatch = new MutationObserver(() => this.#follow());
  #chosen: string | null;
  #wanted: string;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(options: LanguageOptions) {
    this.#options = options;
    this.#chosen = options.chosen;
    this.#wanted = this.#choice();
    this.#pageWatch.observe(this.#page, { attributeFilter: ["lang"] });
    window.addEventListener("online", this.#again);
    void this.#speak();
  }

  /** Whether or not there is a catalogue for it: the site's own texts may have it. */
  get wanted(): string {
    return this.#wanted;
  }

  choose(locale: string | null): void {
    this.#chosen = locale;
    this.#follow();
  }

  stop(): void {
    this.#stopped = true;
    this.#pageWatch.disconnect();
    clearTimeout(this.#retry);
    window.removeEventListener("online", this.#again);
  }

  readonly #again = (): void => {
    if (this.#retry !== undefined) void this.#speak();
  };

  #follow(): void {
    const wanted = this.#choice();
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#failures = 0;
    this.#options.onWanted();
    void this.#speak();
  }

  #choice(): string {
    const candidates = [this.#chosen, this.#page.lang, navigator.language].map(tagOf);
    return candidates.find((tag) => tag !== null) ?? "en";
  }

  async #speak(): Promise<void> {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    const tag = this.#wanted;
    const spoken = spokenFor(tag);
    if (await this.#load(spoken, localeOf(tag, spoken))) return;
    await this.#load("en", "en");
    if (tag !== this.#wanted || this.#stopped) return;
    this.#retry = setTimeout(() => void this.#speak(), RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)]);
    this.#failures += 1;
  }

  /** False when it does not come. */
  async #load(spoken: Spoken, locale: string): Promise<boolean> {
    const wanted = this.#wanted;
    try {
      const catalogue = await catalogueOf(spoken);
      // Something else may have been chosen while it was on its way.
      if (wanted === this.#wanted && !this.#stopped) this.#use(catalogue, locale);
      return true;
    } catch {
      return wanted !== this.#wanted;
    }
  }

  #use(catalogue: Catalogue, locale: string): void {
    say(catalogue(speechOf(locale)), locale);
    document.documentElement.lang = locale;
    document.documentElement.dir = directionOf(locale);
    this.#options.onWords();
  }
}

export async function catalogueOf(spoken: Spoken): Promise<Catalogue> {
  const load: () => Promise<{ default: Catalogue }> = catalogues[spoken];
  return (await load()).default;
}

export function spokenFor(tag: string): Spoken {
  return SPOKEN.find((spoken) => isOf(spoken, tag)) ?? "en";
}

/** Whose dates and numbers go with the words: those of the customer's own region, where the page names only a language. */
function localeOf(tag: string, spoken: Spoken): string {
  // Of Chinese there are two scripts, and a screen reader and the choice of a font want to know which one this is.
  if (spoken === "zh") return "zh-Hans";
  if (!isOf(spoken, tag)) return spoken;
  return tag.includes("-") ? tag : (navigator.languages.find((own) => isOf(spoken, own)) ?? tag);
}

const isOf = (spoken: Spoken, tag: string): boolean => tag.split("-")[0] === spoken;

/** A tag as Intl takes it, also from pages that write it with an underscore; null for what is no tag. */
function tagOf(text: string | null | undefined): string | null {
  try {
    return text ? (Intl.getCanonicalLocales(text.trim().replaceAll("_", "-"))[0] ?? null) : null;
  } catch {
    return null;
  }
}
