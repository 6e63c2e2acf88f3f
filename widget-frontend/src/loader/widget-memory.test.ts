// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FORGOTTEN } from "../bridge";
import { KEY, LoaderStage, settle } from "../testing/loader-stage";

let stage: LoaderStage;
beforeEach(async () => {
  stage = await LoaderStage.set();
});
afterEach(() => stage.clear());

it("makes the next page live when a conversation is saved, hidden or open as the last page was", async () => {
  localStorage.setItem(KEY, JSON.stringify({ resume_key: "k", conversation_id: "c1" }));
  stage.add();
  expect(stage.frame).toBeNull();
  await stage.idles();
  await stage.panelLoads();
  expect(stage.handle.shown).not.toHaveBeenCalled();
  stage.widget.open();
  stage.turnsPage();

  sessionStorage.setItem(KEY, "open");
  stage.add();
  await stage.idles();
  await stage.panelLoads();
  expect(stage.handle.shown).toHaveBeenLastCalledWith(false);
});

it("leaves a phone's screen to the page, however the last one was left", async () => {
  localStorage.setItem(KEY, JSON.stringify({ resume_key: "k", conversation_id: "c1" }));
  sessionStorage.setItem(KEY, "open");
  stage.phone = true;
  stage.add();
  await stage.idles();
  await stage.panelLoads();
  expect(stage.handle.shown).not.toHaveBeenCalled();
});

it("becomes live when another tab starts a conversation", () => {
  stage.add();
  localStorage.setItem(KEY, JSON.stringify({ resume_key: null, conversation_id: "c1" }));
  window.dispatchEvent(new StorageEvent("storage", { key: KEY }));
  expect(stage.frame).not.toBeNull();
});

it("asks for the count, and for nothing else, where only a conversation that is over is saved", async () => {
  const over = { resume_key: "k.1.x", conversation_id: "c1", resolved_id: "c1", api: "https://api.test" };
  localStorage.setItem(KEY, JSON.stringify(over));
  stage.fetching.mockImplementation(async () => new Response('{"unread":2,"has_open_conversation":false}'));
  stage.add();
  await stage.idles();
  expect(stage.fetching.mock.calls.map(([url, { body }]) => [url, JSON.parse(body)])).toEqual([
    ["https://api.test/v1/widget/unread", { site_id: "s1", resume_key: "k.1.x" }],
  ]);
  expect(stage.widget.state.unread).toBe(2);
  expect(stage.frame).toBeNull();
});

it("becomes live after all where the count tells of an open conversation", async () => {
  localStorage.setItem(KEY, JSON.stringify({ resume_key: "k", conversation_id: "c1", resolved_id: "c1" }));
  stage.fetching.mockImplementation(async (url: string) =>
    url.endsWith("config.json")
      ? new Response('{"api":"https://api.test"}')
      : new Response('{"unread":1,"has_open_conversation":true}'),
  );
  stage.add();
  await stage.idles();
  expect(stage.frame).not.toBeNull();
});

it("shows no count where it cannot be had", async () => {
  localStorage.setItem(KEY, JSON.stringify({ resume_key: "k", conversation_id: null, api: "https://api.test" }));
  stage.fetching.mockImplementation(async () => new Response("{}", { status: 401 }));
  stage.add();
  await stage.idles();
  expect([stage.widget.state.unread, stage.frame]).toEqual([0, null]);
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
  stage.add();
  stage.widget.identify({ token: "a.b.c" });
  stage.widget.reset();
  await settle();
  expect(Object.keys(localStorage)).toEqual(["basket"]);
  expect(stored.mock.calls).toEqual([[KEY, FORGOTTEN]]);
  expect(deleteDatabase.mock.calls).toEqual([["stonechat-outbox:s1:b1"]]);
  expect(stage.frame).toBeNull();
  stage.widget.open();
  await stage.panelLoads();
  expect(stage.handle.say).not.toHaveBeenCalled();
});

it("has the server forget the browser, too, when it is reset", async () => {
  localStorage.setItem(KEY, JSON.stringify({ resume_key: "k.1.x", conversation_id: "c1", api: "https://api.test" }));
  stage.add();
  stage.fetching.mockImplementation(async () => new Response(null, { status: 204 }));
  stage.widget.reset();
  await settle();
  expect(stage.fetching.mock.calls).toEqual([
    ["https://api.test/v1/widget/forget", expect.objectContaining({ method: "POST", keepalive: true })],
  ]);
  expect(JSON.parse(stage.fetching.mock.calls[0]?.[1].body as string)).toEqual({ site_id: "s1", resume_key: "k.1.x" });
  stage.fetching.mockRejectedValue(new TypeError("offline"));
  stage.widget.reset();
  await settle();
  expect(stage.fetching).toHaveBeenCalledTimes(1);
  expect(localStorage).toHaveLength(0);
});

it("starts anew with another panel when it is reset, here and in the other tabs, and the old one stores nothing", async () => {
  stage.add();
  const unread = vi.fn();
  stage.widget.on("unread", unread);
  stage.widget.open();
  await stage.panelLoads();
  stage.panel?.host.unread(3);
  const first = stage.frame;
  stage.widget.reset();
  expect(stage.handle.destroy).toHaveBeenLastCalledWith(true);
  expect(first?.isConnected).toBe(false);
  await stage.panelLoads();
  expect(stage.handle.shown).toHaveBeenCalledTimes(2);
  expect(unread.mock.calls).toEqual([[3], [0]]);

  const second = stage.frame;
  window.dispatchEvent(new StorageEvent("storage", { key: KEY, newValue: FORGOTTEN }));
  expect(stage.handle.destroy).toHaveBeenCalledTimes(2);
  expect(second?.isConnected).toBe(false);
  await stage.panelLoads();
  expect(stage.widget.state.open).toBe(true);
});
