// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from "vitest";
import { type HostPage, Stage } from "./stage";

class Sheet {
  replaceSync(): void {}
}

let phone: boolean;
let root: ShadowRoot;
let stage: Stage;
const loaders = new Sheet();

beforeEach(() => {
  phone = false;
  vi.stubGlobal("CSSStyleSheet", Sheet);
  vi.stubGlobal("matchMedia", () => ({
    get matches() {
      return phone;
    },
  }));
  const viewport = Object.assign(new EventTarget(), { height: 400, offsetTop: 30, scale: 1 });
  vi.stubGlobal("visualViewport", viewport);
  root = document.createElement("div").attachShadow({ mode: "open" });
  root.innerHTML = '<iframe></iframe><button class="launcher"></button>';
  root.adoptedStyleSheets = [loaders as unknown as CSSStyleSheet];
  stage = new Stage(root.querySelector("iframe") as HTMLElement, window as unknown as HostPage, () => undefined);
});

it("brings its styles and the launcher's second icon, and takes both away again", () => {
  expect(root.adoptedStyleSheets).toHaveLength(2);
  expect(root.querySelector(".launcher .shut")).not.toBeNull();
  stage.clear();
  expect(root.adoptedStyleSheets).toEqual([loaders]);
  expect(root.querySelector(".shut")).toBeNull();
});

it("keeps the panel on a phone as large as the keyboard leaves free, and the page still, while it is open", () => {
  const page = document.documentElement.style;
  page.overflow = "scroll";
  phone = true;
  stage.shown();
  const frame = root.querySelector("iframe") as HTMLElement;
  expect([frame.style.height, frame.style.top, page.overflow]).toEqual(["400px", "30px", "hidden"]);
  Object.assign(visualViewport as object, { height: 250 });
  visualViewport?.dispatchEvent(new Event("resize"));
  expect(frame.style.height).toBe("250px");
  stage.hidden();
  expect([frame.style.height, page.overflow]).toEqual(["", "scroll"]);
  stage.shown();
  stage.clear();
  expect(page.overflow).toBe("scroll");
  page.overflow = "";
});

it("leaves size and page alone on larger screens", () => {
  stage.shown();
  expect(document.documentElement.style.overflow).toBe("");
  expect((root.querySelector("iframe") as HTMLElement).style.height).toBe("");
  stage.clear();
});
