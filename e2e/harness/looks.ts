import type { BrowserContext, FrameLocator, Locator, Page } from "@playwright/test";

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

/** From right to left whatever the page's language says, as it would be in Arabic or Hebrew. */
export async function fromRightToLeft(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    // No function with a name: what runs the pictures would wrap it in a helper that the page does not have.
    new MutationObserver(() => {
      const page = document.documentElement as HTMLElement | null;
      if (page && page.dir !== "rtl") page.dir = "rtl";
    }).observe(document, { childList: true, subtree: true, attributeFilter: ["dir"] });
  });
}

/**
 * Whatever of the page, or of what lies over it, stands out on either side, shows only a part of its words without
 * saying so, or can't be pressed in its middle because something else is there.
 */
export function misplaced(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const over = [...document.querySelectorAll("dialog[open], [data-radix-popper-content-wrapper]")];
    const all = [...(over.at(-1) ?? document.body).querySelectorAll<HTMLElement>("*")].filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 1 && height > 1 && element.checkVisibility() && !element.closest(".sr-only, [inert], svg *");
    });
    const clips = (element: Element): boolean => getComputedStyle(element).overflowX !== "visible";
    const around = (element: Element): Element[] => {
      const parents: Element[] = [];
      for (let parent = element.parentElement; parent && parent !== document.body; parent = parent.parentElement)
        parents.push(parent);
      return parents;
    };
    const told = (fault: string) => (element: Element) => `${fault}: ${element.outerHTML.slice(0, 160)}`;

    const standingOut = all.filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return (left < -1 || right > innerWidth + 1) && !around(element).some(clips);
    });
    const cut = all.filter((element) => {
      const hasWords = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
      if (!hasWords || element.scrollWidth <= element.clientWidth + 1 || element.clientWidth === 0) return false;
      const { overflowX, textOverflow } = getComputedStyle(element);
      return overflowX === "hidden" ? textOverflow !== "ellipsis" : overflowX === "visible";
    });
    const covered = all.filter((element) => {
      if (!element.matches("button, a[href], input, textarea, select, [role=option], [role^=menuitem]")) return false;
      const box = element.getBoundingClientRect();
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const isIn = (part: DOMRect): boolean => x > part.left && x < part.right && y > part.top && y < part.bottom;
      const inSight = [document.documentElement, ...around(element).filter(clips)];
      if (!inSight.every((part) => isIn(part.getBoundingClientRect()))) return false;
      const hit = document.elementFromPoint(x, y);
      const label = element.closest("label");
      return hit !== null && !element.contains(hit) && !hit.contains(element) && !label?.contains(hit);
    });
    return [...standingOut.map(told("stands out")), ...cut.map(told("is cut off")), ...covered.map(told("is covered"))];
  });
}
