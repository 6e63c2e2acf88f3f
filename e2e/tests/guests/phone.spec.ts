import { PHONE } from "../../harness/devices.ts";
import { Guest } from "../../harness/guest.ts";
import { SITES } from "../../harness/sites.ts";
import { expect, test } from "../../harness/world.ts";

for (const site of SITES)
  test(`on ${site.name} a phone has the whole chat on its screen, whatever the keyboard leaves of it`, async ({
    team,
    someone,
  }) => {
    const place = { site, device: PHONE };
    const guest = await Guest.comes(place, await Guest.browses(place, someone), await team.makesSite());
    const { page, panel } = guest;
    const frame = page.locator("stonechat-widget iframe");

    await test.step("it fills the screen, and nothing that is typed into makes the browser zoom", async () => {
      await page.evaluate(() => window.scrollTo(0, 300));
      const scrolled = await page.evaluate(() => window.scrollY);
      await guest.opensChat();
      await expect.poll(() => frame.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
      await expect(guest.launcher).toBeHidden();
      await expect.poll(() => sizesOfType(guest)).toEqual([16]);
      expect(await smallTargets(guest)).toEqual([]);
      await panel.locator("body").evaluate(hearWheel);
      await page.mouse.wheel(0, 500);
      await panel.locator("body").evaluate(afterWheel);
      await panel.getByRole("button", { name: "Start chat" }).scrollIntoViewIfNeeded();
      expect(await page.evaluate(() => window.scrollY)).toBe(scrolled);
      await guest.starts("On my phone");
      await expect.poll(() => sizesOfType(guest)).toEqual([16]);
      expect(await smallTargets(guest)).toEqual([]);
    });

    await test.step("what the phone itself shows at its edges covers nothing", async () => {
      const session = await guest.context.newCDPSession(page);
      await session.send("Emulation.setSafeAreaInsetsOverride", { insets: { top: 47, bottom: 34 } });
      await expect.poll(async () => (await guest.heading.boundingBox())?.y).toBeGreaterThanOrEqual(47);
      const send = await panel.getByRole("button", { name: "Send" }).boundingBox();
      expect((send?.y ?? 0) + (send?.height ?? 0)).toBeLessThanOrEqual(844 - 34);
      await session.send("Emulation.setSafeAreaInsetsOverride", { insets: {} });
      await session.detach();
    });

    await test.step("a keyboard over the page leaves the composer and the newest message in sight", async () => {
      await team.says((await team.conversationAt(guest.chat)).id, "A\nlong\nanswer\n".repeat(12), "The last");
      await expect(guest.thread.last()).toHaveText("The last");
      // As on iOS: the page stays as high as it was, and is moved up behind the keyboard.
      await page.evaluate(coverWithKeyboard, { height: 420, offsetTop: 60 });
      await expect.poll(() => frame.boundingBox()).toEqual({ x: 0, y: 60, width: 390, height: 420 });
      const field = await guest.field.boundingBox();
      expect((field?.y ?? 0) + (field?.height ?? 0)).toBeLessThanOrEqual(480);
      await expect.poll(async () => (await guest.thread.last().boundingBox())?.y ?? 0).toBeLessThan(480);
      await page.evaluate(coverWithKeyboard, null);
      await expect.poll(() => frame.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    });

    await test.step("a keyboard that makes the page smaller does the same, and a turned phone, too", async () => {
      await page.setViewportSize({ width: 390, height: 460 });
      await expect.poll(() => frame.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 460 });
      await expect(guest.field).toBeInViewport({ ratio: 1 });
      await expect(guest.thread.last()).toBeInViewport({ ratio: 1 });
      await page.setViewportSize({ width: 844, height: 390 });
      await expect(guest.field).toBeInViewport({ ratio: 1 });
      await expect(panel.getByRole("button", { name: "Close chat" })).toBeInViewport({ ratio: 1 });
      await page.setViewportSize({ width: 390, height: 844 });
      await expect(guest.field).toBeInViewport({ ratio: 1 });
    });

    await test.step("the back button closes it, and the page stays where it was", async () => {
      const { href } = new URL(page.url());
      await page.evaluate(() => window.history.back());
      await expect(guest.heading).toBeHidden();
      expect(page.url()).toBe(href);
      expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(0);
      expect(await page.evaluate(() => document.documentElement.style.length)).toBe(0);
      await page.evaluate(() => window.scrollTo(0, 0));
      await guest.opensChat();
      await guest.closesChat();
      await guest.followsLink();
      await page.goBack();
      await expect.poll(() => page.url()).toBe(href);
    });
  });

/** Of everything that is typed into. iOS zooms in below 16. */
function sizesOfType({ panel }: Guest): Promise<number[]> {
  return panel.locator("body").evaluate((body) => {
    const fields = body.querySelectorAll<HTMLElement>("input:not([type=checkbox], [type=radio]), textarea, select");
    return [...new Set([...fields].map((field) => Number.parseFloat(getComputedStyle(field).fontSize)))];
  });
}

/** What a finger would miss. A link in a line of text may be as high as its line. */
function smallTargets({ panel }: Guest): Promise<string[]> {
  return panel.locator("body").evaluate((body) =>
    [...body.querySelectorAll<HTMLElement>("button, input, textarea, select")]
      .map((target) => ({ target, box: (target.closest("label") ?? target).getBoundingClientRect() }))
      .filter(({ target, box }) => target.checkVisibility() && (box.width < 44 || box.height < 44))
      .map(({ target, box }) => `${target.outerHTML.slice(0, 80)}: ${box.width} × ${box.height}`),
  );
}

type Wheeled = Window & { wheeled?: Promise<void> };

function hearWheel(): void {
  (window as Wheeled).wheeled = new Promise((resolve) =>
    window.addEventListener("wheel", () => resolve(), { once: true, passive: true }),
  );
}

/** The wheel was turned, and what it scrolls stands where it led to. */
async function afterWheel(): Promise<void> {
  await (window as Wheeled).wheeled;
  for (let frame = 0; frame < 5; frame += 1) await new Promise((drawn) => requestAnimationFrame(drawn));
}

/** Null: it is put away. */
function coverWithKeyboard(view: { height: number; offsetTop: number } | null): void {
  const { visualViewport } = window;
  if (!visualViewport) throw new Error("there is no visual viewport");
  for (const name of ["height", "offsetTop"] as const) {
    Reflect.deleteProperty(visualViewport, name);
    if (view) Object.defineProperty(visualViewport, name, { configurable: true, value: view[name] });
  }
  visualViewport.dispatchEvent(new Event("resize"));
}
