// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LoaderStage, settle, TAG } from "../testing/loader-stage";

let stage: LoaderStage;
beforeEach(async () => {
  stage = await LoaderStage.set();
});
afterEach(() => stage.clear());

it("does nothing before the first intent: no request, no frame, no storage, no timer's work", async () => {
  const stores = [vi.spyOn(Storage.prototype, "setItem"), vi.spyOn(Storage.prototype, "removeItem")];
  stage.add();
  await stage.idles();
  expect(stage.launcher.getAttribute("aria-label")).toBe("Ask us");
  expect(stage.fetching).not.toHaveBeenCalled();
  expect(stage.frame).toBeNull();
  for (const store of stores) expect(store).not.toHaveBeenCalled();
});

it.each(["pointerenter", "pointerdown", "focus"])(
  "gets the panel ready on %s, once, without showing it",
  async (intent) => {
    stage.add();
    stage.launcher.dispatchEvent(new Event(intent));
    stage.launcher.dispatchEvent(new Event(intent));
    expect(stage.host?.shadowRoot?.querySelectorAll("iframe")).toHaveLength(1);
    await stage.panelLoads();
    expect(stage.fetching.mock.calls.map(([url]) => url)).toEqual(["https://cdn.test/config.json"]);
    expect(await stage.panel?.api()).toBe("https://api.test");
    expect(stage.handle.shown).not.toHaveBeenCalled();
    expect(sessionStorage).toHaveLength(0);
  },
);

it("asks for no config.json when the tag names the API", async () => {
  stage.add({ api: "https://other.test" });
  stage.widget.open();
  await stage.panelLoads();
  expect(await stage.panel?.api()).toBe("https://other.test");
  expect(stage.fetching).not.toHaveBeenCalled();
});

it("opens, closes and toggles, tells listeners, and gives the focus back", async () => {
  stage.add();
  const told: string[] = [];
  for (const event of ["ready", "open", "close"] as const) stage.widget.on(event, () => told.push(event));
  stage.launcher.click();
  expect(stage.launcher.getAttribute("aria-busy")).toBe("true");
  await stage.panelLoads();
  expect(stage.handle.shown).toHaveBeenCalledWith(true);
  expect(stage.launcher.getAttribute("aria-expanded")).toBe("true");
  stage.frame?.focus();
  stage.panel?.host.close();
  expect(stage.handle.hidden).toHaveBeenCalledTimes(1);
  expect(stage.host?.shadowRoot?.activeElement).toBe(stage.launcher);
  stage.widget.toggle();
  stage.widget.toggle();
  expect(told).toEqual(["open", "ready", "close", "open", "close"]);
  expect(stage.widget.state).toEqual({ ready: true, open: false, launcher: "shown", unread: 0, status: "fine" });
});

it("says so when the panel cannot be loaded, and tries again with the next click", async () => {
  stage.add();
  stage.widget.open();
  stage.frame?.onerror?.(new Event("error"));
  await settle();
  expect(stage.frame).toBeNull();
  expect(stage.host?.shadowRoot?.querySelector("[role=status]")?.textContent).toContain("didn’t load");
  stage.launcher.click();
  expect(stage.frame).not.toBeNull();
  expect(stage.host?.shadowRoot?.querySelector("[role=status]")?.textContent).toBe("");
});

it("leaves nothing behind when destroyed", async () => {
  stage.add();
  stage.widget.open();
  await stage.panelLoads();
  stage.widget.destroy();
  stage.widget.open();
  expect(stage.host).toBeNull();
  expect(stage.handle.destroy).toHaveBeenCalledTimes(1);
  expect(document.documentElement.getAttribute("style") ?? "").toBe("");
});

it("can be started again after it was destroyed", async () => {
  stage.add();
  stage.widget.open();
  await stage.panelLoads();
  stage.widget.destroy();
  stage.widget.init(TAG);
  expect(document.querySelectorAll("stonechat-widget")).toHaveLength(1);
  expect(stage.widget.state).toMatchObject({ ready: true, open: false });
  stage.widget.open();
  await stage.panelLoads();
  expect(stage.handle.shown).toHaveBeenCalledTimes(2);
});

it("gives the focus back to the page's own element that opened the panel", async () => {
  stage.add({ launcher: "hidden" });
  expect(stage.widget.state.launcher).toBe("hidden");
  document.body.innerHTML = '<a href="/help" data-stonechat-open><b>Help</b></a>';
  document.body.addEventListener("click", (event) => event.stopPropagation(), { once: true, capture: true });
  const click = new MouseEvent("click", { bubbles: true, cancelable: true, composed: true });
  document.querySelector("b")?.dispatchEvent(click);
  expect(click.defaultPrevented).toBe(true);
  expect(stage.widget.state.open).toBe(true);
  await stage.panelLoads();
  stage.frame?.focus();
  stage.widget.close();
  expect(document.activeElement).toBe(document.querySelector("a"));
  document.body.innerHTML = "";
});

it("leaves a link to itself that shall open in another tab", () => {
  stage.add();
  document.body.innerHTML = '<a href="/help" data-stonechat-open>Help</a>';
  const click = new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: true });
  document.querySelector("a")?.dispatchEvent(click);
  expect([click.defaultPrevented, stage.widget.state.open]).toEqual([false, false]);
  document.body.innerHTML = "";
});

it("hides and shows its launcher as the page likes", () => {
  stage.add();
  const bare = (): boolean => stage.launcher.parentElement?.classList.contains("bare") ?? false;
  stage.widget.hideLauncher();
  expect([bare(), stage.widget.state.launcher]).toEqual([true, "hidden"]);
  stage.widget.showLauncher();
  expect([bare(), stage.widget.state.launcher]).toEqual([false, "shown"]);
});
