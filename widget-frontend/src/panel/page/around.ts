import { adopt, type HostPage } from "../stage/stage";
import { words } from "../text/words";
import { BackButton } from "./back-button";
import launcher from "./launcher.css?inline";
import { PhoneFit } from "./phone";
import { type RoutedPage, watchRoutes } from "./routes";
import { shutIcon } from "./shut";
import { PageTitle } from "./title";

export interface AroundOptions {
  frame: HTMLElement;
  page: HostPage & RoutedPage;
  /** What the owner calls the launcher. */
  label: string | null;
  /** The launcher is called something else from now on. */
  onName(name: string): void;
  onBack(): void;
  /** The page has another address. */
  onRoute(): void;
}

/** What the panel does with the host page: its title, its history and its scrolling, and the moving launcher. All of it ends with the panel. */
export class Around {
  readonly #options: AroundOptions;
  readonly #title: PageTitle;
  readonly #back: BackButton;
  readonly #fit: PhoneFit;
  readonly #end = new AbortController();
  #open = false;
  #unread = 0;

  constructor(options: AroundOptions) {
    const { frame, page, onBack, onRoute } = options;
    this.#options = options;
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

  /** In the language that is spoken now. */
  name(): void {
    const { label, frame, onName } = this.#options;
    const news = this.#unread ? `, ${words.unreadCount(this.#unread)}` : "";
    frame.title = words.chat;
    onName(this.#open ? words.close : (label ?? words.chat) + news);
  }

  unread(count: number): void {
    this.#title.show(count);
    this.#unread = count;
    this.name();
  }

  shown(): void {
    this.#open = true;
    this.name();
    this.#fit.start();
    this.#back.shown();
  }

  hidden(): void {
    this.#open = false;
    this.name();
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
