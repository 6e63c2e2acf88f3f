import type { Page } from "@playwright/test";
import { DESKTOP } from "../../harness/devices.ts";
import { Guest } from "../../harness/guest.ts";
import { SITES } from "../../harness/sites.ts";
import { expect, test } from "../../harness/world.ts";

const site = SITES.find(({ isApp }) => isApp) ?? SITES[0];

for (const browser of ["with the Navigation API", "without it"])
  test(`in a browser ${browser} the team knows where in an app the customer is, until the widget is destroyed`, async ({
    world,
    team,
    someone,
  }) => {
    if (!site) throw new Error("there is no app");
    const place = { site, device: DESKTOP };
    const context = await Guest.browses(place, someone);
    if (browser === "without it") await context.addInitScript(() => Reflect.deleteProperty(window, "navigation"));
    await context.addInitScript(countTimers);
    const guest = await Guest.comes(place, context, await team.makesSite());
    const { page } = guest;
    expect(await page.evaluate(() => "navigation" in window)).toBe(browser !== "without it");
    const page_of = async (): Promise<unknown> => (await team.customers(guest.chat))[0]?.last_page;
    const document = await page.evaluate(() => performance.timeOrigin);
    await guest.opensChat();
    await guest.starts("Where am I?");
    expect(await wrapped(page)).toBe(browser === "without it");

    await guest.followsLink();
    await expect(page.getByRole("heading", { name: "Your cart" })).toBeVisible();
    await guest.sees("Where am I?");
    await expect.poll(page_of).toBe(page.url());
    await page.evaluate(() => history.pushState(null, "", "/second?step=2"));
    await expect.poll(page_of).toBe(`${site.origin}/second?step=2`);
    await page.evaluate(() => history.replaceState(null, "", "/second?step=3"));
    await expect.poll(page_of).toBe(`${site.origin}/second?step=3`);
    await page.evaluate(() => {
      location.hash = "here";
    });
    await expect.poll(page_of).toBe(`${site.origin}/second?step=3#here`);
    await page.evaluate(() => history.back());
    await expect.poll(page_of).toBe(`${site.origin}/second?step=3`);
    // All of it in one document, without looking at the clock.
    expect(await page.evaluate(() => performance.timeOrigin)).toBe(document);
    expect(await page.evaluate(() => (window as Counting).intervals)).toBe(0);

    await page.evaluate(() => window.Stonechat?.destroy());
    expect(await wrapped(page)).toBe(false);
    const told = world.internet.seen.length;
    await page.evaluate(() => history.pushState(null, "", "/second?step=4"));
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    expect(world.internet.seen.slice(told)).toEqual([]);
  });

type Counting = Window & { intervals?: number };

function countTimers(): void {
  if (window.parent !== window) return;
  const counting = window as Counting;
  counting.intervals = 0;
  const { setInterval } = window;
  window.setInterval = ((...given: Parameters<typeof setInterval>) => {
    counting.intervals = (counting.intervals ?? 0) + 1;
    return setInterval(...given);
  }) as typeof setInterval;
}

/** Whether somebody has put something over the history's methods. */
function wrapped(page: Page): Promise<boolean> {
  return page.evaluate(() => ["pushState", "replaceState"].some((name) => Object.hasOwn(history, name)));
}
