import { adopt, type HostPage } from "../stage/stage";
import { BackButton } from "./back-button";
import launcher from "./launcher.css?inline";
import { PhoneFit } from "./phone";
import { type RoutedPage, watchRoutes } from "./routes";
import { shutIcon } from "./shut";
import { PageTitle } from "./title";

export interface AroundOptions {
  frame: HTMLElement;
  page: HostPage & RoutedPage;
  onBack(): void;
  /** The page has another address. */
  onRoute(): void;
}

/** What the panel does with the host page: its title, its history and its scrolling, and the moving launcher. All of it ends with the panel. */
export class Around {
  readonly #title: PageTitle;
  readonly #back: BackButton;
  readonly #fit: PhoneFit;
  readonly #end = new AbortController();

  constructor({ frame, page, onBack, onRoute }: AroundOptions) {
    this.#title = new PageTitle(page.document);
    this.#back = new BackButton(onBack);
    this.#fit = new PhoneFit(frame, page);
    const { signal } = this.#end;
    watchRoutes(page, onRoute, signal);
    signal.addEventListener("abort", adopt(frame, page, launcher));
    const shut = shutIcon(page.document);
    (frame.getRootNode() as ShadowRoot).querySelector(".launcher")?.prepend(shut);
    signal.addEventListener("abort", () => shut.replaceWith());
  }

  unread(count: number): void {
    this.#title.show(count);
  }

  shown(): void {
    this.#fit.start();
    this.#back.shown();
  }

  hidden(): void {
    this.#fit.stop();
    this.#back.hidden();
  }

  stop(): void {
    this.#fit.stop();
    this.#title.stop();
    this.#back.stop();
    this.#end.abort();
  }
}
