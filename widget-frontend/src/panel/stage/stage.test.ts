// @vitest-environment jsdom
import { expect, it, vi } from "vitest";
import { type HostPage, setStage } from "./stage";

class Sheet {
  replaceSync(): void {}
}

it("brings its styles, and takes them away again", () => {
  vi.stubGlobal("CSSStyleSheet", Sheet);
  const loaders = new Sheet() as unknown as CSSStyleSheet;
  const root = document.createElement("div").attachShadow({ mode: "open" });
  root.innerHTML = "<iframe></iframe>";
  root.adoptedStyleSheets = [loaders];
  const clear = setStage(root.querySelector("iframe") as HTMLElement, window as unknown as HostPage);
  expect(root.adoptedStyleSheets).toHaveLength(2);
  clear();
  expect(root.adoptedStyleSheets).toEqual([loaders]);
});
