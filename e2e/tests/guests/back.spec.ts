import { EVERYWHERE, Guest, nameOf } from "../../harness/guest.ts";
import { expect, test } from "../../harness/world.ts";

const DAY_MS = 86_400_000;

for (const place of EVERYWHERE)
  test(`on ${nameOf(place)} the same customer comes back, in a second tab and the next day, until all is forgotten`, async ({
    team,
    someone,
  }) => {
    const context = await Guest.browses(place, someone);
    const first = await Guest.comes(place, context, await team.makesSite());
    await first.opensChat();
    await first.starts("See you tomorrow");
    const { id } = await team.conversationAt(first.chat);

    await test.step("a second tab is in step", async () => {
      const second = await Guest.comes(place, context, first.chat);
      await second.opensChat();
      await second.sees("See you tomorrow");
      await second.writes("From here");
      await first.sees("See you tomorrow", "From here");
      await second.closesChat();
      await first.closesChat();
      await team.says(id, "Read it once");
      for (const { page } of [first, second]) await expect(page.locator("stonechat-widget .badge")).toHaveText("1");
      await second.opensChat();
      await second.sees("See you tomorrow", "From here", "Read it once");
      await expect(first.page.locator("stonechat-widget .badge")).toBeHidden();
      await second.page.close();
    });

    await test.step("on the next day it is the same conversation, and yesterday's words are yesterday's", async () => {
      await first.page.close();
      await context.addInitScript(shiftClock, DAY_MS);
      const later = await Guest.comes(place, context, first.chat);
      await expect.poll(() => later.page.evaluate(() => window.Stonechat?.state.status)).toBe("fine");
      await later.page.evaluate(() => window.Stonechat?.open());
      await later.sees("See you tomorrow", "From here", "Read it once");
      await expect(later.panel.getByRole("heading", { name: "Yesterday" })).toBeVisible();
      await later.writes("Good morning");
      await later.isDone();
      expect((await team.textsOf(id)).at(-1)).toBe("Good morning");
      expect(await team.conversationsAt(first.chat)).toHaveLength(1);
    });

    await test.step("a reset leaves nothing of them in any tab, and who comes next is somebody else", async () => {
      const [one, two] = [await Guest.comes(place, context, first.chat), await Guest.comes(place, context, first.chat)];
      for (const guest of [one, two]) {
        await guest.page.evaluate(() => window.Stonechat?.open());
        await expect(guest.thread.last()).toHaveText("Good morning");
      }
      await one.page.evaluate(() => window.Stonechat?.reset());
      for (const guest of [one, two]) {
        await expect(guest.panel.getByRole("button", { name: "Start chat" })).toBeVisible();
        await expect(guest.panel.getByText("Good morning")).toHaveCount(0);
      }
      const kept = async () => [localStorage.length, (await indexedDB.databases()).length];
      await expect.poll(() => one.page.evaluate(kept)).toEqual([0, 0]);
      await two.starts("I am new here");
      const [newest, oldest] = await team.conversationsAt(first.chat);
      expect(newest?.customer_id).not.toBe(oldest?.customer_id);
      // Without locks, which need https, both tabs may introduce the customer; only one of the two has the conversation.
      if (place.site.origin.startsWith("https:")) expect(await team.customers(first.chat)).toHaveLength(2);
      for (const { page } of [one, two]) await page.reload();
      for (const guest of [one, two]) {
        await expect.poll(() => guest.page.evaluate(() => window.Stonechat?.state.ready)).toBe(true);
        await guest.page.evaluate(() => window.Stonechat?.open());
        await guest.sees("I am new here");
        await expect(guest.panel.getByText("Not sent.")).toHaveCount(0);
      }
      expect(await context.cookies()).toEqual([]);
    });
  });

/** In every frame. Playwright's own clock has timers, too, which a page with patched prototypes breaks. */
function shiftClock(by: number): void {
  const { Date: Real } = window;
  const now = (): number => Real.now() + by;
  window.Date = new Proxy(Real, {
    construct: (_, given) => (given.length ? Reflect.construct(Real, given) : new Real(now())),
    get: (_, name) => (name === "now" ? now : Reflect.get(Real, name)),
  });
}
