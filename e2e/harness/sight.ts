import type { Page } from "@playwright/test";

/** Whether that part of the widget is what a person would touch in its middle. */
export function isInSight(page: Page, part: string): Promise<boolean> {
  return page.evaluate((selector) => {
    const root = document.querySelector("stonechat-widget")?.shadowRoot;
    const element = root?.querySelector(selector);
    if (!root || !element) return false;
    const { x, y, width, height } = element.getBoundingClientRect();
    const touched = root.elementFromPoint(x + width / 2, y + height / 2);
    return width > 50 && x >= 0 && x + width <= innerWidth && touched !== null && element.contains(touched);
  }, part);
}
