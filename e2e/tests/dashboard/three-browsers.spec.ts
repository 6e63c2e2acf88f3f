import type { Locator, Page } from "@playwright/test";
import { DESKTOP } from "../../harness/devices.ts";
import { Guest } from "../../harness/guest.ts";
import { recordNotices } from "../../harness/notices.ts";
import { Agent } from "../../harness/people.ts";
import { ADMIN } from "../../harness/product.ts";
import { SITES } from "../../harness/sites.ts";
import { expect, test } from "../../harness/world.ts";

const [SHOP] = SITES;

test("two agents and a customer in three browsers see the same conversation, each their part of it", async ({
  someone,
  team,
  colleague,
}) => {
  if (!SHOP) throw new Error("there is no shop");
  test.setTimeout(120_000);
  const site = await team.makesSite({ assignment: "manual" });
  const place = { site: SHOP, device: DESKTOP };
  const customer = await Guest.comes(place, await Guest.browses(place, someone), site);
  const bos = await someone();
  const bosNotices = await recordNotices(bos);
  const bo = await Agent.signsIn(bos, colleague, `/inbox?view=all&site=${site}`);
  const ada = await Agent.signsIn(await someone(), ADMIN, `/inbox?view=all&site=${site}`);
  const said: string[] = [];
  const sayIs = async (...texts: string[]): Promise<void> => {
    said.push(...texts);
    await customer.sees(...said);
  };

  await test.step("what the customer writes appears in both lists, and somebody takes it", async () => {
    await customer.opensChat();
    await customer.starts("My kettle leaks");
    said.push("My kettle leaks");
    for (const { conversations } of [ada, bo]) await expect(conversations).toHaveText([/My kettle leaks.*1 unread/]);
    await ada.opens("My kettle leaks");
    await ada.page.getByRole("button", { name: "Take it" }).click();
    await expect(ada.page.getByRole("button", { name: /^Assigned to:\s*You/ })).toBeVisible();
    await expect(lists(bo.page)).toContainText("Mine");
    await expect(ada.conversations).not.toHaveText([/unread/]);
  });

  await test.step("who writes is seen on the other side, and in the list", async () => {
    await customer.field.pressSequentially("It dr");
    await expect(ada.page.getByText("Grace Hopper is writing…")).toBeVisible();
    await expect(bo.conversations).toHaveText([/Writing…/]);
    await reply(ada).pressSequentially("Oh no. Wh");
    await expect(customer.panel.locator("header p").first()).toHaveText(/is writing…/);
    await customer.field.fill("");
  });

  await test.step("each agent sees that the other one looks, and is warned before both answer", async () => {
    // A row has room for one who writes: who began first is in it until their time is over.
    await expect(bo.conversations).not.toHaveText([/Writing…/]);
    await bo.opens("My kettle leaks");
    await expect(ada.page.getByText("Bo Larsen looks at this too")).toBeAttached();
    await expect(bo.page.getByText(/Ada.* looks at this too/)).toBeAttached();
    await reply(bo).pressSequentially("Which");
    await expect(ada.page.getByText("Bo Larsen is writing a reply, too.")).toBeVisible();
    await reply(ada).pressSequentially("ere does it leak?");
    await expect(async () => {
      // A key tells nothing so soon after another one that told.
      await reply(ada).press("!");
      await reply(ada).press("Backspace");
      await expect(bo.page.getByText(/Ada.* is writing a reply, too\./)).toBeVisible({ timeout: 500 });
      await expect(bo.conversations).toHaveText([/Ada is writing…/], { timeout: 500 });
    }).toPass();
    await reply(bo).fill("");
  });

  await test.step("an answer reaches all, and says how far it got", async () => {
    await customer.closesChat();
    await reply(ada).press("Enter");
    await expect(bo.thread).toHaveText(["My kettle leaks", "Oh no. Where does it leak?"]);
    await expect(ada.page.getByText("Delivered")).toBeVisible();
    await customer.opensChat();
    await sayIs("Oh no. Where does it leak?");
    await expect(ada.page.getByText("Read", { exact: true })).toBeVisible();
    await customer.writes("At the lid");
    await sayIs("At the lid");
    await expect(customer.panel.locator(".own .meta").last()).toHaveText(/^Read/);
  });

  await test.step("a note calls a colleague, who hears of it elsewhere, and the customer never does", async () => {
    await ada.page.getByRole("radio", { name: "Note" }).click();
    const note = ada.page.getByRole("textbox", { name: "Note for other agents" });
    await note.pressSequentially("@Bo");
    await ada.page.getByRole("option", { name: /Bo Larsen/ }).click();
    await expect(async () => {
      await note.press("!");
      await note.press("Backspace");
      await expect(bo.page.getByText(/Ada.* is writing a note…/)).toBeVisible({ timeout: 500 });
    }).toPass();
    // Looked at once: what was told by mistake is there by now, and gone some seconds later.
    await customer.page.waitForTimeout(1_000);
    expect(await customer.panel.locator("header p").first().textContent()).not.toContain("is writing…");
    await bo.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Customers" }).click();
    await note.pressSequentially("is that the 2024 lid?");
    await note.press("Enter");
    await expect(ada.thread.last()).toHaveText("@Bo Larsen is that the 2024 lid?");
    await expect
      .poll(() => bosNotices)
      .toEqual(["Grace Hopper: My kettle leaks", "Grace Hopper: Ada mentioned you: @Bo Larsen is that the 2024 lid?"]);
    await expect(bo.page).toHaveTitle("(1) Customers · Stonechat");
    await customer.sees(...said);
  });

  await test.step("what was said is said better, or not at all, and agents can look it up", async () => {
    await ada.page.getByRole("radio", { name: "Reply" }).click();
    await ada.writes("It is the 2023 lid");
    await sayIs("It is the 2023 lid");
    await act(ada, "It is the 2023 lid", "Edit");
    await ada.page.getByRole("textbox", { name: "The words of your message" }).fill("It is the 2024 lid");
    await ada.page.keyboard.press("Enter");
    said.pop();
    await sayIs("It is the 2024 lid");
    await ada.writes("Wrong window");
    await customer.sees(...said, "Wrong window");
    await act(ada, "Wrong window", "Delete");
    await ada.page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await expect(customer.panel.getByText("This message was deleted.")).toBeVisible();
    await expect(customer.panel.getByRole("log").getByText("Wrong window")).toHaveCount(0);
    await bo.page.goBack();
    await bo.page.getByRole("button", { name: "What it said" }).click();
    await expect(bo.page.getByRole("dialog", { name: "Earlier words" })).toContainText("Wrong window");
    await bo.page.keyboard.press("Escape");
  });

  await test.step("the colleague takes over", async () => {
    await bo.page.getByRole("button", { name: /^Assigned to:/ }).click();
    await bo.page.getByRole("option", { name: "Take it yourself" }).click();
    await expect(ada.page.getByRole("button", { name: /^Assigned to:\s*Bo Larsen/ })).toBeVisible();
    await expect(ada.page.getByRole("log", { name: "Messages" })).toContainText("Bo Larsen took this");
    await bo.writes("I send you a new one");
    await expect(customer.thread.last()).toHaveText("I send you a new one");
    await expect(customer.panel.locator(".theirs .meta").last()).toContainText("Bo");
  });

  await test.step("put off until the customer writes, it comes back by their message", async () => {
    await bo.page.getByRole("button", { name: "Snooze" }).click();
    await bo.page.getByRole("option", { name: "Until the customer writes" }).click();
    await expect(ada.conversations).toHaveCount(0);
    await expect(ada.page.getByText("Snoozed until the customer writes")).toBeVisible();
    await customer.writes("Thank you so much");
    await expect(ada.conversations).toHaveText([/Thank you so much/]);
    await expect(bo.page.getByRole("button", { name: "Resolve" })).toBeVisible();
  });

  await test.step("resolved, it is rated, and opens again when the customer has more to say", async () => {
    await bo.page.getByRole("button", { name: "Resolve" }).click();
    await expect(ada.conversations).toHaveCount(0);
    await customer.presses(customer.panel.locator(".star").nth(4));
    await customer.pressesButton("Send rating");
    for (const { page } of [ada, bo])
      await expect(page.getByRole("log", { name: "Messages" })).toContainText("Rated 5 of 5");
    await customer.writes("One more thing");
    await expect(ada.conversations).toHaveText([/One more thing/]);
    await expect(bo.page.getByRole("log", { name: "Messages" })).toContainText("Opened again by a new message");
    await expect(bo.page.getByRole("button", { name: "Resolve" })).toBeVisible();
  });

  await test.step("words in another direction are read in theirs", async () => {
    await customer.writes("שלום, is it the blue one?");
    for (const { thread } of [ada, bo, customer]) {
      await expect(thread.last()).toContainText("שלום");
      expect(await thread.last().evaluate(directionOf)).toBe("rtl");
      expect(await thread.first().evaluate(directionOf)).toBe("ltr");
    }
  });

  await test.step("after a reload each of them sees what they saw", async () => {
    const before = await Promise.all([ada, bo, customer].map(({ thread }) => thread.allTextContents()));
    await Promise.all([ada, bo].map(({ page }) => page.reload()));
    await expect(ada.thread).toHaveText(before[0] ?? []);
    await expect(bo.thread).toHaveText(before[1] ?? []);
    expect(before[0]).toEqual(before[1]);
    expect(before[2]?.join()).not.toContain("2024 lid?");
  });
});

const reply = ({ page }: Agent): Locator => page.getByRole("textbox", { name: /^Reply to/ });
const lists = (page: Page): Locator => page.getByRole("navigation", { name: "Lists" });

/** In which its words run. */
function directionOf(bubble: Element): string {
  return getComputedStyle(bubble.querySelector("[dir]") ?? bubble).direction;
}

/** Chooses what to do with one message. */
async function act({ page, thread }: Agent, text: string, verb: string): Promise<void> {
  const bubble = thread.filter({ hasText: text }).locator("..");
  await bubble.hover();
  await bubble.getByRole("button", { name: "What to do with this message" }).click();
  await page.getByRole("menuitem", { name: verb }).click();
}
