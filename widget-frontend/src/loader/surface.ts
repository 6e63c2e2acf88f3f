import type { Position } from "../bridge";
import { textOn } from "../shared/contrast";
import styles from "./styles.css?inline";

export interface Showing {
  label: string;
  position: Position;
  open: boolean;
  busy: boolean;
  /** Whether our own launcher stands on the page. */
  launcher: boolean;
  unread: number;
}

/** Everything the loader puts on the page, inside one shadow tree that the page's styles do not reach. */
export class Surface {
  readonly launcher = document.createElement("button");
  readonly #host = document.createElement("stonechat-widget");
  // Plain elements all: for `div` and `span` a page that starts up would first have to set up classes of their own.
  readonly #root = document.createElement("section");
  readonly #badge = document.createElement("b");
  readonly #note = document.createElement("section");
  readonly #shadow = this.#host.attachShadow({ mode: "open" });

  constructor() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    this.#shadow.adoptedStyleSheets = [sheet];
    this.#badge.className = "badge";
    this.#badge.ariaHidden = "true";
    this.#note.className = "note";
    this.#note.role = "status";
    this.launcher.className = "launcher";
    this.launcher.type = "button";
    this.launcher.append(this.#badge);
    this.#root.append(this.#note, this.launcher);
    this.#shadow.append(this.#root);
  }

  /** Beside the body, not in it: single page applications swap the body, and its transforms would move fixed things. */
  attach(): void {
    document.documentElement.append(this.#host);
  }

  paint(color: string): void {
    this.#root.style.setProperty("--accent", color);
    this.#root.style.setProperty("--on-accent", textOn(color));
  }

  show({ label, position, open, busy, launcher, unread }: Showing): void {
    this.#root.className = `root ${position}${open ? " open" : ""}${busy ? " busy" : ""}${launcher ? "" : " bare"}`;
    this.#badge.textContent = unread > 9 ? "9+" : String(unread || "");
    this.#say("label", label);
    this.#say("expanded", open);
    this.#say("busy", busy);
  }

  /** One sentence beside the launcher, for what the panel itself cannot say. */
  note(text: string): void {
    this.#note.textContent = text;
  }

  add(frame: HTMLIFrameElement): void {
    frame.className = "panel";
    this.#root.prepend(frame);
  }

  holdsFocus(): boolean {
    return Boolean(this.#shadow.activeElement);
  }

  /** What has the focus now, to give it back later. */
  opener(): HTMLElement {
    const focused = document.activeElement;
    return focused instanceof HTMLElement && focused !== document.body && focused !== this.#host
      ? focused
      : this.launcher;
  }

  isThere(): boolean {
    return this.#host.isConnected;
  }

  remove(): void {
    this.#host.replaceWith();
    this.#root.removeAttribute("style");
  }

  #say(name: string, value: string | boolean): void {
    this.launcher.setAttribute(`aria-${name}`, String(value));
  }
}
