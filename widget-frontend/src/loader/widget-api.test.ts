// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { StonechatOptions } from "../stonechat";
import { LoaderStage, settle, TAG } from "../testing/loader-stage";

let stage: LoaderStage;
beforeEach(async () => {
  stage = await LoaderStage.set();
});
afterEach(() => stage.clear());

it("tells no listener that unsubscribed, and survives one that throws", () => {
  stage.add();
  const [gone, broken, last] = [vi.fn(), vi.fn(), vi.fn()];
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  broken.mockImplementation(() => {
    throw new Error("mine");
  });
  stage.widget.on("open", gone)();
  stage.widget.on("open", broken);
  stage.widget.on("open", last);
  stage.widget.open();
  expect(gone).not.toHaveBeenCalled();
  expect(last).toHaveBeenCalledTimes(1);
  expect(console.error).toHaveBeenCalledTimes(1);
});

it("shows on the launcher how many messages wait", async () => {
  stage.add();
  const unread = vi.fn();
  stage.widget.on("unread", unread);
  stage.launcher.dispatchEvent(new Event("focus"));
  await stage.panelLoads();
  stage.panel?.host.unread(1);
  expect(stage.launcher.getAttribute("aria-label")).toBe("Ask us (1)");
  stage.panel?.host.unread(12);
  expect(stage.launcher.textContent).toBe("9+");
  stage.panel?.host.unread(12);
  expect(unread.mock.calls).toEqual([[1], [12]]);
});

it("keeps what the page says for the panel, which comes with the first intent", async () => {
  stage.add({ locale: "de", theme: "dark" });
  const provider = (): string => "a.b.c";
  stage.widget.identify({ token: "a.b.c" });
  stage.widget.setTokenProvider(provider);
  stage.widget.setAttributes({ plan: "pro" });
  stage.widget.setPage("/basket");
  stage.widget.setLocale("fr");
  stage.widget.setTheme("light");
  expect(stage.frame).toBeNull();
  expect(stage.fetching).not.toHaveBeenCalled();
  stage.widget.open();
  await stage.panelLoads();
  expect(stage.panel).toMatchObject({ locale: "de", theme: "dark" });
  const said = [
    ["identify", { token: "a.b.c" }],
    ["setTokenProvider", provider],
    ["setAttributes", { plan: "pro" }],
    ["setPage", { url: "/basket", at: location.href }],
    ["setLocale", "fr"],
    ["setTheme", "light"],
  ];
  expect(stage.handle.say.mock.calls).toEqual(said);
  stage.widget.setTheme("auto");
  expect(stage.handle.say).toHaveBeenLastCalledWith("setTheme", "auto");
});

it("tells listeners and the window what happens, each with its detail", async () => {
  stage.add();
  const [heard, onWindow] = [vi.fn(), vi.fn()];
  stage.widget.on("message:received", heard);
  window.addEventListener("stonechat:message:received", (event) => onWindow(event.detail), { once: true });
  stage.widget.open();
  await stage.panelLoads();
  const message = { id: "m1", conversationId: "c1", text: "Hello" };
  stage.panel?.host.tell("message:received", message);
  expect(heard.mock.calls).toEqual([[message]]);
  expect(onWindow.mock.calls).toEqual([[message]]);
  stage.panel?.host.tell("status", "offline");
  expect(stage.widget.state.status).toBe("offline");
});

it("is ready when it is on the page, also for those who ask later or before", async () => {
  const [before, after, event] = [vi.fn(), vi.fn(), vi.fn()];
  void stage.widget.ready(before);
  expect(stage.widget.state.ready).toBe(false);
  await settle();
  expect(before).not.toHaveBeenCalled();
  stage.widget.init(TAG);
  stage.widget.init({ ...TAG, site: "s2" });
  stage.widget.on("ready", event);
  await stage.widget.ready(after);
  for (const listener of [before, after, event]) expect(listener).toHaveBeenCalledTimes(1);
  expect(document.querySelectorAll("stonechat-widget")).toHaveLength(1);
});

it("says so where no site is named, and waits for one", () => {
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  stage.widget.init({} as StonechatOptions);
  stage.widget.open();
  expect(warn).toHaveBeenCalledTimes(1);
  expect(stage.host).toBeNull();
});
