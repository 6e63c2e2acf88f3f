import { cleanup } from "@testing-library/react";
import { afterEach, vi } from "vitest";
import { loadToasts } from "@/components/ui/toast";

// What jsdom does not have. Media queries never match: a wide screen with a mouse is decided by each test that needs it.
vi.stubGlobal("matchMedia", (query: string) => ({
  matches: false,
  media: query,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));
class NothingObserved {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
vi.stubGlobal("IntersectionObserver", NothingObserved);
vi.stubGlobal("ResizeObserver", NothingObserved);
// A dialog gives the focus back to what had it before. In a closed one nothing can have it.
let focused: HTMLElement | null = null;
document.addEventListener("focusin", ({ target }) => {
  if (target instanceof HTMLElement && !target.closest("dialog:not([open])")) focused = target;
});
const focusedBefore = new WeakMap<HTMLDialogElement, HTMLElement | null>();
HTMLDialogElement.prototype.showModal = function showModal() {
  focusedBefore.set(this, focused);
  this.setAttribute("open", "");
};
HTMLDialogElement.prototype.close = function close() {
  this.removeAttribute("open");
  focusedBefore.get(this)?.focus();
  this.dispatchEvent(new Event("close"));
};
// It would be hidden as long as it is a popover that does not show.
HTMLElement.prototype.showPopover = function showPopover() {
  this.removeAttribute("popover");
};
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.hasPointerCapture = () => false;

// As on a page that has been open for a moment.
await loadToasts();

afterEach(() => {
  cleanup();
  localStorage.clear();
});
