import type { BrowserContext } from "@playwright/test";
import { faultsOf } from "../../harness/axe.ts";
import { crowdComes } from "../../harness/crowd.ts";
import { Agent, desk } from "../../harness/people.ts";
import { ADMIN } from "../../harness/product.ts";
import { HOSTS } from "../../harness/shop.ts";
import { expect, test } from "../../harness/world.ts";

const ASSETS = `https://${HOSTS.dashboard}/assets/**`;
const UPDATED = "Stonechat may have just been updated.";

test("after an upgrade a missing part says so in its place, and what is being typed stays", async ({
  world,
  someone,
  team,
}) => {
  const site = await team.makesSite();
  const [rosa] = await crowdComes(world.product, site, ["Rosa Stein"]);
  const context = await someone();
  const agent = await Agent.signsIn(context, ADMIN, `/inbox/${rosa?.conversationId}?view=all&site=${site}`);
  const { page } = agent;
  const reply = page.getByRole("textbox", { name: "Reply to Rosa Stein" });
  const main = page.getByRole("main");
  await agent.writes("Hello Rosa");
  await agent.isDone();
  const rail = page.getByRole("navigation", { name: "Main" });
  await rail.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "Your profile" })).toBeVisible();
  await page.goBack();
  await expect(reply).toBeVisible();
  await expect(page.getByRole("complementary").getByRole("textbox", { name: "Note" })).toBeVisible();
  await upgrade(context);

  await test.step("a list to choose from", async () => {
    await reply.fill("This is typed");
    await page.getByRole("button", { name: "Change the tags" }).click();
    await expect(page.getByRole("dialog", { name: "Tags" })).toContainText(UPDATED);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name: "Tags" })).toHaveCount(0);
  });

  await test.step("the emoji, the menu of a message and the suggestions", async () => {
    await page.getByRole("button", { name: "Emoji" }).click();
    await expect(page.getByRole("dialog", { name: "Emoji" })).toContainText(UPDATED);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "What to do with this message" }).last().click();
    await expect(main.getByRole("button", { name: "Reload" })).toBeFocused();
    await reply.pressSequentially(" /");
    await expect(page.locator("form").filter({ has: reply }).getByText(UPDATED)).toBeVisible();
    await reply.press("Backspace");
  });

  await test.step("what lies over the page", async () => {
    const alerts = page.getByRole("alert").filter({ hasText: UPDATED });
    const before = await alerts.count();
    await page.keyboard.press("Control+k");
    await expect(alerts).toHaveCount(before + 1);
    await expect(alerts.last()).toBeInViewport();
  });

  await test.step("the conversation goes on all the while", async () => {
    await expect(reply).toHaveValue("This is typed ");
    await reply.press("Enter");
    await agent.sees("Rosa Stein has a question", "Hello Rosa", "This is typed");
    await agent.isDone();
    await reply.fill("And this is not sent yet");
  });

  await test.step("a whole page offers to reload, which brings back everything", async () => {
    await rail.getByRole("link", { name: "Customers" }).click();
    await expect(main.getByRole("heading", { name: "This page didn't open" })).toBeVisible();
    await expect(main).toContainText("Reload to go on; what you typed is kept.");
    await rail.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("link", { name: "Tags" }).click();
    await expect(main.getByRole("heading", { name: "This page didn't open" })).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await rail.getByRole("link", { name: "Inbox" }).click();
    await expect(page.getByRole("heading", { name: "Inbox" })).toBeVisible();
    await rail.getByRole("link", { name: "Customers" }).click();
    await context.unroute(ASSETS);
    await main.getByRole("button", { name: "Reload" }).click();
    await expect(page.getByRole("heading", { name: "Customers", level: 1 })).toBeVisible();
    await page.goto(desk(`/inbox/${rosa?.conversationId}`));
    await expect(reply).toHaveValue("And this is not sent yet");
    await page.getByRole("button", { name: "Change the tags" }).click();
    await expect(page.getByRole("combobox", { name: "Tags" })).toBeFocused();
  });
});

/** From now on no file of the build that a page came from is there. */
async function upgrade(context: BrowserContext): Promise<void> {
  await context.route(ASSETS, (route) => route.fulfill({ status: 404, contentType: "text/plain", body: "Not found" }));
}
