import type { Page } from "@playwright/test";
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
    const addresses = await addressesOf(page, `${gallery}?${new URLSearchParams(look)}`);
    expect(addresses.length).toBeGreaterThan(10);
    for (const address of addresses) {
      await page.goto(address);
      await expect(page.locator("html")).toHaveAttribute("dir", look.language === "ar" ? "rtl" : "ltr");
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await page.waitForTimeout(300);
      expect(await faultsOf(page), address).toEqual([]);
      expect(await widthOf(page), address).toBeLessThanOrEqual(320);
    }
  });
}

async function addressesOf(page: Page, gallery: string): Promise<string[]> {
  await page.goto(gallery);
  await expect(page.locator("iframe").first()).toBeAttached();
  const frames = await page.locator("iframe").all();
  return Promise.all(frames.map((frame) => frame.evaluate((element: HTMLIFrameElement) => element.src)));
}

function widthOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const widths = [...document.querySelectorAll("main, .scroll, .start")].map(({ scrollWidth }) => scrollWidth);
    return Math.max(document.documentElement.scrollWidth, ...widths);
  });
}
