// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PanelHandle, PanelOptions, PanelWindow } from "../bridge";
import { readTag, type Tag } from "./tag";

const KEY = "stonechat:s1";
const tag: Tag = { siteId: "s1", base: "https://cdn.test/", api: null, color: null, position: null, label: "Ask us" };

describe("Widget", () => {
  const fetching = vi.fn();
  const idle: (() => void)[] = [];
  let panel: PanelOptions | null;
  const handle = {
    shown: vi.fn(),
    hidden: vi.fn(),
    setLocale: vi.fn(),
    setTheme: vi.fn(),
    destroy: vi.fn(),
  } satisfies PanelHandle;
  let phone = false;
  let Widget: typeof import("./widget").Widget;
  let widget: InstanceType<typeof Widget>;

  beforeEach(async () => {
    localStorage.clear();
    sessionStorage.clear();
    panel = null;
    idle.length = 0;
    phone = false;
    for (const mock of Object.values(handle)) mock.mockReset();
    fetching.mockReset().mockImplementation(async () => new Response('{"api":"https://api.test/"}'));
    vi.stubGlobal("fetch", fetching);
    vi.stubGlobal("matchMedia", () => ({
      get matches() {
        return phone;
      },
    }));
    vi.stubGlobal("requestIdleCallback", (act: () => void) => idle.push(act));
    vi.stubGlobal(
      "CSSStyleSheet",
      class {
        replaceSync(): void {}
      },
    );
    vi.resetModules();
    ({ Widget } = await import("./widget"));
  });
  afterEach(() => {
    widget.destroy();
  });

  const add = (changes: Partial<Tag> = {}): void => {
    widget = new Widget({ ...tag, ...changes }, "assets/panel-x.js");
  };
  const host = (): Element | null => document.querySelector("stonechat-widget");
  const launcher = (): HTMLButtonElement => host()?.shadowRoot?.querySelector("button") as HTMLButtonElement;
  const frame = (): HTMLIFrameElement | null => host()?.shadowRoot?.querySelector("iframe") ?? null;
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

  /** Plays the browser that loads the frame and the panel's script, which jsdom does not. */
  async function panelLoads(): Promise<void> {
    const element = frame();
    if (!element) throw new Error("There is no frame.");
    const inside = {} as PanelWindow;
    const contentDocument = document.implementation.createHTMLDocument();
    Object.defineProperties(element, { contentWindow: { value: inside }, contentDocument: { value: contentDocument } });
    element.onload?.(new Event("load"));
    await settle();
    inside.stonechatPanel = (options) => {
      panel = options;
      return handle;
    };
    const script = contentDocument.querySelector("script");
    expect(script?.src).toBe("https://cdn.test/assets/panel-x.js");
    expect(script?.type).toBe("module");
    script?.onload?.(new Event("load"));
    await settle();
  }

  it("does nothing before the first intent: no request, no frame, no storage, no timer's work", async () => {
    const stores = [vi.spyOn(Storage.prototype, "setItem"), vi.spyOn(Storage.prototype, "removeItem")];
    add();
    for (const act of idle) act();
    await settle();
    expect(launcher().getAttribute("aria-label")).toBe("Ask us");
    expect(fetching).not.toHaveBeenCalled();
    expect(frame()).toBeNull();
    for (const store of stores) expect(store).not.toHaveBeenCalled();
  });

  it.each(["pointerenter", "pointerdown", "focus"])(
    "gets the panel ready on %s, once, without showing it",
    async (intent) => {
      add();
      launcher().dispatchEvent(new Event(intent));
      launcher().dispatchEvent(new Event(intent));
      expect(host()?.shadowRoot?.querySelectorAll("iframe")).toHaveLength(1);
      await panelLoads();
      expect(fetching.mock.calls.map(([url]) => url)).toEqual(["https://cdn.test/config.json"]);
      expect(await panel?.api()).toBe("https://api.test");
      expect(handle.shown).not.toHaveBeenCalled();
      expect(sessionStorage).toHaveLength(0);
    },
  );

  it("asks for no config.json when the tag names the API", async () => {
    add({ api: "https://other.test" });
    widget.open();
    await panelLoads();
    expect(await panel?.api()).toBe("https://other.test");
    expect(fetching).not.toHaveBeenCalled();
  });

  it("opens, closes and toggles, tells listeners, and gives the focus back", async () => {
    add();
    const told: string[] = [];
    for (const event of ["ready", "open", "close"] as const) widget.on(event, () => told.push(event));
    launcher().click();
    expect(launcher().getAttribute("aria-busy")).toBe("true");
    await panelLoads();
    expect(handle.shown).toHaveBeenCalledWith(true);
    expect(launcher().getAttribute("aria-expanded")).toBe("true");
    frame()?.focus();
    panel?.host.close();
    expect(handle.hidden).toHaveBeenCalledTimes(1);
    expect(host()?.shadowRoot?.activeElement).toBe(launcher());
    widget.toggle();
    widget.toggle();
    expect(told).toEqual(["open", "ready", "close", "open", "close"]);
  });

  it("tells no listener that unsubscribed, and survives one that throws", () => {
    add();
    const [gone, broken, last] = [vi.fn(), vi.fn(), vi.fn()];
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    broken.mockImplementation(() => {
      throw new Error("mine");
    });
    widget.on("open", gone)();
    widget.on("open", broken);
    widget.on("open", last);
    widget.open();
    expect(gone).not.toHaveBeenCalled();
    expect(last).toHaveBeenCalledTimes(1);
    expect(console.error).toHaveBeenCalledTimes(1);
  });

  it("shows on the launcher how many messages wait", async () => {
    add();
    const unread = vi.fn();
    widget.on("unread", unread);
    launcher().dispatchEvent(new Event("focus"));
    await panelLoads();
    panel?.host.unread(1);
    expect(launcher().getAttribute("aria-label")).toBe("Ask us, 1 unread message");
    panel?.host.unread(12);
    expect(launcher().textContent).toBe("9+");
    panel?.host.unread(12);
    expect(unread.mock.calls).toEqual([[1], [12]]);
  });

  it("makes the next page live when a conversation is saved, hidden or open as the last page was", async () => {
    localStorage.setItem(KEY, JSON.stringify({ resume_key: "k", conversation_id: "c1" }));
    add();
    expect(frame()).toBeNull();
    for (const act of idle) act();
    await panelLoads();
    expect(handle.shown).not.toHaveBeenCalled();
    widget.open();
    widget.destroy();

    sessionStorage.setItem(KEY, "open");
    idle.length = 0;
    add();
    for (const act of idle) act();
    await panelLoads();
    expect(handle.shown).toHaveBeenLastCalledWith(false);
  });

  it("leaves a phone's screen to the page, however the last one was left", async () => {
    localStorage.setItem(KEY, JSON.stringify({ resume_key: "k", conversation_id: "c1" }));
    sessionStorage.setItem(KEY, "open");
    phone = true;
    add();
    for (const act of idle) act();
    await panelLoads();
    expect(handle.shown).not.toHaveBeenCalled();
  });

  it("becomes live when another tab starts a conversation", () => {
    add();
    localStorage.setItem(KEY, JSON.stringify({ resume_key: null, conversation_id: "c1" }));
    window.dispatchEvent(new StorageEvent("storage", { key: KEY }));
    expect(frame()).not.toBeNull();
  });

  it("says so when the panel cannot be loaded, and tries again with the next click", async () => {
    add();
    widget.open();
    frame()?.onerror?.(new Event("error"));
    await settle();
    expect(frame()).toBeNull();
    expect(host()?.shadowRoot?.querySelector("[role=status]")?.textContent).toContain("could not be loaded");
    launcher().click();
    expect(frame()).not.toBeNull();
    expect(host()?.shadowRoot?.querySelector("[role=status]")?.textContent).toBe("");
  });

  it("leaves nothing behind when destroyed", async () => {
    add();
    widget.open();
    await panelLoads();
    widget.destroy();
    widget.open();
    expect(host()).toBeNull();
    expect(handle.destroy).toHaveBeenCalledTimes(1);
    expect(document.documentElement.getAttribute("style") ?? "").toBe("");
  });
});

describe("readTag", () => {
  function script(src: string, data: Record<string, string> = {}): HTMLScriptElement {
    const element = document.createElement("script");
    element.src = src;
    Object.assign(element.dataset, data);
    return element;
  }

  it("reads the attributes, and the address where a tag manager dropped them", () => {
    const attributes = script("https://cdn.test/w/widget.js", {
      site: "s1",
      color: "#112233",
      position: "left",
      label: "Hi",
    });
    const address = script("https://cdn.test/w/widget.js?site=s1&color=%23112233&position=left&label=Hi");
    const expected = {
      siteId: "s1",
      base: "https://cdn.test/w/",
      color: "#112233",
      position: "left",
      label: "Hi",
      api: null,
    };
    expect(readTag(attributes)).toEqual(expected);
    expect(readTag(address)).toEqual(expected);
  });

  it("takes no color or position that it does not understand, and does nothing without a site", () => {
    expect(
      readTag(script("https://cdn.test/widget.js", { site: "s1", color: "red;x", position: "top" })),
    ).toMatchObject({
      color: null,
      position: null,
      label: "Chat with us",
    });
    expect(readTag(script("https://cdn.test/widget.js"))).toBeNull();
  });
});
