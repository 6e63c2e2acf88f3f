const phone = matchMedia("(max-width: 479px)");

export const isPhone = (): boolean => phone.matches;

/** Keeps an open panel on a phone exactly as large as what the keyboard leaves free, and the page behind it still. */
export class PhoneFit {
  readonly #frame: HTMLIFrameElement;
  #overflow: string | null = null;

  constructor(frame: HTMLIFrameElement) {
    this.#frame = frame;
  }

  start(): void {
    if (!isPhone() || this.#overflow !== null) return;
    const page = document.documentElement.style;
    this.#overflow = page.overflow;
    page.overflow = "hidden";
    visualViewport?.addEventListener("resize", this.#fit);
    visualViewport?.addEventListener("scroll", this.#fit);
    this.#fit();
  }

  stop(): void {
    if (this.#overflow === null) return;
    document.documentElement.style.overflow = this.#overflow;
    this.#overflow = null;
    visualViewport?.removeEventListener("resize", this.#fit);
    visualViewport?.removeEventListener("scroll", this.#fit);
    this.#frame.style.height = this.#frame.style.top = "";
  }

  readonly #fit = (): void => {
    // A page that is zoomed by the fingers keeps the panel's full size.
    if (!visualViewport || visualViewport.scale > 1.01 || !isPhone()) return;
    this.#frame.style.height = `${visualViewport.height}px`;
    this.#frame.style.top = `${visualViewport.offsetTop}px`;
  };
}
