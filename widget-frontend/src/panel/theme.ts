import type { Theme } from "../bridge";
import type { StonechatOptions } from "../stonechat";

const DARK = "(prefers-color-scheme: dark)";

/** Light or dark, as the page or the customer's system wants it, also when that changes. */
export class ThemeSwitch {
  readonly #root: HTMLElement;
  readonly #system = matchMedia(DARK);
  #theme: StonechatOptions["theme"];

  constructor(root: HTMLElement, theme: StonechatOptions["theme"]) {
    this.#root = root;
    this.#theme = theme;
    this.#system.addEventListener("change", this.#show);
    this.#show();
  }

  choose(theme: Theme): void {
    this.#theme = theme;
    this.#show();
  }

  stop(): void {
    this.#system.removeEventListener("change", this.#show);
  }

  readonly #show = (): void => {
    const system = this.#system.matches ? "dark" : "light";
    // The page may say anything: what is no theme leaves it to the system.
    this.#root.dataset["theme"] = this.#theme === "light" || this.#theme === "dark" ? this.#theme : system;
  };
}
