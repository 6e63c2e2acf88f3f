import type { BrowserContext, Page } from "@playwright/test";

/** The browser of the test shows no notices: what would be shown is written down, for all tabs in one place. */
export async function recordNotices(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    // An empty page, which each tab begins as, has no storage.
    if (location.protocol !== "https:") return;
    localStorage.setItem("stonechat.notices", JSON.stringify({ desktop: true, sound: false, about: "all" }));
    class Recorded {
      static readonly permission = "granted";
      constructor(title: string, { body }: NotificationOptions) {
        const told = JSON.parse(localStorage.getItem("test.told") ?? "[]") as string[];
        localStorage.setItem("test.told", JSON.stringify([...told, `${title}: ${body}`]));
      }
      close(): void {}
    }
    Object.assign(window, { Notification: Recorded });
  });
}

/** What was shown so far. */
export function notices(page: Page): Promise<string[]> {
  return page.evaluate(() => JSON.parse(localStorage.getItem("test.told") ?? "[]") as string[]);
}
