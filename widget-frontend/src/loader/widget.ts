import { type PanelHandle, type Position, storageKey } from "../bridge";
import { Events, type StonechatEvents, type StonechatListener } from "./events";
import { loadPanel } from "./frame";
import { hasConversation, rememberOpen, wasOpen } from "./memory";
import { isPhone, PhoneFit } from "./phone";
import { Surface } from "./surface";
import type { Tag } from "./tag";

/** What `window.Stonechat` offers to the host page. */
export interface Stonechat {
  open(): void;
  close(): void;
  toggle(): void;
  /** Removes everything from the page; what the customer wrote stays saved. */
  destroy(): void;
  on<E extends keyof StonechatEvents>(event: E, listener: StonechatListener<E>): () => void;
}

const EMBER = "#c2410c";

/** The methods are bound, so that a host page may hand them on: `button.onclick = Stonechat.open`. */
export class Widget implements Stonechat {
  readonly #tag: Tag;
  readonly #panelScript: string;
  readonly #surface: Surface;
  readonly #events = new Events();
  readonly #gone = new AbortController();
  #panel: PanelHandle | null = null;
  #loading = false;
  #open = false;
  #takeFocus = false;
  #unread = 0;
  #fit: PhoneFit | null = null;
  #api: Promise<string> | null = null;

  constructor(tag: Tag, panelFile: string) {
    this.#tag = tag;
    this.#panelScript = tag.base + panelFile;
    this.#surface = new Surface(tag.label);
    this.#look(EMBER, "right");
    const { launcher } = this.#surface;
    const { signal } = this.#gone;
    for (const intent of ["pointerenter", "pointerdown", "focus"]) {
      launcher.addEventListener(intent, () => this.#prepare(), { signal });
    }
    launcher.addEventListener("click", () => this.toggle(), { signal });
    window.addEventListener("storage", (event) => this.#otherTab(event), { signal });
    if (hasConversation(tag.siteId)) whenIdle(() => this.#resume());
  }

  readonly open = (): void => this.#openWith(true);

  readonly close = (): void => {
    if (!this.#open) return;
    const hadFocus = this.#surface.holdsFocus();
    this.#open = false;
    rememberOpen(this.#tag.siteId, false);
    this.#fit?.stop();
    this.#panel?.hidden();
    this.#show();
    if (hadFocus) this.#surface.launcher.focus();
    this.#events.emit("close", undefined);
  };

  readonly toggle = (): void => {
    if (this.#open) this.close();
    else this.open();
  };

  readonly on = <E extends keyof StonechatEvents>(event: E, listener: StonechatListener<E>): (() => void) =>
    this.#events.on(event, listener);

  readonly destroy = (): void => {
    this.#gone.abort();
    this.#fit?.stop();
    this.#panel?.destroy();
    this.#panel = null;
    this.#surface.remove();
    if (window.Stonechat === this) delete window.Stonechat;
  };

  #openWith(takeFocus: boolean): void {
    if (this.#open || this.#gone.signal.aborted) return;
    this.#open = true;
    this.#takeFocus = takeFocus;
    rememberOpen(this.#tag.siteId, true);
    this.#surface.note("");
    this.#prepare();
    this.#show();
    this.#events.emit("open", undefined);
  }

  /** The first intent: from here on there are requests. */
  #prepare(): void {
    if (this.#panel || this.#loading) return;
    this.#loading = true;
    const frame = document.createElement("iframe");
    void this.#load(frame).catch(() => {
      frame.remove();
      this.#loading = false;
      if (!this.#open) return;
      this.close();
      this.#surface.note("The chat could not be loaded. Check your connection and try again.");
    });
  }

  async #load(frame: HTMLIFrameElement): Promise<void> {
    // Asked for beside the panel's script, not after it. A failure shows where the panel needs the address.
    this.#apiAddress().catch(() => undefined);
    const panel = await loadPanel(frame, () => this.#surface.add(frame), this.#panelScript, {
      siteId: this.#tag.siteId,
      api: () => this.#apiAddress(),
      color: this.#tag.color,
      locale: null,
      theme: "auto",
      host: {
        close: () => this.close(),
        unread: (count) => this.#setUnread(count),
        look: (color, position) => this.#look(color, position),
      },
    });
    if (this.#gone.signal.aborted) return panel.destroy();
    this.#panel = panel;
    this.#fit = new PhoneFit(frame);
    this.#loading = false;
    this.#show();
    this.#events.emit("ready", undefined);
  }

  #show(): void {
    const open = this.#open && this.#panel !== null;
    this.#surface.show({ open, busy: this.#open && !open, unread: this.#open ? 0 : this.#unread });
    if (!open) return;
    this.#fit?.start();
    this.#panel?.shown(this.#takeFocus);
  }

  #look(color: string, position: Position): void {
    this.#surface.look(this.#tag.color ?? color, this.#tag.position ?? position);
  }

  #setUnread(count: number): void {
    if (count === this.#unread) return;
    this.#unread = count;
    this.#surface.show({ open: this.#open && this.#panel !== null, busy: false, unread: this.#open ? 0 : count });
    this.#events.emit("unread", count);
  }

  #apiAddress(): Promise<string> {
    this.#api ??= this.#tag.api === null ? readApi(this.#tag.base) : Promise.resolve(this.#tag.api);
    this.#api.catch(() => {
      this.#api = null;
    });
    return this.#api;
  }

  /** A conversation is under way: this page is live as well, as the last one was. On a phone the page itself comes first. */
  #resume(): void {
    if (this.#gone.signal.aborted) return;
    if (wasOpen(this.#tag.siteId) && !isPhone()) this.#openWith(false);
    else this.#prepare();
  }

  #otherTab(event: StorageEvent): void {
    if (event.key === storageKey(this.#tag.siteId) && hasConversation(this.#tag.siteId)) this.#prepare();
  }
}

async function readApi(base: string): Promise<string> {
  const response = await fetch(`${base}config.json`, { credentials: "omit" });
  if (!response.ok) throw new Error("config.json is missing.");
  const { api } = (await response.json()) as { api: string };
  return (api || new URL(base).origin).replace(/\/$/, "");
}

function whenIdle(act: () => void): void {
  const idle = (): unknown =>
    typeof requestIdleCallback === "function" ? requestIdleCallback(act, { timeout: 2000 }) : setTimeout(act, 200);
  if (document.readyState === "complete") idle();
  else window.addEventListener("load", idle, { once: true });
}
