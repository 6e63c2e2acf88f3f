// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { KEY, LoaderStage, settle } from "../testing/loader-stage";

let stage: LoaderStage;
beforeEach(async () => {
  stage = await LoaderStage.set();
});
afterEach(() => stage.clear());

it("comes back, open as it was, when the page replaces its whole document", async () => {
  stage.add();
  stage.widget.open();
  await stage.panelLoads();
  const before = document.documentElement;
  const after = document.createElement("html");
  after.append(document.createElement("head"), document.createElement("body"));
  document.replaceChild(after, before);
  await settle();
  expect(stage.host?.parentElement).toBe(after);
  await stage.panelLoads();
  expect(stage.handle.shown).toHaveBeenCalledTimes(2);
  document.replaceChild(before, after);
  await settle();
  expect(stage.host?.parentElement).toBe(before);
});

it("stays when the body is swapped, as it stands beside it", async () => {
  stage.add();
  stage.widget.open();
  await stage.panelLoads();
  const element = stage.frame;
  document.body.replaceWith(document.createElement("body"));
  await settle();
  expect(stage.frame).toBe(element);
  expect(stage.handle.destroy).not.toHaveBeenCalled();
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
    stage.add();
    await stage.idles();
    stage.widget.open();
    await stage.panelLoads();
    expect(stage.handle.shown).toHaveBeenCalledTimes(1);
  } finally {
    for (const step of undo) step();
  }
  expect(stage.fetching.mock.calls[0]?.[1].body).toBe('{"site_id":"s1","resume_key":"k"}');
});

it("works where the browser refuses all storage", async () => {
  const refuse = (): never => {
    throw new DOMException("no", "SecurityError");
  };
  for (const name of ["localStorage", "sessionStorage"]) {
    vi.stubGlobal(name, { getItem: refuse, setItem: refuse, removeItem: refuse });
  }
  vi.stubGlobal("indexedDB", undefined);
  stage.add();
  stage.widget.open();
  await stage.panelLoads();
  stage.widget.reset();
  await stage.panelLoads();
  expect(stage.handle.shown).toHaveBeenCalledTimes(2);
});
