// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FORGOTTEN, type PanelHandle, type PanelOptions, type PanelWindow } from "../bridge";
import type { StonechatOptions } from "../stonechat";

const KEY = "stonechat:s1";
const tag: StonechatOptions = { site: "s1", label: "Ask us" };

describe("Widget", () => {
  const fetching = vi.fn();
  const idle: (() => void)[] = [];
  let panel: PanelOptions | null;
  const handle = { shown: vi.fn(), hidden: vi.fn(), say: vi.fn(), destroy: vi.fn() } satisfies PanelHandle;
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

  const add = (changes: Partial<StonechatOptions> = {}): void => {
    widget = new Widget("https://cdn.test/", "assets/panel-x.js");
    widget.init({ ...tag, ...changes });
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
    expect(widget.state).toEqual({ ready: true, open: false, launcher: "shown", unread: 0, status: "fine" });
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
    expect(launcher().getAttribute("aria-label")).toBe("Ask us (1)");
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
    expect(host()?.shadowRoot?.querySelector("[role=status]")?.textContent).toContain("didn’t load");
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

  it("gives the focus back to the page's own element that opened the panel", async () => {
    add({ launcher: "hidden" });
    expect(widget.state.launcher).toBe("hidden");
    document.body.innerHTML = '<a href="/help" data-stonechat-open><b>Help</b></a>';
    document.body.addEventListener("click", (event) => event.stopPropagation(), { once: true, capture: true });
    const click = new MouseEvent("click", { bubbles: true, cancelable: true, composed: true });
    document.querySelector("b")?.dispatchEvent(click);
    expect(click.defaultPrevented).toBe(true);
    expect(widget.state.open).toBe(true);
    await panelLoads();
    frame()?.focus();
    widget.close();
    expect(document.activeElement).toBe(document.querySelector("a"));
    document.body.innerHTML = "";
  });

  it("leaves a link to itself that shall open in another tab", () => {
    add();
    document.body.innerHTML = '<a href="/help" data-stonechat-open>Help</a>';
    const click = new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: true });
    document.querySelector("a")?.dispatchEvent(click);
    expect([click.defaultPrevented, widget.state.open]).toEqual([false, false]);
    document.body.innerHTML = "";
  });

  it("hides and shows its launcher as the page likes", () => {
    add();
    const bare = (): boolean => launcher().parentElement?.classList.contains("bare") ?? false;
    widget.hideLauncher();
    expect([bare(), widget.state.launcher]).toEqual([true, "hidden"]);
    widget.showLauncher();
    expect([bare(), widget.state.launcher]).toEqual([false, "shown"]);
  });

  it("keeps what the page says for the panel, which comes with the first intent", async () => {
    add({ locale: "de", theme: "dark" });
    const provider = (): string => "a.b.c";
    widget.identify({ token: "a.b.c" });
    widget.setTokenProvider(provider);
    widget.setAttributes({ plan: "pro" });
    widget.setPage("/basket");
    widget.setLocale("fr");
    widget.setTheme("light");
    expect(frame()).toBeNull();
    expect(fetching).not.toHaveBeenCalled();
    widget.open();
    await panelLoads();
    expect(panel).toMatchObject({ locale: "de", theme: "dark" });
    const said = [
      ["identify", { token: "a.b.c" }],
      ["setTokenProvider", provider],
      ["setAttributes", { plan: "pro" }],
      ["setPage", { url: "/basket", at: location.href }],
      ["setLocale", "fr"],
      ["setTheme", "light"],
    ];
    expect(handle.say.mock.calls).toEqual(said);
    widget.setTheme("auto");
    expect(handle.say).toHaveBeenLastCalledWith("setTheme", "auto");
  });

  it("tells listeners and the window what happens, each with its detail", async () => {
    add();
    const [heard, onWindow] = [vi.fn(), vi.fn()];
    widget.on("message:received", heard);
    window.addEventListener("stonechat:message:received", (event) => onWindow(event.detail), { once: true });
    widget.open();
    await panelLoads();
    const message = { id: "m1", conversationId: "c1", text: "Hello" };
    panel?.host.tell("message:received", message);
    expect(heard.mock.calls).toEqual([[message]]);
    expect(onWindow.mock.calls).toEqual([[message]]);
    panel?.host.tell("status", "offline");
    expect(widget.state.status).toBe("offline");
  });

  it("is ready when it is on the page, also for those who ask later or before", async () => {
    widget = new Widget("https://cdn.test/", "assets/panel-x.js");
    const [before, after, event] = [vi.fn(), vi.fn(), vi.fn()];
    void widget.ready(before);
    expect(widget.state.ready).toBe(false);
    await settle();
    expect(before).not.toHaveBeenCalled();
    widget.init(tag);
    widget.init({ ...tag, site: "s2" });
    widget.on("ready", event);
    await widget.ready(after);
    for (const listener of [before, after, event]) expect(listener).toHaveBeenCalledTimes(1);
    expect(document.querySelectorAll("stonechat-widget")).toHaveLength(1);
  });

  it("says so where no site is named, and waits for one", () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    widget = new Widget("https://cdn.test/", "assets/panel-x.js");
    widget.init({} as StonechatOptions);
    widget.open();
    expect(warn).toHaveBeenCalledTimes(1);
    expect(host()).toBeNull();
  });

  it("asks for the count, and for nothing else, where only a conversation that is over is saved", async () => {
    const over = { resume_key: "k.1.x", conversation_id: "c1", resolved_id: "c1", api: "https://api.test" };
    localStorage.setItem(KEY, JSON.stringify(over));
    fetching.mockImplementation(async () => new Response('{"unread":2,"has_open_conversation":false}'));
    add();
    for (const act of idle) act();
    await settle();
    expect(fetching.mock.calls.map(([url, { body }]) => [url, JSON.parse(body)])).toEqual([
      ["https://api.test/v1/widget/unread", { site_id: "s1", resume_key: "k.1.x" }],
    ]);
    expect(widget.state.unread).toBe(2);
    expect(frame()).toBeNull();
  });

  it("becomes live after all where the count tells of an open conversation", async () => {
    localStorage.setItem(KEY, JSON.stringify({ resume_key: "k", conversation_id: "c1", resolved_id: "c1" }));
    fetching.mockImplementation(async (url: string) =>
      url.endsWith("config.json")
        ? new Response('{"api":"https://api.test"}')
        : new Response('{"unread":1,"has_open_conversation":true}'),
    );
    add();
    for (const act of idle) act();
    await settle();
    expect(frame()).not.toBeNull();
  });

  it("shows no count where it cannot be had", async () => {
    localStorage.setItem(KEY, JSON.stringify({ resume_key: "k", conversation_id: null, api: "https://api.test" }));
    fetching.mockImplementation(async () => new Response("{}", { status: 401 }));
    add();
    for (const act of idle) act();
    await settle();
    expect([widget.state.unread, frame()]).toEqual([0, null]);
  });

  it("forgets the customer in this browser, also without a panel, and tells the other tabs", async () => {
    localStorage.setItem(KEY, JSON.stringify({ resume_key: "k", conversation_id: "c1" }));
    localStorage.setItem("basket", "1 kettle");
    const [databases, deleteDatabase] = [vi.fn(), vi.fn()];
    databases.mockResolvedValue([
      { name: "stonechat-outbox:s1:b1" },
      { name: "stonechat-outbox:s2:b1" },
      { name: "shop" },
    ]);
    vi.stubGlobal("indexedDB", { databases, deleteDatabase });
    const stored = vi.spyOn(Storage.prototype, "setItem");
    add();
    widget.identify({ token: "a.b.c" });
    widget.reset();
    await settle();
    expect(Object.keys(localStorage)).toEqual(["basket"]);
    expect(stored.mock.calls).toEqual([[KEY, FORGOTTEN]]);
    expect(deleteDatabase.mock.calls).toEqual([["stonechat-outbox:s1:b1"]]);
    expect(frame()).toBeNull();
    widget.open();
    await panelLoads();
    expect(handle.say).not.toHaveBeenCalled();
  });

  it("has the server forget the browser, too, when it is reset", async () => {
    localStorage.setItem(KEY, JSON.stringify({ resume_key: "k.1.x", conversation_id: "c1", api: "https://api.test" }));
    add();
    fetching.mockImplementation(async () => new Response(null, { status: 204 }));
    widget.reset();
    await settle();
    expect(fetching.mock.calls).toEqual([
      ["https://api.test/v1/widget/forget", expect.objectContaining({ method: "POST", keepalive: true })],
    ]);
    expect(JSON.parse(fetching.mock.calls[0]?.[1].body as string)).toEqual({ site_id: "s1", resume_key: "k.1.x" });
    fetching.mockRejectedValue(new TypeError("offline"));
    widget.reset();
    await settle();
    expect(fetching).toHaveBeenCalledTimes(1);
    expect(localStorage).toHaveLength(0);
  });

  it("starts anew with another panel when it is reset, here and in the other tabs, and the old one stores nothing", async () => {
    add();
    const unread = vi.fn();
    widget.on("unread", unread);
    widget.open();
    await panelLoads();
    panel?.host.unread(3);
    const first = frame();
    widget.reset();
    expect(handle.destroy).toHaveBeenLastCalledWith(true);
    expect(first?.isConnected).toBe(false);
    await panelLoads();
    expect(handle.shown).toHaveBeenCalledTimes(2);
    expect(unread.mock.calls).toEqual([[3], [0]]);

    const second = frame();
    window.dispatchEvent(new StorageEvent("storage", { key: KEY, newValue: FORGOTTEN }));
    expect(handle.destroy).toHaveBeenCalledTimes(2);
    expect(second?.isConnected).toBe(false);
    await panelLoads();
    expect(widget.state.open).toBe(true);
  });

  it("comes back, open as it was, when the page replaces its whole document", async () => {
    add();
    widget.open();
    await panelLoads();
    const before = document.documentElement;
    const after = document.createElement("html");
    after.append(document.createElement("head"), document.createElement("body"));
    document.replaceChild(after, before);
    await settle();
    expect(host()?.parentElement).toBe(after);
    await panelLoads();
    expect(handle.shown).toHaveBeenCalledTimes(2);
    document.replaceChild(before, after);
    await settle();
    expect(host()?.parentElement).toBe(before);
  });

  it("stays when the body is swapped, as it stands beside it", async () => {
    add();
    widget.open();
    await panelLoads();
    const element = frame();
    document.body.replaceWith(document.createElement("body"));
    await settle();
    expect(frame()).toBe(element);
    expect(handle.destroy).not.toHaveBeenCalled();
  });

  it("can be started again after it was destroyed", async () => {
    add();
    widget.open();
    await panelLoads();
    widget.destroy();
    widget.init(tag);
    expect(document.querySelectorAll("stonechat-widget")).toHaveLength(1);
    expect(widget.state).toMatchObject({ ready: true, open: false });
    widget.open();
    await panelLoads();
    expect(handle.shown).toHaveBeenCalledTimes(2);
  });

  it("works on a page that patched prototypes in the ways of old libraries", async () => {
    const enumerable = <T extends object>(target: T, name: string, value: unknown): (() => void) => {
      Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
      return () => Reflect.deleteProperty(target, name);
    };
    const undo = [
      enumerable(Array.prototype, "toJSON", () => "patched"),
      enumerable(String.prototype, "toJSON", () => "patched"),
      enumerable(Object.prototype, "extend", () => undefined),
      enumerable(Function.prototype, "defer", () => undefined),
    ];
    localStorage.setItem(KEY, '{"resume_key":"k","conversation_id":"c1","resolved_id":"c1","api":"https://api.test"}');
    try {
      add();
      for (const act of idle) act();
      await settle();
      widget.open();
      await panelLoads();
      expect(handle.shown).toHaveBeenCalledTimes(1);
    } finally {
      for (const step of undo) step();
    }
    expect(fetching.mock.calls[0]?.[1].body).toBe('{"site_id":"s1","resume_key":"k"}');
  });

  it("works where the browser refuses all storage", async () => {
    const refuse = (): never => {
      throw new DOMException("no", "SecurityError");
    };
    for (const name of ["localStorage", "sessionStorage"]) {
      vi.stubGlobal(name, { getItem: refuse, setItem: refuse, removeItem: refuse });
    }
    vi.stubGlobal("indexedDB", undefined);
    add();
    widget.open();
    await panelLoads();
    widget.reset();
    await panelLoads();
    expect(handle.shown).toHaveBeenCalledTimes(2);
  });
});
