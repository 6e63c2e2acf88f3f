/** As in the loader: from here on the panel stands beside the page instead of over all of it. */
const PHONE = "(max-width: 479px)";
const MARK = "stonechat";

/**
 * On a phone the back button closes the panel. The step is put into the history of the panel's own frame, so the host
 * page's router hears nothing of it.
 */
export class BackButton {
  readonly #onBack: () => void;
  /** How long the history was with our step on top; null while there is none. */
  #length: number | null = null;

  constructor(onBack: () => void) {
    this.#onBack = onBack;
    window.addEventListener("popstate", this.#follow);
  }

  shown(): void {
    if (this.#length !== null || !window.parent.matchMedia(PHONE).matches) return;
    history.pushState(MARK, "");
    this.#length = history.length;
  }

  hidden(): void {
    const length = this.#length;
    this.#length = null;
    // Where the page has gone on meanwhile, a step back would be one of its own.
    if (length !== null && history.state === MARK && history.length === length) history.back();
  }

  stop(): void {
    window.removeEventListener("popstate", this.#follow);
    this.hidden();
  }

  readonly #follow = (): void => {
    if (this.#length === null || history.state === MARK) return;
    this.#length = null;
    this.#onBack();
  };
}
