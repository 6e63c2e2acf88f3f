/** Keeps an open panel on a phone exactly as large as what the keyboard leaves free, and the page behind it still. */
export class PhoneFit {
  readonly #frame: HTMLElement;
  readonly #page: Window;
  readonly #phone: MediaQueryList;
  #overflow: string | null = null;

  constructor(frame: HTMLElement, page: Window) {
    this.#frame = frame;
    this.#page = page;
    this.#phone = page.matchMedia("(max-width: 479px)");
  }

  start(): void {
    if (!this.#phone.matches || this.#overflow !== null) return;
    const { document, visualViewport } = this.#page;
    const { style } = document.documentElement;
    this.#overflow = style.overflow;
    style.overflow = "hidden";
    visualViewport?.addEventListener("resize", this.#fit);
    visualViewport?.addEventListener("scroll", this.#fit);
    this.#fit();
  }

  stop(): void {
    if (this.#overflow === null) return;
    const { document, visualViewport } = this.#page;
    document.documentElement.style.overflow = this.#overflow;
    this.#overflow = null;
    visualViewport?.removeEventListener("resize", this.#fit);
    visualViewport?.removeEventListener("scroll", this.#fit);
    this.#frame.style.height = this.#frame.style.top = "";
  }

  readonly #fit = (): void => {
    const { visualViewport } = this.#page;
    // A page that is zoomed by the fingers keeps the panel's full size.
    if (!visualViewport || visualViewport.scale > 1.01 || !this.#phone.matches) return;
    this.#frame.style.height = `${visualViewport.height}px`;
    this.#frame.style.top = `${visualViewport.offsetTop}px`;
  };
}
