import type { Position } from "../bridge";
import { textOn } from "../shared/contrast";
import styles from "./styles.css?inline";

const CHAT = "M6 3h12a2 2 0 012 2v9a2 2 0 01-2 2h-7l-5 4v-4a2 2 0 01-2-2V5a2 2 0 012-2z";

export interface Showing {
  label: string;
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
  readonly #root = document.createElement("div");
  readonly #badge = document.createElement("span");
  readonly #note = document.createElement("span");
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
    this.launcher.append(chatIcon(), this.#badge);
    this.#root.append(this.#note, this.launcher);
    this.#shadow.append(this.#root);
  }

  /** Beside the body, not in it: single page applications swap the body, and its transforms would move fixed things. */
  attach(): void {
    document.documentElement.append(this.#host);
  }

  look(color: string, position: Position): void {
    this.#root.style.setProperty("--accent", color);
    this.#root.style.setProperty("--on-accent", textOn(color));
    this.#root.classList.toggle("left", position === "left");
  }

  show({ label, open, busy, launcher, unread }: Showing): void {
    const { classList } = this.#root;
    classList.add("root");
    classList.toggle("open", open);
    classList.toggle("busy", busy);
    classList.toggle("bare", !launcher);
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
  }

  #say(name: string, value: string | boolean): void {
    this.launcher.setAttribute(`aria-${name}`, String(value));
  }
}

function chatIcon(): SVGSVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  const shape = document.createElementNS(namespace, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  shape.setAttribute("d", CHAT);
  svg.append(shape);
  return svg;
}
