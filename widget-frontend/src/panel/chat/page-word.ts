import type { PanelHost, Sayings } from "../../bridge";
import type { Happenings } from "../page/happenings";
import type { Hearing, HearingOptions } from "../page/hearing";
import type { Identity } from "../page/identity";
import { loadPage } from "../page/load";

export interface PageWordOptions extends HearingOptions {
  tell: PanelHost["tell"];
  /** From here on the page can be told what happens. */
  onHappenings(happenings: Happenings): void;
}

/** Keeps what the page says until the part that understands it is here, which nobody has to wait for. */
export class PageWord {
  readonly #options: PageWordOptions;
  readonly #waiting: ((hearing: Hearing) => void)[] = [];
  #hearing: Hearing | null = null;
  #told: string | null = null;
  #isNamed = false;
  #isDue = false;
  #stopped = false;

  constructor(options: PageWordOptions) {
    this.#options = options;
  }

  say<W extends keyof Sayings>(what: W, value: Sayings[W]): void {
    if (this.#hearing) {
      this.#hearing.hear(what, value);
      return;
    }
    if (what === "identify" || what === "setTokenProvider") this.#isNamed = true;
    this.#waiting.push((hearing) => hearing.hear(what, value));
    if (this.#isDue) void this.come();
  }

  /** From here on it may be loaded: the panel can be used. What does not come is asked for again when the tab wakes. */
  async come(): Promise<void> {
    this.#isDue = true;
    const page = await loadPage().catch(() => null);
    if (!page || this.#hearing || this.#stopped) return;
    this.#hearing = new page.Hearing(this.#options, this.#told);
    for (const hear of this.#waiting.splice(0)) hear(this.#hearing);
    this.moved();
    this.#options.onHappenings(new page.Happenings(this.#options.tell));
  }

  /** Who the customer is by the page's word. Null where it has given none, or where that cannot be understood for now. */
  async identity(): Promise<Identity | null> {
    if (this.#isNamed && !this.#hearing) await this.come();
    return this.#hearing?.identity ?? null;
  }

  /** The page's address, for a request that tells it among other things. */
  report(): string {
    this.#told = this.#hearing?.whereabouts.report() ?? window.parent.location.href;
    return this.#told;
  }

  /** The page may have another address. */
  moved(): void {
    void this.#hearing?.whereabouts.tell();
  }

  sessionBegan(): void {
    this.#hearing?.attributes.sessionBegan();
  }

  wake(): void {
    if (this.#hearing) void this.#hearing.attributes.tell();
    else if (this.#isDue) void this.come();
  }

  stop(): void {
    this.#stopped = true;
  }
}
