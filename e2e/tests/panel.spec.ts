import { Customer } from "../harness/people.ts";
import { expect, panelOf, test } from "../harness/world.ts";

const LONG = 90;
/** Of the wheel, in pixels. */
const STEP = 150;

test("a long conversation is read upwards without a jump, and a button leads back to its end", async ({
  someone,
  team,
}) => {
  const customer = await Customer.enters(await someone());
  await customer.opensChat();
  await customer.starts("The first of many");
  await customer.sees("The first of many");
  await customer.isDone();
  const { id } = await team.finds("The first of many");
  await team.says(id, ...Array.from({ length: LONG }, (_, index) => `Answer ${index + 1}`));
  await expect(customer.thread.last()).toHaveText(`Answer ${LONG}`);

  const panel = panelOf(customer.page);
  // How far the bubbles that stay move from one frame to the next; down is positive.
  await panel.locator("body").evaluate(() => {
    const moves: number[] = [];
    let before = new Map<string, number>();
    const look = (): void => {
      const bubbles = [...document.querySelectorAll<HTMLElement>("[data-id]")];
      const now = new Map(bubbles.map((bubble) => [bubble.dataset["id"] ?? "", bubble.getBoundingClientRect().top]));
      for (const [id, top] of now) if (before.has(id)) moves.push(top - (before.get(id) ?? 0));
      before = now;
      requestAnimationFrame(look);
    };
    look();
    Object.assign(window, { moves });
  });
  // However long an older page takes to be drawn, the wheel waits for it: else several turns fall into one frame.
  const twoFrames = (): Promise<void> =>
    panel
      .locator("body")
      .evaluate(() => new Promise<void>((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn()))));
  await customer.thread.last().hover();
  await expect(async () => {
    await customer.page.mouse.wheel(0, -STEP);
    await twoFrames();
    await expect(customer.thread.first()).toHaveText("The first of many", { timeout: 50 });
  }).toPass({ intervals: [50] });
  const moves = await panel.locator("body").evaluate(() => (window as unknown as { moves: number[] }).moves);
  expect(Math.max(...moves)).toBeGreaterThan(0);
  // Two turns of the wheel may fall into one frame; what comes in above is more than twice as high.
  expect(Math.max(...moves)).toBeLessThanOrEqual(2 * STEP);
  expect(Math.min(...moves)).toBeGreaterThan(-2);
  expect(await customer.thread.count()).toBeLessThan(LONG);

  await panel.getByRole("button", { name: "To the newest message" }).click();
  await expect(customer.thread.last()).toHaveText(`Answer ${LONG}`);
  await expect(customer.thread.last()).toBeInViewport();
});

test("who reads a few lines above the end stays there while something is typed, until a message comes", async ({
  someone,
  team,
}) => {
  const customer = await Customer.enters(await someone());
  await customer.opensChat();
  await customer.starts("A few lines above");
  await customer.sees("A few lines above");
  await customer.isDone();
  const { id } = await team.finds("A few lines above");
  await team.says(id, "Long\n".repeat(40), "The end");
  await expect(customer.thread.last()).toHaveText("The end");
  const list = panelOf(customer.page).locator(".scroll");
  const belowSight = () =>
    list.evaluate(({ scrollHeight, scrollTop, clientHeight }) => Math.round(scrollHeight - scrollTop - clientHeight));
  await expect.poll(belowSight).toBe(0);

  await list.evaluate((element) => element.scrollBy({ top: -30 }));
  await panelOf(customer.page).getByRole("textbox", { name: "Write a message" }).pressSequentially("Hm");
  expect(await belowSight()).toBe(30);

  await team.says(id, "One more");
  await expect(customer.thread.last()).toHaveText("One more");
  await expect.poll(belowSight).toBe(0);
});

test("on a phone the back button closes the chat, and the page neither moves nor hears of it", async ({ someone }) => {
  const customer = await Customer.enters(await someone());
  const { page } = customer;
  await page.setViewportSize({ width: 360, height: 740 });
  await page.reload();
  await page.evaluate(() => window.addEventListener("popstate", () => document.body.append("The page went back")));
  await customer.opensChat();
  const heading = panelOf(page).getByRole("heading", { level: 1 });
  await expect(heading).toBeVisible();
  expect(await page.locator("stonechat-widget iframe").boundingBox()).toEqual({ x: 0, y: 0, width: 360, height: 740 });
  await expect(page.locator("html")).toHaveCSS("overflow", "hidden");

  await page.evaluate(() => window.history.back());
  await expect(heading).toBeHidden();
  await expect(page.getByRole("heading", { name: "Kettles" })).toBeVisible();
  await expect(page.getByText("The page went back")).toHaveCount(0);
  await expect(page.locator("html")).toHaveCSS("overflow", "visible");
});

test("the launcher shows one picture at a time, in its middle", async ({ someone }) => {
  const customer = await Customer.enters(await someone());
  const launcher = customer.page.locator("stonechat-widget button.launcher");
  /** How much is seen of the bubble and of the sign to close with, and how far that one is from the middle. */
  const pictures = () =>
    launcher.evaluate((button) => {
      const shut = button.querySelector(".shut");
      const middle = (element: Element): [number, number] => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x + width / 2, y + height / 2];
      };
      const [x, y] = middle(button);
      const [shutX, shutY] = shut ? middle(shut) : [x, y];
      return {
        bubble: Number(getComputedStyle(button, "::before").opacity),
        shut: shut ? Number(getComputedStyle(shut).opacity) : 0,
        off: Math.round(Math.hypot(shutX - x, shutY - y)),
      };
    });
  expect(await pictures()).toEqual({ bubble: 1, shut: 0, off: 0 });

  await customer.opensChat();
  await expect.poll(pictures).toEqual({ bubble: 0, shut: 1, off: 0 });
  await launcher.click();

  await expect.poll(pictures).toEqual({ bubble: 1, shut: 0, off: 0 });
});
