import type { Theme } from "../bridge";
import type { StonechatError } from "../stonechat";

/** How the page wants the panel to speak and to look. */
export class Preferences {
  readonly #listeners = new Set<() => void>();
  readonly #onError: (error: StonechatError) => void;
  #locale: string | null;
  #theme: Theme;

  constructor(locale: string | null, theme: Theme, onError: (error: StonechatError) => void) {
    this.#locale = locale;
    this.#theme = theme;
    this.#onError = onError;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Null: the customer's own. */
  readonly locale = (): string | null => this.#locale;

  readonly theme = (): Theme => this.#theme;

  setLocale(locale: unknown): void {
    if (locale !== null && (typeof locale !== "string" || !locale)) {
      this.#onError({ code: "bad_input", message: "setLocale takes a language tag such as “de”, or null." });
      return;
    }
    this.#locale = locale;
    this.#changed();
  }

  setTheme(theme: unknown): void {
    if (theme !== "light" && theme !== "dark" && theme !== "auto") {
      this.#onError({ code: "bad_input", message: "setTheme takes “light”, “dark” or “auto”." });
      return;
    }
    this.#theme = theme;
    this.#changed();
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
