import { FORGOTTEN, type PanelHandle, type Position, type Sayings, storageKey } from "../bridge";
import type { Stonechat, StonechatOptions, StonechatState, StonechatStatus } from "../stonechat";
import { Events } from "./events";
import { loadPanel } from "./frame";
import { forget, rememberOpen, saved, wasOpen } from "./memory";
import { askByKey, readApi, type UnreadCount } from "./server";
import { Surface } from "./surface";
import { readTag, type Tag } from "./tag";

const NOT_LOADED = "The chat didn’t load. Try again.";

/** The methods are bound, so that a host page may hand them on: `button.onclick = Stonechat.open`. */
export class Widget implements Stonechat {
  readonly #base: string;
  readonly #panelFile: string;
  readonly #surface = new Surface();
  readonly #events = new Events();
  /** Null: nothing is on the page. */
  #tag: Tag | null = null;
  #life = new AbortController();
  readonly #replacing = new MutationObserver(() => this.#stay());
  /** What the page has said so far, for a panel that comes later. */
  #sayings: ((panel: PanelHandle) => void)[] = [];
  #frame: HTMLIFrameElement | null = null;
  #panel: PanelHandle | null = null;
  #api: Promise<string> | null = null;
  #open = false;
  #takeFocus = false;
  /** Has the focus back when the panel is closed. */
  #opener: HTMLElement;
  #launcher = true;
  #position: Position = "right";
  #unread = 0;
  /** What the panel calls the launcher in its language. */
  #name: string | null = null;
  #status: StonechatStatus = "fine";

  constructor(base: string, panelFile: string) {
    this.#base = base;
    this.#panelFile = panelFile;
    const { launcher } = this.#surface;
    this.#opener = launcher;
    for (const intent of ["pointerenter", "pointerdown", "focus"]) {
      launcher.addEventListener(intent, () => this.#prepare());
    }
    launcher.addEventListener("click", () => this.toggle());
  }

  get state(): StonechatState {
    return {
      ready: this.#tag !== null,
      open: this.#open,
      launcher: this.#launcher ? "shown" : "hidden",
      unread: this.#unread,
      status: this.#status,
    };
  }

  readonly init = (options: StonechatOptions): void => {
    if (this.#tag) return;
    const tag = readTag(options);
    if (!tag) {
      console.warn("Stonechat: name the site with data-site.");
      return;
    }
    this.#tag = tag;
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.#launcher &&= tag.launcher;
    this.#position = tag.position ?? "right";
    if (tag.color) this.#surface.paint(tag.color);
    this.#stay();
    window.addEventListener("storage", (event) => this.#otherTab(event), { signal });
    // Before the page's own listeners, which may stop a click on its way.
    window.addEventListener("click", (event) => this.#clicked(event), { capture: true, signal });
    const conversationId = saved(tag.siteId, "conversation_id");
    if (conversationId && conversationId !== saved(tag.siteId, "resolved_id")) {
      whenIdle(() => this.#resume(tag), signal);
    } else if (saved(tag.siteId, "resume_key")) {
      whenIdle(() => void this.#count(tag).catch(() => undefined), signal);
    }
    // Not at once: whoever calls `init` may add listeners right after it.
    queueMicrotask(() => this.#events.emit("ready", undefined));
  };

  readonly on: Stonechat["on"] = (event, listener) => this.#events.on(event, listener);

  readonly #ready = new Promise<void>((resolve) => this.on("ready", resolve));

  readonly ready = (listener?: () => void): Promise<void> => {
    if (listener) void this.#ready.then(listener);
    return this.#ready;
  };

  readonly open = (): void => this.#openWith(true);

  readonly close = (): void => {
    if (!this.#open) return;
    const hadFocus = this.#surface.holdsFocus();
    this.#open = false;
    rememberOpen(this.#tag?.siteId ?? "", false);
    this.#panel?.hidden();
    this.#show();
    if (hadFocus) (this.#opener.isConnected ? this.#opener : this.#surface.launcher).focus();
    this.#events.emit("close", undefined);
  };

  readonly toggle = (): void => {
    if (this.#open) this.close();
    else this.open();
  };

  readonly showLauncher = (): void => this.#setLauncher(true);

  readonly hideLauncher = (): void => this.#setLauncher(false);

  readonly identify = this.#saying("identify");

  readonly setTokenProvider = this.#saying("setTokenProvider");

  readonly setAttributes = this.#saying("setAttributes");

  readonly setPage = (url: string | URL): void => this.#saying("setPage")({ url, at: location.href });

  readonly setLocale = this.#saying("setLocale");

  readonly setTheme = this.#saying("setTheme");

  readonly reset = (): void => {
    if (!this.#tag) return;
    this.#ask(this.#tag, "forget").catch(() => undefined);
    this.#forget();
    void forget(this.#tag.siteId);
  };

  readonly destroy = (): void => {
    this.#life.abort();
    this.#replacing.disconnect();
    this.#unload(false);
    this.#tag = null;
    this.#open = false;
    this.#surface.remove();
  };

  #openWith(takeFocus: boolean, opener = this.#surface.opener()): void {
    if (this.#open || !this.#tag) return;
    this.#open = true;
    this.#takeFocus = takeFocus;
    this.#opener = opener;
    rememberOpen(this.#tag.siteId, true);
    this.#surface.note("");
    this.#prepare();
    this.#reveal();
    this.#events.emit("open", undefined);
  }

  /** The first intent: from here on there are requests. */
  #prepare(): void {
    if (this.#frame || !this.#tag) return;
    const frame = document.createElement("iframe");
    this.#frame = frame;
    void this.#load(frame, this.#tag).catch(() => {
      if (this.#frame !== frame) return;
      this.#unload(false);
      this.#events.emit("error", { code: "panel_not_loaded", message: NOT_LOADED });
      if (!this.#open) return;
      this.close();
      this.#surface.note(NOT_LOADED);
    });
  }

  async #load(frame: HTMLIFrameElement, { siteId, label, color, locale, theme }: Tag): Promise<void> {
    // Asked for beside the panel's script, not after it. A failure shows where the panel needs the address.
    this.#apiAddress().catch(() => undefined);
    const mount = await loadPanel(frame, () => this.#surface.add(frame), this.#base + this.#panelFile);
    // The page may have thrown us out meanwhile.
    if (this.#frame !== frame) return;
    const panel = mount({
      siteId,
      api: () => this.#apiAddress(),
      color,
      locale,
      theme,
      label,
      host: {
        close: this.close,
        unread: (count) => this.#setUnread(count),
        look: (ofSite, position) => this.#look(ofSite, position),
        name: (name) => {
          this.#name = name;
          this.#show();
        },
        tell: (event, detail) => {
          if (event === "status") this.#status = detail as StonechatStatus;
          this.#events.emit(event, detail);
        },
      },
    });
    this.#panel = panel;
    for (const say of this.#sayings) say(panel);
    this.#reveal();
  }

  #unload(forget: boolean): void {
    this.#panel?.destroy(forget);
    this.#frame?.replaceWith();
    this.#panel = this.#frame = this.#name = null;
  }

  /** A new panel in the place of one that shall not live on, as far as somebody wanted one. */
  #anew(forget: boolean): void {
    const wasWanted = this.#frame;
    this.#unload(forget);
    if (wasWanted) this.#prepare();
    this.#show();
  }

  #forget(): void {
    this.#sayings = [];
    this.#anew(true);
    this.#setUnread(0);
  }

  #saying<W extends keyof Sayings>(what: W): (value: Sayings[W]) => void {
    return (value) => {
      const say = (panel: PanelHandle): void => panel.say(what, value);
      this.#sayings.push(say);
      if (this.#panel) say(this.#panel);
    };
  }

  #show(): void {
    const open = this.#open && this.#panel !== null;
    this.#surface.show({
      label: this.#name ?? (this.#tag?.label ?? "Chat") + (this.#unread ? ` (${this.#unread})` : ""),
      position: this.#position,
      open,
      busy: this.#open && !open,
      launcher: this.#launcher,
      unread: this.#open ? 0 : this.#unread,
    });
  }

  #reveal(): void {
    this.#show();
    if (this.#open) this.#panel?.shown(this.#takeFocus);
  }

  /** As the site's owner wants it, where the tag says nothing else. */
  #look(color: string, position: Position): void {
    if (!this.#tag?.color) this.#surface.paint(color);
    this.#position = this.#tag?.position ?? position;
    this.#show();
  }

  #setLauncher(shown: boolean): void {
    this.#launcher = shown;
    this.#show();
  }

  #setUnread(count: number): void {
    if (count === this.#unread) return;
    this.#unread = count;
    this.#show();
    this.#events.emit("unread", count);
  }

  #apiAddress(): Promise<string> {
    const named = this.#tag?.api;
    this.#api ??= named ? Promise.resolve(named) : readApi(this.#base);
    this.#api.catch(() => {
      this.#api = null;
    });
    return this.#api;
  }

  /** A conversation is under way: this page is live as well, as the last one was. On a phone the page itself comes first. */
  #resume({ siteId }: Tag): void {
    if (wasOpen(siteId) && !matchMedia("(max-width: 479px)").matches) this.#openWith(false);
    else this.#prepare();
  }

  /** Nothing is under way, but somebody may have answered since. */
  async #count(tag: Tag): Promise<void> {
    const counted = await this.#ask(tag, "unread");
    if (!counted || this.#frame) return;
    this.#setUnread(counted.unread);
    if (counted.has_open_conversation) this.#prepare();
  }

  /** The key is read before anything else happens: what is forgotten next is not asked for. */
  async #ask({ siteId, api }: Tag, what: "unread" | "forget"): Promise<UnreadCount | undefined> {
    const resumeKey = saved(siteId, "resume_key");
    if (!resumeKey) return;
    return askByKey(api ?? saved(siteId, "api") ?? (await this.#apiAddress()), what, siteId, resumeKey);
  }

  #otherTab({ key, newValue }: StorageEvent): void {
    const { siteId = "" } = this.#tag ?? {};
    if (key !== storageKey(siteId)) return;
    if (newValue === FORGOTTEN) this.#forget();
    else if (saved(siteId, "conversation_id")) this.#prepare();
  }

  #clicked(event: MouseEvent): void {
    const door = (event.composedPath()[0] as Element).closest?.<HTMLElement>("[data-stonechat-open]");
    // A link that shall open in another tab still does.
    if (!door || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#openWith(true, door);
  }

  /** Whoever replaces the whole document takes us off the page; frames lose all that is in them by that. */
  #stay(): void {
    if (this.#surface.isThere()) return;
    this.#surface.attach();
    for (const node of [document, document.documentElement]) this.#replacing.observe(node, { childList: true });
    this.#anew(false);
  }
}

function whenIdle(act: () => void, signal: AbortSignal): void {
  const idle = (): unknown =>
    typeof requestIdleCallback === "function" ? requestIdleCallback(run, { timeout: 2000 }) : setTimeout(run, 200);
  const run = (): void => {
    if (!signal.aborted) act();
  };
  if (document.readyState === "complete") idle();
  else window.addEventListener("load", idle, { once: true });
}
