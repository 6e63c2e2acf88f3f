import { expect, type Page } from "@playwright/test";

export interface Focus {
  /** As a screen reader names it, or what is written on it. */
  name: string;
  role: string;
  /** Somebody who looks at it sees where it is. */
  isVisible: boolean;
}

/** Where the keyboard is, whether on the page, on the launcher or in the panel's frame. */
export function focusOn(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    let element: Element | null = document.activeElement;
    while (element) {
      const inside: Element | null | undefined =
        element.shadowRoot?.activeElement ??
        (element instanceof HTMLIFrameElement ? element.contentDocument?.activeElement : null);
      if (!inside) break;
      element = inside;
    }
    if (!element) return { name: "", role: "", isVisible: false };
    const view = element.ownerDocument.defaultView as Window & typeof globalThis;
    // A star's ring is drawn around the star, of which the radio button is only a part.
    const rings = [element, element.closest("label"), element.closest(".box")].filter((ring) => ring !== null);
    const isRinged = rings.some((ring) => {
      const { outlineStyle, outlineWidth } = view.getComputedStyle(ring);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    });
    const box = (rings.find((ring) => ring.getBoundingClientRect().width > 8) ?? element).getBoundingClientRect();
    const isInSight = box.bottom > 0 && box.top < view.innerHeight && box.right > 0 && box.left < view.innerWidth;
    const labels =
      element instanceof view.HTMLElement && "labels" in element ? (element.labels as NodeList | null) : null;
    const name = element.ariaLabel ?? labels?.[0]?.textContent ?? element.textContent ?? "";
    return {
      name: name.trim(),
      role: element.getAttribute("role") ?? element.localName,
      isVisible: isRinged && isInSight,
    };
  });
}

/** Hands on the keyboard, and nothing else. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Presses Tab, or Shift+Tab, until the focus is there. It is seen at every stop on the way. */
  async tabsTo(name: string | RegExp, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    const passed: string[] = [];
    while (passed.length < 25) {
      await this.#page.keyboard.press(key);
      const focus = await focusOn(this.#page);
      expect(focus, `after ${passed.join(", ")}`).toMatchObject({ isVisible: true });
      if (typeof name === "string" ? focus.name === name : name.test(focus.name)) return;
      passed.push(focus.name);
    }
    throw new Error(`the keyboard does not get to ${name}, only to ${passed.join(", ")}`);
  }

  /** Sooner or later, without another key. */
  async isAt(name: string | RegExp): Promise<void> {
    const matching = typeof name === "string" ? name : expect.stringMatching(name);
    await expect.poll(() => focusOn(this.#page)).toMatchObject({ name: matching, isVisible: true });
  }

  async presses(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key);
  }

  async types(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }
}
