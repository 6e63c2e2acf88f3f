import type { BrowserContext } from "@playwright/test";

/**
 * The browser of the test shows no notices: what would be shown comes into this list, from all tabs. No storage of the
 * browser would do: each process has a copy of it, so two tabs that write at the same moment lose what one of them wrote.
 */
export async function recordNotices(context: BrowserContext): Promise<readonly string[]> {
  const told: string[] = [];
  await context.exposeBinding("tellTest", (_, notice: string) => {
    told.push(notice);
  });
  await context.addInitScript(() => {
    // An empty page, which each tab begins as, has no storage.
    if (location.protocol !== "https:") return;
    localStorage.setItem("stonechat.notices", JSON.stringify({ desktop: true, sound: false, about: "all" }));
    class Recorded {
      static readonly permission = "granted";
      constructor(title: string, { body }: NotificationOptions) {
        (window as unknown as { tellTest(notice: string): void }).tellTest(`${title}: ${body}`);
      }
      close(): void {}
    }
    Object.assign(window, { Notification: Recorded });
  });
  return told;
}
