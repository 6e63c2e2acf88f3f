import type { Position } from "../bridge";
import { textOn } from "../shared/contrast";
import styles from "./styles.css?inline";

const CHAT =
  "M4 5.5A2.5 2.5 0 0 1 6.5 3h11A2.5 2.5 0 0 1 20 5.5v8a2.5 2.5 0 0 1-2.5 2.5H11l-4.2 3.6a.5.5 0 0 1-.8-.4V16A2.5 2.5 0 0 1 4 13.5z";
const SHUT = "M6 9.5l6 6 6-6";

/** Everything the loader puts on the page, inside one shadow tree that the page's styles do not reach. */
export class Surface {
  readonly launcher = document.createElement("button");
  readonly #host = document.createElement("stonechat-widget");
  readonly #root = document.createElement("div");
  readonly #badge = document.createElement("span");
  readonly #note = document.createElement("span");
  readonly #shadow = this.#host.attachShadow({ mode: "open" });
  readonly #label: string;

  constructor(label: string) {
    this.#label = label;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    this.#shadow.adoptedStyleSheets = [sheet];
    this.#badge.className = "badge";
    this.#badge.ariaHidden = "true";
    this.#note.className = "note";
    this.#note.setAttribute("role", "status");
    this.launcher.className = "launcher";
    this.launcher.type = "button";
    this.launcher.append(icon("chat", CHAT, true), icon("shut", SHUT, false), this.#badge);
    this.#root.append(this.launcher, this.#note);
    this.#shadow.append(this.#root);
    this.show({ open: false, busy: false, unread: 0 });
    // Beside the body, not in it: single page applications swap the body, and its transforms would move fixed things.
    document.documentElement.append(this.#host);
  }

  look(color: string, position: Position): void {
    this.#root.style.setProperty("--accent", color);
    this.#root.style.setProperty("--on-accent", textOn(color));
    this.#root.classList.toggle("left", position === "left");
  }

  show({ open, busy, unread }: { open: boolean; busy: boolean; unread: number }): void {
    this.#root.className = `root${this.#root.classList.contains("left") ? " left" : ""}${open ? " open" : ""}${busy ? " busy" : ""}`;
    this.#badge.textContent = unread ? (unread > 9 ? "9+" : String(unread)) : "";
    const news = unread ? `, ${unread} unread ${unread === 1 ? "message" : "messages"}` : "";
    this.launcher.setAttribute("aria-label", open ? "Close chat" : this.#label + news);
    this.launcher.setAttribute("aria-expanded", String(open));
    this.launcher.setAttribute("aria-busy", String(busy));
  }

  /** One sentence beside the launcher, for what the panel itself cannot say. */
  note(text: string): void {
    this.#note.textContent = text;
  }

  add(frame: HTMLIFrameElement): void {
    frame.className = "panel";
    frame.title = "Chat";
    this.#root.prepend(frame);
  }

  holdsFocus(): boolean {
    return this.#shadow.activeElement !== null;
  }

  remove(): void {
    this.#host.remove();
  }
}

function icon(name: string, path: string, filled: boolean): SVGSVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  const shape = document.createElementNS(namespace, "path");
  svg.setAttribute("class", name);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  shape.setAttribute("d", path);
  shape.setAttribute("fill", filled ? "currentColor" : "none");
  shape.setAttribute("stroke", filled ? "none" : "currentColor");
  shape.setAttribute("stroke-width", "2.2");
  shape.setAttribute("stroke-linecap", "round");
  shape.setAttribute("stroke-linejoin", "round");
  svg.append(shape);
  return svg;
}
