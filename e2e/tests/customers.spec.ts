import { readFile } from "node:fs/promises";
import { recordNotices } from "../harness/notices.ts";
import { Agent, Customer, GRACE } from "../harness/people.ts";
import { ADMIN } from "../harness/product.ts";
import { HOSTS } from "../harness/shop.ts";
import { expect, test } from "../harness/world.ts";

test("an agent keeps what the team knows of a customer, and forgets it when asked to", async ({ someone, team }) => {
  const site = await team.makesSite();
  const customer = await Customer.enters(await someone(), `/?chat=${site}`);
  await customer.opensChat();
  await customer.starts("My parcel is late");
  const agent = await Agent.signsIn(await someone(), ADMIN, `/inbox?view=all&site=${site}`);
  const { page } = agent;
  await agent.opens("My parcel is late");
  const panel = page.getByRole("complementary", { name: "Customer details" });

  await test.step("the profile is changed in its place, and a wrong address stays to be corrected", async () => {
    await panel.getByRole("button", { name: "Change: Email" }).click();
    await panel.getByRole("textbox", { name: "Email" }).fill("grace");
    await page.keyboard.press("Enter");
    await expect(panel.getByText("This does not look like an email address.")).toBeVisible();
    await panel.getByRole("textbox", { name: "Email" }).fill("grace@navy.example");
    await page.keyboard.press("Enter");
    await expect(panel.getByRole("link", { name: "grace@navy.example" })).toBeVisible();
  });

  await test.step("the note saves itself and is there after a reload", async () => {
    const note = panel.getByRole("textbox", { name: "Note" });
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route("**/v1/customers/*", async (route) => {
      if (route.request().method() === "PATCH") await held;
      await route.fallback();
    });
    await note.fill("Prefers mornings");
    await expect(panel.getByText("Saving…")).toBeVisible();
    letGo();
    await expect(panel.getByText("Saving…")).toHaveCount(0);
    await page.unroute("**/v1/customers/*");
    await page.reload();
    await expect(note).toHaveValue("Prefers mornings");
  });

  await test.step("what is stored comes as a file", async () => {
    const coming = page.waitForEvent("download");
    await panel.getByRole("button", { name: "Export" }).click();
    const file = await readFile(await (await coming).path(), "utf8");
    expect(JSON.parse(file)).toMatchObject({ customer: { name: GRACE.name }, conversations: [{ status: "open" }] });
    expect(file).toContain("My parcel is late");
  });

  await test.step("who is blocked can be let in again", async () => {
    await panel.getByRole("button", { name: "Block" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Block" }).click();
    await expect(panel.getByText("Blocked", { exact: true })).toBeVisible();
    await panel.getByRole("button", { name: "Unblock" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Unblock" }).click();
    await expect(panel.getByText("Blocked", { exact: true })).toHaveCount(0);
  });

  await test.step("the customers are reached by keyboard, and a customer from there", async () => {
    await page.locator("body").click({ position: { x: 5, y: 600 } });
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await expect(page.getByRole("heading", { name: "Customers", level: 1 })).toBeVisible();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("grace hopper");
    await page.getByRole("option").filter({ hasText: "navy.example" }).first().click();
    await expect(page.getByRole("heading", { name: GRACE.name, level: 1 })).toBeVisible();
    await expect(page).toHaveTitle(`${GRACE.name} · Stonechat`);
  });

  await test.step("erasing asks for the name, and nothing of it is left", async () => {
    await page.getByRole("button", { name: "Erase" }).click();
    await page.getByLabel(`Type “${GRACE.name}” to go on`).fill(GRACE.name);
    await page.keyboard.press("Enter");
    await expect(page.getByText("This customer was erased")).toBeVisible();
    await expect(page.getByText("The customer is erased", { exact: true })).toBeVisible();
    await page.getByRole("link", { name: "Go to the customers" }).click();
    await expect(page.getByRole("heading", { name: "Customers", level: 1 })).toBeVisible();
    await expect(page.getByText("grace@navy.example")).toHaveCount(0);
  });
});

test("an agent with two tabs hears of a message once, and not of what they look at", async ({ someone, team }) => {
  const site = await team.makesSite();
  const context = await someone();
  const notices = await recordNotices(context);
  const agent = await Agent.signsIn(context, ADMIN, `/inbox?view=all&site=${site}`);
  const first = agent.page;
  await expect(first).toHaveTitle("Inbox · Stonechat");
  const second = await context.newPage();
  await second.goto(`https://${HOSTS.dashboard}/settings/profile`);
  await expect(second).toHaveTitle("Your profile · Stonechat");
  const customer = await Customer.enters(await someone(), `/?chat=${site}`);
  await customer.opensChat();

  await test.step("one notice, and a number in the title of both", async () => {
    await customer.starts("Is anybody there?");
    await expect(first).toHaveTitle("(1) Inbox · Stonechat");
    await expect(second).toHaveTitle("(1) Your profile · Stonechat");
    await expect.poll(() => notices).toEqual([`${GRACE.name}: Is anybody there?`]);
  });

  await test.step("a look in one of them ends it in both, and there is no notice of what comes then", async () => {
    await agent.opens("Is anybody there?");
    await expect(first).toHaveTitle("Inbox · Stonechat");
    await expect(second).toHaveTitle("Your profile · Stonechat");
    await customer.writes("Still there?");
    await agent.sees("Is anybody there?", "Still there?");
    await second.waitForTimeout(1_500);
    expect(notices).toEqual([`${GRACE.name}: Is anybody there?`]);
    await expect(second).toHaveTitle("Your profile · Stonechat");
  });
});
