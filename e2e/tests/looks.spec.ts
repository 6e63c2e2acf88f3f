import type { Page } from "@playwright/test";
import { faultsOf } from "../harness/axe.ts";
import { PHONE } from "../harness/devices.ts";
import { Agent, Customer, desk } from "../harness/people.ts";
import { ADMIN } from "../harness/product.ts";
import { expect, test } from "../harness/world.ts";

test("on a phone no field makes the page zoom, and what was done can be undone while a dialog is open", async ({
  someone,
  team,
}) => {
  const site = await team.makesSite();
  const customer = await Customer.enters(await someone(), `/?chat=${site}`);
  await customer.opensChat();
  await customer.starts("Which kettle whistles loudest?");
  const agent = await Agent.signsIn(await someone(PHONE.options), ADMIN, `/inbox?site=${site}`);
  const { page } = agent;
  await page.getByRole("navigation", { name: "Lists" }).getByRole("link", { name: /^All/ }).tap();
  await agent.opens("Which kettle whistles loudest?");

  await test.step("a tag that is made in the dialog is told of above it, and taken back there", async () => {
    await page.getByRole("button", { name: "More" }).tap();
    await page.getByRole("menuitem", { name: "Tags" }).tap();
    const dialog = page.getByRole("dialog", { name: "Tags" });
    await dialog.getByRole("combobox").fill("Whistle");
    await dialog.getByRole("option", { name: /Whistle/ }).tap();
    const toast = dialog.getByRole("listitem").filter({ hasText: "Tag added: Whistle" });
    await expect(toast).toBeVisible();
    await toast.getByRole("button", { name: "Undo" }).tap();
    await expect(dialog.getByText("Undone").first()).toBeVisible();
    await dialog.getByRole("button", { name: "Close" }).first().tap();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("button", { name: "More" })).toBeFocused();
    await expect(page.getByText("Undone").first()).toBeAttached();
  });

  await test.step("fields have at least 16 px", async () => {
    await expect(page.getByRole("textbox", { name: /^Reply to/ })).toBeVisible();
    expect(await smallFields(page)).toEqual([]);
    await page.goto(desk("/settings/profile"));
    expect(await smallFields(page), "the profile").toEqual([]);
    await page.goto(desk("/settings/canned-responses"));
    await page.getByRole("button", { name: "Add a response" }).tap();
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await smallFields(page), "a new response").toEqual([]);
    await page.goto(desk("/customers"));
    await page.getByRole("main").getByRole("link").first().tap();
    await expect(page.getByRole("textbox", { name: "Note" })).toBeVisible();
    expect(await smallFields(page)).toEqual([]);
  });
});

test("on a phone menus open over the list, which is all of the page there", async ({ someone, team }) => {
  const site = await team.makesSite();
  const customer = await Customer.enters(await someone(), `/?chat=${site}`);
  await customer.opensChat();
  await customer.starts("Does this kettle come in green?");
  const agent = await Agent.signsIn(await someone(PHONE.options), ADMIN, `/inbox?view=all&site=${site}`);
  const { page } = agent;
  await expect(agent.conversations.filter({ hasText: "Does this kettle come in green?" })).toBeVisible();

  await test.step("one's own, from the rail", async () => {
    await page.getByRole("button", { name: /^You:/ }).tap();
    await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeInViewport();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toHaveCount(0);
  });

  await test.step("what is done to many", async () => {
    const box = page.getByRole("checkbox", { name: /^Choose the conversation with/ }).first();
    await box.tap();
    await page.getByRole("button", { name: "Change the status" }).tap();
    await expect(page.getByRole("menuitem", { name: "Resolved" })).toBeInViewport();
  });
});

test("who wrote is fetched after what they wrote", async ({ someone, team }) => {
  const site = await team.makesSite();
  const customer = await Customer.enters(await someone(), `/?chat=${site}`);
  await customer.opensChat();
  await customer.starts("And which one is the quietest?");
  const agent = await Agent.signsIn(
    await someone({ viewport: { width: 1440, height: 900 } }),
    ADMIN,
    `/inbox?view=all&site=${site}`,
  );
  const { page } = agent;
  await agent.opens("And which one is the quietest?");
  await expect(page.getByRole("complementary", { name: "Customer details" }).getByText("Attributes")).toBeVisible();
  const seen: string[] = [];
  page.on("request", (request) => seen.push(new URL(request.url()).pathname));
  page.on("response", (response) => seen.push(`answer: ${new URL(response.url()).pathname}`));

  await page.reload();
  await expect(page.getByRole("complementary", { name: "Customer details" }).getByText("Attributes")).toBeVisible();

  const words = seen.findIndex((path) => /^answer: .*\/messages$/.test(path));
  const panel = seen.findIndex((path) => /\/customer-panel-/.test(path));
  expect(words).toBeGreaterThan(-1);
  expect(panel).toBeGreaterThan(words);
});

/** Fields into which a phone zooms when they are tapped: those with a smaller text than 16 px. */
async function smallFields(page: Page): Promise<string[]> {
  await expect(page.getByRole("textbox").or(page.getByRole("searchbox")).first()).toBeVisible();
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("textarea, select, input")]
      .filter((field) => !field.matches("[type=checkbox], [type=radio], [type=file], [type=color]"))
      .filter((field) => field.checkVisibility() && Number.parseFloat(getComputedStyle(field).fontSize) < 16)
      .map((field) => field.outerHTML.slice(0, 120)),
  );
}
