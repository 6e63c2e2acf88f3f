import type { Page } from "@playwright/test";

type Marked = Window & { markOfThisPage?: boolean };

/** From now on it can be told whether the page was loaded anew. */
export async function markPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    (window as Marked).markOfThisPage = true;
  });
}

export function isStillThatPage(page: Page): Promise<boolean> {
  return page.evaluate(() => (window as Marked).markOfThisPage === true);
}
