// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { sayEnglish } from "../../testing/english";
import type { HostPage } from "../stage/stage";
import french from "../text/catalogues/fr";
import { speechOf } from "../text/speech";
import { say } from "../text/words";
import { Around } from "./around";

class Sheet {
  replaceSync(): void {}
}

let phone: boolean;
let media: EventTarget;
let root: ShadowRoot;
let frame: HTMLElement;
let around: Around;
const [onRoute, onName] = [vi.fn(), vi.fn()];

beforeEach(() => {
  phone = false;
  onRoute.mockReset();
  media = Object.defineProperty(new EventTarget(), "matches", { get: () => phone });
  vi.stubGlobal("matchMedia", () => media);
  const viewport = Object.assign(new EventTarget(), { height: 400, offsetTop: 30, scale: 1 });
  vi.stubGlobal("visualViewport", viewport);
  vi.stubGlobal("CSSStyleSheet", Sheet);
  root = document.createElement("div").attachShadow({ mode: "open" });
  root.innerHTML = '<iframe></iframe><button class="launcher"></button>';
  root.adoptedStyleSheets = [];
  frame = root.querySelector("iframe") as HTMLElement;
  around = new Around({
    frame,
    page: window as unknown as HostPage,
    label: null,
    onName,
    onBack: () => undefined,
    onRoute,
  });
});
afterEach(() => {
  around.stop();
});

it("keeps the panel on a phone as large as the keyboard leaves free, and the page still, while it is open", () => {
  const page = document.documentElement.style;
  page.setProperty("overflow", "scroll", "important");
  phone = true;
  around.shown();
  expect([frame.style.height, frame.style.top, page.overflow]).toEqual(["400px", "30px", "hidden"]);
  expect(page.getPropertyPriority("overflow")).toBe("important");
  Object.assign(visualViewport as object, { height: 250 });
  visualViewport?.dispatchEvent(new Event("resize"));
  expect(frame.style.height).toBe("250px");
  around.hidden();
  expect([frame.style.height, page.overflow]).toEqual(["", "scroll"]);
  expect(page.getPropertyPriority("overflow")).toBe("important");
  around.shown();
  around.stop();
  expect(page.overflow).toBe("scroll");
  page.overflow = "";
});

it("lets go of both when the phone is turned, and takes them again", () => {
  phone = true;
  around.shown();
  phone = false;
  media.dispatchEvent(new Event("change"));
  expect([frame.style.height, frame.style.top, document.documentElement.style.overflow]).toEqual(["", "", ""]);
  phone = true;
  media.dispatchEvent(new Event("change"));
  expect([frame.style.height, document.documentElement.style.overflow]).toEqual(["400px", "hidden"]);
});

it("leaves size and page alone on larger screens", () => {
  around.shown();
  expect(document.documentElement.style.overflow).toBe("");
  expect(frame.style.height).toBe("");
});

it("gives the launcher its movement and its second icon, and takes both away again", () => {
  expect(root.adoptedStyleSheets).toHaveLength(1);
  expect(root.querySelector(".launcher .shut")).not.toBeNull();
  around.stop();
  expect(root.adoptedStyleSheets).toEqual([]);
  expect(root.querySelector(".shut")).toBeNull();
});

it("calls the launcher in the customer's language, as things are", async () => {
  onName.mockReset();
  around.unread(2);
  around.shown();
  around.hidden();
  around.unread(0);
  expect(onName.mock.calls.flat()).toEqual(["Chat, 2 unread", "Close chat", "Chat, 2 unread", "Chat"]);
  expect(frame.title).toBe("Chat");
  around.unread(1);
  say(french(speechOf("fr")), "fr");
  around.name();
  expect(onName).toHaveBeenLastCalledWith("Chat, 1 non lu");
  sayEnglish();
});

it("hears of another address, and leaves title and history to the page in the end", () => {
  const { title } = document;
  around.unread(2);
  expect(document.title).toBe("(2)");
  history.replaceState(null, "", "?step=2");
  expect(onRoute).toHaveBeenCalledTimes(1);
  around.stop();
  expect(document.title).toBe(title);
  history.replaceState(null, "", "?step=3");
  expect(onRoute).toHaveBeenCalledTimes(1);
});
