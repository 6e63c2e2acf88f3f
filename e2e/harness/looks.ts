import type { FrameLocator, Locator, Page } from "@playwright/test";

/** Of its text, or its icon, and what is behind it: 1 to 21. */
export function contrastOf(element: Locator): Promise<number> {
  return element.evaluate((element) => {
    const painter = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    if (!painter) throw new Error("there is no canvas");
    const luminance = (color: string): number => {
      painter.fillStyle = color;
      painter.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = [...painter.getImageData(0, 0, 1, 1).data].map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const { color, backgroundColor } = getComputedStyle(element);
    const [dark = 0, light = 0] = [luminance(color), luminance(backgroundColor)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  });
}

/** Whatever stands out of the panel on either side, or has more text than it shows. */
export function cutOff(panel: FrameLocator): Promise<string[]> {
  return panel.locator("body").evaluate((body) => {
    const all = [...body.querySelectorAll<HTMLElement>("*")].filter((element) => element.checkVisibility());
    const isUnseen = (element: Element): boolean => element.closest(".unseen") !== null;
    return all
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 1 && !isUnseen(element) && (left < -1 || right > innerWidth + 1);
      })
      .map((element) => element.outerHTML.slice(0, 100));
  });
}

/** Every transition of the widget that moves something. */
export function fadeOnly(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector("stonechat-widget")?.shadowRoot;
    const frame = root?.querySelector("iframe");
    const elements = [root, frame?.contentDocument].flatMap((tree) => [...(tree?.querySelectorAll("*") ?? [])]);
    return elements.flatMap((element) => {
      const { transitionProperty, transitionDuration, animationName } = getComputedStyle(element);
      const moves = transitionProperty.split(", ").filter((property, index) => {
        const seconds = transitionDuration.split(", ");
        return (
          Number.parseFloat(seconds[index % seconds.length] ?? "0") > 0 &&
          /^(all|transform|top|left|height|width)$/.test(property)
        );
      });
      const named = animationName !== "none" && /rise|grow|slide/.test(animationName) ? [animationName] : [];
      return [...moves, ...named].map((what) => `${what}: ${element.outerHTML.slice(0, 80)}`);
    });
  });
}
