/** Pages that set their title again and again would keep us busy forever. */
const MOST_ANSWERS = 20;

/** Puts the number of unread messages before the host page's title, which stays the page's own. */
export class PageTitle {
  readonly #page: Document;
  readonly #observer: MutationObserver;
  #count = 0;
  /** What we have written; null while the title is as the page wants it. */
  #written: string | null = null;
  #own = "";
  #answers = 0;
  #stopped = false;

  constructor(page: Document) {
    this.#page = page;
    this.#observer = new MutationObserver(() => this.#follow());
  }

  show(count: number): void {
    if (count === this.#count || this.#stopped) return;
    this.#restore();
    this.#count = count;
    this.#answers = 0;
    if (count === 0) return;
    this.#write();
    const { head } = this.#page;
    if (head) this.#observer.observe(head, { childList: true, subtree: true, characterData: true });
  }

  stop(): void {
    this.show(0);
    this.#stopped = true;
  }

  /** The page has changed its title. */
  #follow(): void {
    if (this.#page.title === this.#written || this.#answers >= MOST_ANSWERS) return;
    this.#answers += 1;
    this.#write();
  }

  #write(): void {
    const prefix = `(${this.#count}) `;
    // A page that adds to its title has read ours.
    this.#own = this.#page.title.replace(prefix, "");
    this.#page.title = prefix + this.#own;
    // As it is read: browsers strip and collapse white space.
    this.#written = this.#page.title;
  }

  #restore(): void {
    this.#observer.disconnect();
    if (this.#written !== null && this.#page.title === this.#written) this.#page.title = this.#own;
    this.#written = null;
  }
}
