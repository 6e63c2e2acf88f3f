import type { Page } from "@playwright/test";
import { Elsewhere } from "../harness/elsewhere.ts";
import { withoutNetwork } from "../harness/outage.ts";
import { Agent } from "../harness/people.ts";
import { ADMIN } from "../harness/product.ts";
import { differences, type Reading, readInbox } from "../harness/reading.ts";
import { isStillThatPage, markPage } from "../harness/same-page.ts";
import { expect, test } from "../harness/world.ts";

const WIDE = { viewport: { width: 1280, height: 800 } };
const PEOPLE = 24;
const CHANGES = 150;
const OFFLINE_MS = 8_000;

test("after some time offline everything shown is what a fresh page shows, without a reload", async ({
  world,
  someone,
}) => {
  test.setTimeout(120_000);
  const elsewhere = await Elsewhere.begins(world.product, PEOPLE);
  const path = `/inbox/${elsewhere.open.conversationId}?view=all`;
  const { page } = await Agent.signsIn(await someone(WIDE));
  await shows(page, path);
  await markPage(page);
  const { ports } = await world.product.state();
  const fresh = (await Agent.signsIn(await someone(WIDE), ADMIN, `http://127.0.0.1:${ports.dashboard}/`)).page;

  await test.step("the line is cut, and much happens meanwhile", async () => {
    const before = await readInbox(page);
    await withoutNetwork(world, page, async () => {
      const until = Date.now() + OFFLINE_MS;
      await elsewhere.happens(CHANGES);
      await expect(page.getByText("Reconnecting")).toBeVisible();
      await shows(fresh, path);
      for (const part of ["rail", "list", "conversation", "thread", "customer"] as const)
        expect((await readInbox(fresh))[part], part).not.toEqual(before[part]);
      await page.waitForTimeout(Math.max(0, until - Date.now()));
    });
  });

  await test.step("it comes back, and all is as on the fresh page", async () => {
    await expect.poll(async () => apart(page, fresh)).toEqual([]);
    await page.waitForTimeout(1_000);
    expect(await apart(page, fresh)).toEqual([]);
    expect(await isStillThatPage(page)).toBe(true);
  });

  await test.step("what is compared would show a single change in any part", async () => {
    for (const [part, change] of Object.entries(CHANGED)) {
      const reading = await readInbox(fresh);
      await fresh.evaluate(change);
      expect(
        differences(reading, await readInbox(fresh)).map((each) => each.split(",")[0]),
        part,
      ).toEqual([part]);
      await shows(fresh, path);
    }
  });
  await elsewhere.ends();
});

/** One change of each part, as a fault of the page would make it. */
const CHANGED: Record<keyof Reading, () => void> = {
  rail: () => {
    const account = document.querySelector('nav[aria-label="Main"] button .sr-only');
    if (account) account.textContent = `${account.textContent}, asleep`;
  },
  list: () => {
    const rows = document.querySelectorAll('section[aria-label="Conversations"] li');
    rows[2]?.after(rows[1] ?? "");
  },
  conversation: () => document.querySelector('section[aria-label="Conversation"] header svg')?.remove(),
  thread: () => [...document.querySelectorAll("[role=log] .rounded-bubble")].at(-2)?.remove(),
  customer: () => {
    const note = document.querySelector("aside textarea");
    if (note instanceof HTMLTextAreaElement) note.value += "!";
  },
};

async function apart(page: Page, fresh: Page): Promise<string[]> {
  const [seen, expected] = await Promise.all([readInbox(page), readInbox(fresh)]);
  return differences(seen, expected);
}

/** The page is opened, and everything that comes late is there. */
async function shows(page: Page, path: string): Promise<void> {
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await page.goto(new URL(path, page.url()).href);
  await expect(page.getByRole("log", { name: "Messages" }).locator(".rounded-bubble").first()).toBeVisible();
  await expect(page.getByRole("complementary").getByRole("textbox", { name: "Note" })).toBeVisible();
  await page.waitForTimeout(1_500);
}
