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
HTMLDialogElement.prototype.showModal = function showModal() {
  this.setAttribute("open", "");
};
HTMLDialogElement.prototype.close = function close() {
  this.removeAttribute("open");
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
