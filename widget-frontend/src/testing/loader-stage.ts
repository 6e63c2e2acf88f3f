import { expect, vi } from "vitest";
import type { PanelHandle, PanelOptions, PanelWindow } from "../bridge";
import type { Widget } from "../loader/widget";
import type { StonechatOptions } from "../stonechat";

export const KEY = "stonechat:s1";
export const TAG: StonechatOptions = { site: "s1", label: "Ask us" };

/** A page on which a widget can be put, with what jsdom does not have. */
export class LoaderStage {
  readonly fetching = vi.fn();
  readonly handle = { shown: vi.fn(), hidden: vi.fn(), say: vi.fn(), destroy: vi.fn() } satisfies PanelHandle;
  /** What the panel was given when it was made. */
  panel: PanelOptions | null = null;
  phone = false;
  widget: Widget;
  readonly #idle: (() => void)[] = [];
  readonly #Widget: typeof Widget;

  private constructor(Class: typeof Widget) {
    this.#Widget = Class;
    this.fetching.mockImplementation(async () => new Response('{"api":"https://api.test/"}'));
    vi.stubGlobal("fetch", this.fetching);
    const isPhone = (): boolean => this.phone;
    vi.stubGlobal("matchMedia", () => ({
      get matches() {
        return isPhone();
      },
    }));
    vi.stubGlobal("requestIdleCallback", (act: () => void) => this.#idle.push(act));
    vi.stubGlobal(
      "CSSStyleSheet",
      class {
        replaceSync(): void {}
      },
    );
    this.widget = this.#load();
  }

  /** An empty browser, and the loader as it is evaluated on a new page. */
  static async set(): Promise<LoaderStage> {
    localStorage.clear();
    sessionStorage.clear();
    vi.resetModules();
    const { Widget } = await import("../loader/widget");
    return new LoaderStage(Widget);
  }

  clear(): void {
    this.widget.destroy();
  }

  /** The customer goes to another page of the site, where the loader is evaluated anew. */
  turnsPage(): void {
    this.widget.destroy();
    this.#idle.length = 0;
    this.widget = this.#load();
  }

  #load(): Widget {
    return new this.#Widget("https://cdn.test/", "assets/panel-x.js");
  }

  /** Puts the widget on the page. */
  add(changes: Partial<StonechatOptions> = {}): void {
    this.widget.init({ ...TAG, ...changes });
  }

  get host(): Element | null {
    return document.querySelector("stonechat-widget");
  }

  get launcher(): HTMLButtonElement {
    return this.host?.shadowRoot?.querySelector("button") as HTMLButtonElement;
  }

  get frame(): HTMLIFrameElement | null {
    return this.host?.shadowRoot?.querySelector("iframe") ?? null;
  }

  /** The browser has nothing else to do. */
  async idles(): Promise<void> {
    for (const act of this.#idle.splice(0)) act();
    await settle();
  }

  /** Plays the browser that loads the frame and the panel's script, which jsdom does not. */
  async panelLoads(): Promise<void> {
    const element = this.frame;
    if (!element) throw new Error("There is no frame.");
    const inside = {} as PanelWindow;
    const contentDocument = document.implementation.createHTMLDocument();
    Object.defineProperties(element, { contentWindow: { value: inside }, contentDocument: { value: contentDocument } });
    element.onload?.(new Event("load"));
    await settle();
    inside.stonechatPanel = (options) => {
      this.panel = options;
      return this.handle;
    };
    const script = contentDocument.querySelector("script");
    expect(script?.src).toBe("https://cdn.test/assets/panel-x.js");
    expect(script?.type).toBe("module");
    script?.onload?.(new Event("load"));
    await settle();
  }
}

export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}
