import type { Frame, Page } from "@playwright/test";
import { faultsOf } from "../harness/axe.ts";
import { expect, test } from "../harness/states.ts";

/** How each state is looked at: from either side, in both themes, in words that are longer than the English ones. */
const LOOKS = [
  { language: "en", theme: "light", color: "#c2410c" },
  { language: "de", theme: "dark", color: "#fde047" },
  { language: "ar", theme: "light", color: "#7f7f7f" },
  { language: "ar", theme: "dark", color: "#111111" },
];

for (const look of LOOKS) {
  test(`axe finds nothing in any state, and nothing is cut off at 320 pixels: ${Object.values(look).join(", ")}`, async ({
    gallery,
    page,
  }) => {
    test.setTimeout(180_000);
    const states = await statesIn(page, gallery);
    expect(states.length).toBeGreaterThan(10);
    for (const state of states) {
      await page.goto(`${gallery}?${new URLSearchParams({ ...look, state })}`);
      const panel = page.frameLocator("iframe");
      await expect(panel.locator("html")).toHaveAttribute("dir", look.language === "ar" ? "rtl" : "ltr");
      await expect(panel.getByRole("heading", { level: 1 })).toBeVisible();
      await page.waitForTimeout(300);
      const frame = page.frames()[1];
      if (!frame) throw new Error("the panel's frame is gone");
      expect(await faultsOf(frame), state).toEqual([]);
      expect(await widthOf(frame), state).toBeLessThanOrEqual(320);
    }
  });
}

async function statesIn(page: Page, gallery: string): Promise<string[]> {
  await page.goto(gallery);
  await expect(page.locator("iframe").first()).toBeAttached();
  return page.locator("iframe").evaluateAll((frames) => frames.map((frame) => (frame as HTMLIFrameElement).title));
}

function widthOf(page: Frame): Promise<number> {
  return page.evaluate(() => {
    const widths = [...document.querySelectorAll("main, .scroll, .start")].map(({ scrollWidth }) => scrollWidth);
    return Math.max(document.documentElement.scrollWidth, ...widths);
  });
}
