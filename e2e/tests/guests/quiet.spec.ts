import type { Page } from "@playwright/test";
import { EVERYWHERE, Guest, nameOf } from "../../harness/guest.ts";
import { HOSTS } from "../../harness/shop.ts";
import { isInSight } from "../../harness/sight.ts";
import { expect, test } from "../../harness/world.ts";

for (const place of EVERYWHERE)
  test(`on ${nameOf(place)} the chat asks and keeps nothing unasked, and goes along from page to page`, async ({
    world,
    team,
    someone,
  }) => {
    const context = await Guest.browses(place, someone);
    const without = await Guest.comes(place, context, "");
    const before = await tracesOn(without.page);
    await without.page.close();
    const asked = (): string[] => world.internet.seen.slice(begin).map(({ host, path }) => host.split(":")[0] + path);
    const begin = world.internet.seen.length;
    const guest = await Guest.comes(place, context, await team.makesSite());

    await test.step("no request and no trace before somebody wants something", async () => {
      await guest.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
      await expect.poll(() => isInSight(guest.page, ".launcher")).toBe(true);
      const after = await tracesOn(guest.page);
      expect(after.names.filter((name) => !before.names.includes(name))).toEqual(["Stonechat"]);
      expect(after.kept).toEqual(before.kept);
      expect(asked().filter((path) => path.startsWith(HOSTS.api))).toEqual([]);
      expect(asked().filter((path) => path.startsWith(HOSTS.widget) && !path.includes("/widget.js"))).toEqual([]);
    });

    await test.step("the panel lies over whatever the page is, and nothing is kept before the first words", async () => {
      await guest.opensChat();
      await expect(guest.panel.getByRole("button", { name: "Start chat" })).toBeVisible();
      expect(await isInSight(guest.page, ".panel")).toBe(true);
      const after = await tracesOn(guest.page);
      expect(after.names.filter((name) => !before.names.includes(name))).toEqual(["Stonechat"]);
      expect({ ...after.kept, session: 0 }).toEqual({ ...before.kept, session: 0 });
      await guest.starts("Do you have red ones?");
    });

    await test.step("the next page has the same conversation, and the team knows that page", async () => {
      if (place.device.isPhone) await guest.closesChat();
      await guest.followsLink();
      await expect(guest.page.locator("stonechat-widget")).toHaveCount(1);
      if (place.device.isPhone) await guest.opensChat();
      await guest.sees("Do you have red ones?");
      await guest.writes("Or blue ones?");
      await guest.sees("Do you have red ones?", "Or blue ones?");
      await guest.isDone();
      await expect.poll(async () => (await team.customers(guest.chat))[0]?.last_page).toBe(guest.page.url());
      if (place.site.isApp) expect(asked().filter((path) => path.includes("/config.json"))).toHaveLength(1);
      expect(await context.cookies()).toEqual([]);
    });

    await test.step("a widget that is destroyed leaves the page as it is without it, and can come again", async () => {
      await guest.page.evaluate(() => window.Stonechat?.destroy());
      await expect(guest.page.locator("stonechat-widget")).toHaveCount(0);
      const after = await tracesOn(guest.page);
      expect(after.names.filter((name) => !before.names.includes(name))).toEqual(["Stonechat"]);
      expect(await guest.page.evaluate(() => document.documentElement.style.length)).toBe(0);
      await guest.page.evaluate((site) => window.Stonechat?.init({ site }), guest.chat);
      await guest.page.evaluate(() => window.Stonechat?.open());
      await guest.sees("Do you have red ones?", "Or blue ones?");
    });
  });

/** What somebody who looks for it finds of us. */
function tracesOn(page: Page) {
  return page.evaluate(async () => ({
    names: Object.getOwnPropertyNames(window),
    kept: {
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      caches: "caches" in window ? (await caches.keys()).length : 0,
      cookies: document.cookie,
    },
  }));
}
