import { type BrowserContext, expect, type Page } from "@playwright/test";

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
    const hasOutline = (style: CSSStyleDeclaration): boolean =>
      style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
    // A star's ring is drawn around the star, of which the radio button is only a part; a composer's around all of it.
    const near = [element, element.closest("label"), element.closest(".box"), element.closest("form > div")];
    const rings = near.filter((ring) => ring !== null);
    // In the one field of a list to choose from the caret tells, and of a menu one entry has another color.
    const isToldOtherwise = element.matches("input[role=combobox], [role^=menuitem][data-highlighted]");
    const isRinged =
      isToldOtherwise ||
      rings.some((ring) => hasOutline(view.getComputedStyle(ring))) ||
      hasOutline(view.getComputedStyle(element, "::before"));
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

type Watched = Window & { lostFocus?: string[] };

/** So long the focus may be nowhere, when something closes that gives it back. */
const BLINK_MS = 250;

/** Writes down each time that the focus was on something and then is nowhere, unless the page brings it back by itself. */
export async function watchFocus(context: BrowserContext): Promise<void> {
  await context.addInitScript((blinkMs) => {
    const lost: string[] = [];
    Object.assign(window, { lostFocus: lost });
    let last = "";
    let since = 0;
    let isWaiting = false;
    const hasCome = (element: Element): void => {
      last = `${element.localName} ${element.getAttribute("aria-label") ?? element.textContent}`;
      since = 0;
      // What comes late, as a page that is still loading, is late and not lost.
      if (isWaiting) lost.pop();
      isWaiting = false;
    };
    document.addEventListener("keydown", () => {
      isWaiting = false;
    });
    // Told of at once: a key that follows within a moment is pressed where the focus has come.
    document.addEventListener("focusin", ({ target }) => target instanceof Element && hasCome(target));
    setInterval(() => {
      const { activeElement, body } = document;
      if (activeElement && activeElement !== body) hasCome(activeElement);
      else if (last && since === 0) since = Date.now();
      else if (last && Date.now() - since > blinkMs) {
        lost.push(last.slice(0, 100));
        last = "";
        isWaiting = true;
      }
    }, 25);
  }, BLINK_MS);
}

/** What had the focus before it was nowhere. */
export async function lostFocus(page: Page): Promise<string[]> {
  await page.waitForTimeout(2 * BLINK_MS);
  return page.evaluate(() => (window as Watched).lostFocus ?? []);
}
