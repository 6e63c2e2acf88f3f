/** Keeps an open panel on a phone exactly as large as what the keyboard leaves free, and the page behind it still. */
export class PhoneFit {
  readonly #frame: HTMLElement;
  readonly #page: Window;
  readonly #phone: MediaQueryList;
  /** As the page had it; null while it is the page's own. */
  #overflow: { value: string; priority: string } | null = null;

  constructor(frame: HTMLElement, page: Window) {
    this.#frame = frame;
    this.#page = page;
    this.#phone = page.matchMedia("(max-width: 479px)");
  }

  start(): void {
    this.#phone.addEventListener("change", this.#follow);
    this.#follow();
  }

  stop(): void {
    this.#phone.removeEventListener("change", this.#follow);
    this.#release();
  }

  /** A phone that is turned has room for the page beside the panel. */
  readonly #follow = (): void => {
    if (this.#phone.matches) this.#take();
    else this.#release();
  };

  #take(): void {
    if (this.#overflow !== null) return;
    const { document, visualViewport } = this.#page;
    const { style } = document.documentElement;
    this.#overflow = { value: style.overflow, priority: style.getPropertyPriority("overflow") };
    // Against pages whose own styles are important, too.
    style.setProperty("overflow", "hidden", "important");
    visualViewport?.addEventListener("resize", this.#fit);
    visualViewport?.addEventListener("scroll", this.#fit);
    this.#fit();
  }

  #release(): void {
    if (this.#overflow === null) return;
    const { document, visualViewport } = this.#page;
    const { value, priority } = this.#overflow;
    document.documentElement.style.setProperty("overflow", value, priority);
    this.#overflow = null;
    visualViewport?.removeEventListener("resize", this.#fit);
    visualViewport?.removeEventListener("scroll", this.#fit);
    this.#frame.style.height = this.#frame.style.top = "";
  }

  readonly #fit = (): void => {
    const { visualViewport } = this.#page;
    // A page that is zoomed by the fingers keeps the panel's full size.
    if (!visualViewport || visualViewport.scale > 1.01) return;
    this.#frame.style.height = `${visualViewport.height}px`;
    this.#frame.style.top = `${visualViewport.offsetTop}px`;
  };
}
