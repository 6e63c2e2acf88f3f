import { PhoneFit } from "./phone";
import { type RoutedPage, watchRoutes } from "./routes";
import { shutIcon } from "./shut";
import styles from "./stage.css?inline";

export type HostPage = Window & Pick<typeof globalThis, "CSSStyleSheet"> & RoutedPage;

/** What the panel does on the host page, around its own frame. All of it ends with the panel. */
export class Stage {
  readonly #fit: PhoneFit;
  readonly #end = new AbortController();

  /** `onRoute`: the page has another address. */
  constructor(frame: HTMLElement, page: HostPage, onRoute: () => void) {
    const root = frame.getRootNode() as ShadowRoot;
    // The tree takes no style sheet of another document than its own.
    const sheet = new page.CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    const shut = shutIcon(page.document);
    root.querySelector(".launcher")?.prepend(shut);
    this.#fit = new PhoneFit(frame, page);
    watchRoutes(page, onRoute, this.#end.signal);
    this.#end.signal.addEventListener("abort", () => {
      this.#fit.stop();
      shut.remove();
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((adopted) => adopted !== sheet);
    });
  }

  shown(): void {
    this.#fit.start();
  }

  hidden(): void {
    this.#fit.stop();
  }

  clear(): void {
    this.#end.abort();
  }
}
