// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Stonechat } from "../stonechat";

describe("The tag", () => {
  beforeEach(() => {
    vi.stubGlobal("PANEL_FILE", "assets/panel-x.js");
    vi.stubGlobal("matchMedia", () => ({ matches: false }));
    vi.stubGlobal(
      "CSSStyleSheet",
      class {
        replaceSync(): void {}
      },
    );
  });
  afterEach(() => {
    window.Stonechat?.destroy();
    Reflect.deleteProperty(window, "Stonechat");
    document.body.innerHTML = "";
  });

  /** Runs widget.js as this tag does. */
  async function run(src: string, data: Record<string, string> = {}): Promise<Stonechat> {
    const script = document.createElement("script");
    script.src = src;
    Object.assign(script.dataset, data);
    vi.spyOn(document, "currentScript", "get").mockReturnValue(script);
    vi.resetModules();
    await import("./main");
    return window.Stonechat as Stonechat;
  }

  /** The two lines of the docs. */
  function stub(): void {
    const page = window as { Stonechat?: unknown };
    page.Stonechat ??= new Proxy([] as unknown as Record<string | symbol, unknown> & unknown[], {
      get: (calls, name) => calls[name as string] ?? ((...given: unknown[]) => calls.push([name, ...given] as never)),
    });
  }

  const launchers = (): string[] =>
    [...document.querySelectorAll("stonechat-widget")].map(
      (host) => host.shadowRoot?.querySelector("button")?.getAttribute("aria-label") ?? "",
    );

  it("is read by its attributes, and by its address where a tag manager dropped them", async () => {
    await run("https://cdn.test/w/widget.js", { site: "s1", label: "Ask us" });
    expect(launchers()).toEqual(["Ask us"]);
    window.Stonechat?.destroy();
    Reflect.deleteProperty(window, "Stonechat");
    await run("https://cdn.test/w/widget.js?site=s1&label=Ask%20them");
    expect(launchers()).toEqual(["Ask them"]);
  });

  it("loads the panel from beside itself, whatever the page calls its base", async () => {
    document.head.innerHTML = '<base href="https://elsewhere.test/">';
    const widget = await run("https://cdn.test/w/widget.js?site=s1", { api: "https://api.test" });
    widget.open();
    const frame = document.querySelector("stonechat-widget")?.shadowRoot?.querySelector("iframe");
    const inside = document.implementation.createHTMLDocument();
    Object.defineProperties(frame, { contentDocument: { value: inside } });
    frame?.onload?.(new Event("load"));
    await new Promise((resolve) => setTimeout(resolve));
    expect(inside.querySelector("script")?.src).toBe("https://cdn.test/w/assets/panel-x.js");
    document.head.innerHTML = "";
  });

  it("does nothing a second time, but wakes a widget that was destroyed", async () => {
    const first = await run("https://cdn.test/widget.js", { site: "s1", label: "Ask us" });
    const second = await run("https://cdn.test/widget.js", { site: "s2", label: "Another" });
    expect(second).toBe(first);
    expect(launchers()).toEqual(["Ask us"]);
    first.destroy();
    expect(launchers()).toEqual([]);
    await run("https://cdn.test/widget.js", { site: "s1", label: "Here again" });
    expect(launchers()).toEqual(["Here again"]);
  });

  it("makes the calls that the page made before it, in their order, also where one of them fails", async () => {
    stub();
    stub();
    const { Stonechat: early } = window as { Stonechat?: Stonechat };
    const [ready, opened, failed] = [vi.fn(), vi.fn(), vi.spyOn(console, "error").mockReturnValue()];
    early?.on("ready", ready);
    early?.on("open", opened);
    (early as unknown as { fly(): void }).fly();
    early?.open();
    early?.hideLauncher();
    const widget = await run("https://cdn.test/widget.js", { site: "s1" });
    await widget.ready();
    expect(ready).toHaveBeenCalledTimes(1);
    expect(opened).toHaveBeenCalledTimes(1);
    expect(failed).toHaveBeenCalledTimes(1);
    expect(widget.state).toMatchObject({ open: true, launcher: "hidden" });
    // Whoever holds on to the stub talks to the widget.
    early?.close();
    expect(widget.state.open).toBe(false);
    const end = early?.on("close", failed);
    expect(end).toBeTypeOf("function");
  });

  it("starts by the page's own call where the tag names no site", async () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    const widget = await run("https://cdn.test/widget.js");
    expect(warn).toHaveBeenCalledTimes(1);
    widget.init({ site: "s1", label: "Ask us" });
    expect(launchers()).toEqual(["Ask us"]);
  });

  it("is not misled by an element of the page that has its name", async () => {
    document.body.innerHTML = '<section id="Stonechat"></section>';
    await run("https://cdn.test/widget.js", { site: "s1", label: "Ask us" });
    expect(launchers()).toEqual(["Ask us"]);
  });

  it("leaves one name on the page, and nothing else", async () => {
    const before = new Set(Object.getOwnPropertyNames(window));
    await run("https://cdn.test/widget.js", { site: "s1" });
    expect(Object.getOwnPropertyNames(window).filter((name) => !before.has(name))).toEqual(["Stonechat"]);
  });
});
