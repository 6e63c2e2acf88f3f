import type { Page } from "@playwright/test";
import { faultsOf } from "../harness/axe.ts";
import { Agent, Customer, desk } from "../harness/people.ts";
import { HOSTS } from "../harness/shop.ts";
import { expect, panelOf, test } from "../harness/world.ts";

const PASSWORD = "four quiet words here";

const PLACES = ["profile", "agents", "sites", "canned-responses", "tags", "api-tokens", "audit"];
const PARTS = ["look", "embedding", "form", "hours", "assignment", "retention", "keys"];

async function settings(page: Page, place: string): Promise<void> {
  await page.goto(desk(`/settings/${place}`));
  await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /^Loading/ })).toHaveCount(0);
}

function partOf(site: string, part: string): string {
  return `sites/${site}/${part}`;
}

test("axe finds nothing in the settings and nothing is cut off, in both themes, on a phone and on a desk", async ({
  someone,
  team,
}) => {
  test.setTimeout(240_000);
  const site = await team.makesSite();
  const { page } = await Agent.signsIn(await someone());
  await expect(page).toHaveURL(desk("/inbox"));
  const places = [...PLACES, ...PARTS.map((part) => partOf(site, part))];
  for (const [colorScheme, width, height] of [
    ["light", 1440, 900],
    ["dark", 390, 844],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    for (const place of places) {
      await settings(page, place);
      expect(await faultsOf(page), `${place} ${colorScheme}`).toEqual([]);
      const room = await page.getByRole("main").evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
      expect(room, `${place} at ${width}`).toBeLessThanOrEqual(0);
    }
  }
});

test("the bar to save with never lies over what has the focus", async ({ someone, team }) => {
  const site = await team.makesSite();
  const { page } = await Agent.signsIn(await someone());
  await expect(page).toHaveURL(desk("/inbox"));
  await page.setViewportSize({ width: 390, height: 700 });
  await settings(page, partOf(site, "look"));
  const bar = page.getByRole("region", { name: "Not saved yet" });
  const covered = (): Promise<number> =>
    bar.evaluate((element) => {
      const focused = document.activeElement?.getBoundingClientRect();
      if (element.contains(document.activeElement)) return 0;
      return focused ? Math.max(0, focused.bottom - element.getBoundingClientRect().top) : Number.NaN;
    });

  // The first change is made where the bar comes.
  const greeting = page.getByLabel("Greeting");
  await greeting.evaluate((field) => field.scrollIntoView({ block: "end" }));
  await greeting.click();
  await page.keyboard.type("Hello");
  await expect(bar).toBeVisible();
  await expect.poll(covered).toBe(0);

  await page.getByLabel("Name", { exact: true }).focus();
  let steps = 0;
  do {
    await page.keyboard.press("Tab");
    steps += 1;
    expect(await covered(), `after ${steps} steps`).toBe(0);
  } while (!(await bar.evaluate((element) => element.contains(document.activeElement))) && steps < 40);
  expect(steps).toBeGreaterThan(6);
  await expect(bar.getByRole("button", { name: "Discard" })).toBeFocused();
});

test("somebody is invited, joins by the link, and is out again once they are deactivated", async ({ someone }) => {
  const { page } = await Agent.signsIn(await someone());
  await expect(page).toHaveURL(desk("/inbox"));
  await settings(page, "agents");
  await page.getByRole("button", { name: "Invite somebody" }).click();
  await page.getByLabel("Email").fill("tom@example.com");
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = await page.getByLabel("Link", { exact: true }).inputValue();
  await page.getByRole("button", { name: "Done" }).click();

  const tom = await (await someone()).newPage();
  await tom.goto(link);
  await tom.getByLabel("Your name").fill("Tom Weiss");
  await tom.getByLabel("Password").fill(PASSWORD);
  await tom.getByRole("button", { name: "Join" }).click();
  await expect(tom).toHaveURL(desk("/inbox"));
  await tom.goBack();
  expect(tom.url()).not.toContain(new URL(link).hash);
  await tom.goto(desk("/settings/audit"));
  await expect(tom.getByText("This page is for admins")).toBeVisible();

  await page.getByRole("button", { name: "Actions for Tom Weiss" }).click();
  await page.getByRole("menuitem", { name: "Deactivate" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Tom Weiss is deactivated" })).toBeAttached();
  await tom.reload();
  await expect(tom.getByRole("heading", { name: "Sign in" })).toBeVisible();

  const late = await (await someone()).newPage();
  await late.goto(link);
  await expect(late.getByText("This invitation was accepted already. Please sign in.")).toBeVisible();
});

test("a question that is built by keyboard alone is asked of the next customer", async ({ someone, team }) => {
  const site = await team.makesSite();
  const { page } = await Agent.signsIn(await someone());
  await expect(page).toHaveURL(desk("/inbox"));
  const form = partOf(site, "form");
  await settings(page, form);

  await page.getByRole("button", { name: "Add a question" }).press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.type("Short");
  await expect(page.getByRole("menuitem", { name: /^Short/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Question", { exact: true })).toBeFocused();
  await page.keyboard.type("Order number");
  const up = page.getByRole("button", { name: "Move Order number up" });
  await up.press("Enter");
  await up.press("Enter");
  await expect(page.getByText("Order number is now number 1 of 3.")).toBeAttached();
  await expect(up).toBeFocused();
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);

  const customer = await Customer.enters(await someone(), `/?chat=${site}`);
  await customer.opensChat();
  await expect(panelOf(customer.page).getByLabel(/^Order number/)).toBeVisible();

  await settings(page, form);
  await page.getByRole("button", { name: "Remove Order number" }).press("Enter");
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
});

test("language and theme are kept, and what is not saved yet survives a reload", async ({ someone, team }) => {
  const site = await team.makesSite();
  const { page } = await Agent.signsIn(await someone());
  await expect(page).toHaveURL(desk("/inbox"));
  await settings(page, "profile");
  await page.getByLabel("Language", { exact: true }).selectOption("Deutsch");
  await page.getByLabel("Farben").selectOption("Dunkel");
  await expect(page).toHaveTitle("Dein Profil · Stonechat");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Dein Profil" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.getByLabel("Sprache", { exact: true }).selectOption("English");

  await settings(page, partOf(site, "look"));
  const words = page.getByRole("region", { name: "Words", exact: true });
  await words.getByLabel("Greeting").fill("Not saved yet, but kept");
  await page.reload();
  await expect(words.getByLabel("Greeting")).toHaveValue("Not saved yet, but kept");
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
});

test("the check opens the shop and sees whether its chat reports", async ({ someone, team }) => {
  const site = await team.makesSite();
  const context = await someone();
  const { page } = await Agent.signsIn(context);
  await expect(page).toHaveURL(desk("/inbox"));
  await settings(page, partOf(site, "embedding"));
  await page.getByLabel("Page to open").fill(`https://${HOSTS.shop}/?chat=${site}`);
  const opening = context.waitForEvent("page");
  await page.getByRole("button", { name: "Check it" }).click();
  const shop = await opening;

  // The same page is written down once in 20 seconds.
  await expect(async () => {
    await shop.reload();
    await shop.locator("stonechat-widget button.launcher").hover();
    await expect(page.getByText(`It works: the chat was opened at https://${HOSTS.shop}.`)).toBeVisible({
      timeout: 6_000,
    });
  }).toPass({ timeout: 45_000 });
});
