import type { Locator, Page } from "@playwright/test";
import type { ConversationCounts } from "@stonechat/openapi/types";
import { crowdComes } from "../../harness/crowd.ts";
import { Agent, desk } from "../../harness/people.ts";
import { ADMIN } from "../../harness/product.ts";
import { isStillThatPage, markPage } from "../../harness/same-page.ts";
import { HOSTS } from "../../harness/shop.ts";
import { expect, test } from "../../harness/world.ts";

test("lists and counts follow what happens, live and after a disconnect, without a reload", async ({
  world,
  someone,
  team,
  colleague,
}) => {
  const site = await team.makesSite({ assignment: "manual" });
  const [anna, ben, cleo] = await crowdComes(world.product, site, ["Anna Berg", "Ben Cole", "Cleo Dahl"]);
  if (!anna || !ben || !cleo) throw new Error("nobody came");
  const tag = await team.makesTag(`Late ${site.slice(-6)}`);
  const context = await someone();
  await context.clock.install();
  const agent = await Agent.signsIn(context, ADMIN, `/inbox?view=all&site=${site}`);
  const { page } = agent;
  await markPage(page);

  await test.step("a row says who, what, when, what is unread and that it waits", async () => {
    await expect(agent.conversations).toHaveCount(3);
    await expect(row(page, "Anna Berg")).toContainText("Anna Berg has a question");
    await expect(row(page, "Anna Berg")).toContainText("1 unread");
    await expect(row(page, "Anna Berg")).toContainText("Waits for your answer.");
    await expect(row(page, "Anna Berg").locator("time")).toHaveText("now");
    await anna.says("Is anybody there?");
    await expect(row(page, "Anna Berg")).toContainText("Is anybody there?");
    await expect(row(page, "Anna Berg")).toContainText("2 unread");
    await expect(agent.conversations.first()).toContainText("Anna Berg");
    await team.says(ben.conversationId, "Good morning, Ben");
    await expect(row(page, "Ben Cole")).toContainText("You: Good morning, Ben");
    await expect(row(page, "Ben Cole")).not.toContainText("Waits for your answer.");
  });

  await test.step("what is done to a conversation moves it from list to list, and the counts with it", async () => {
    const before = await team.counts();
    await expectCounts(page, before);
    await team.changes(anna.conversationId, { assignee_id: colleague.id, tag_ids: [tag] });
    await team.changes(ben.conversationId, { status: "snoozed" });
    await expect(agent.conversations).toHaveCount(2);
    const after = { active: before.active - 1, snoozed: before.snoozed + 1, unassigned: before.unassigned - 2 };
    await expectCounts(page, { ...before, ...after });
    await expectList(page, "Unassigned", ["Cleo Dahl"]);
    await expectList(page, "Snoozed", ["Ben Cole"]);
    await team.resolves(cleo.conversationId);
    await expectList(page, "Resolved", ["Cleo Dahl"]);
    await expectList(page, "Unassigned", []);
    await team.changes(anna.conversationId, { assignee_id: (await team.me()).id });
    await expectList(page, "Mine", ["Anna Berg"]);
    await expectCounts(page, await team.counts());
  });

  await test.step("while nothing arrives it says so, and then everything is as it would be after a reload", async () => {
    await expectList(page, "All", ["Anna Berg"]);
    world.internet.cut(HOSTS.dashboard);
    await expect(page.getByText("Reconnecting…")).toBeVisible();
    await crowdComes(world.product, site, ["Dora Eck"]);
    await cleo.says("It broke again");
    await anna.says("I found it myself");
    await team.changes(ben.conversationId, { status: "open", assignee_id: colleague.id });
    world.internet.mend(HOSTS.dashboard);
    await expect(page.getByText("Reconnecting…")).toHaveCount(0);
    await expectRows(page, ["Anna Berg", "Cleo Dahl", "Dora Eck", "Ben Cole"]);
    await expectCounts(page, await team.counts());
    const live = await agent.conversations.allTextContents();
    expect(await isStillThatPage(page)).toBe(true);
    await page.reload();
    await expect(agent.conversations).toHaveText(live);
    await expectCounts(page, await team.counts());
  });

  await test.step("who waits for long is told apart from who wrote just now", async () => {
    await expect(row(page, "Dora Eck")).not.toContainText("Waits for an answer");
    await context.clock.fastForward("06:00");
    await expect(row(page, "Dora Eck")).toContainText(/Waits for an answer\s*[56]/);
  });
});

test("which list it is stands in the address: for the back button, a reload and whoever gets the link", async ({
  world,
  someone,
  team,
  colleague,
}) => {
  const [site, other] = [
    await team.makesSite({ name: "Tea", assignment: "manual" }),
    await team.makesSite({ name: "Coffee" }),
  ];
  const [eva, finn] = await crowdComes(world.product, site, ["Eva Gross", "Finn Hall"]);
  const [gina] = await crowdComes(world.product, other, ["Gina Ives"]);
  if (!eva || !finn || !gina) throw new Error("nobody came");
  const name = `Wholesale ${site.slice(-6)}`;
  const tag = await team.makesTag(name);
  for (const { conversationId } of [eva, finn, gina]) await team.changes(conversationId, { tag_ids: [tag] });
  const { page } = await Agent.signsIn(await someone(), ADMIN, "/inbox?view=all");

  await test.step("by tag, by site and in another order", async () => {
    await page.getByRole("button", { name: "Filter and sort" }).click();
    await page.getByLabel("Tag", { exact: true }).selectOption({ label: `${name} (3)` });
    await expectRows(page, ["Gina Ives", "Finn Hall", "Eva Gross"]);
    await page.getByLabel("Site", { exact: true }).selectOption({ value: site });
    await expectRows(page, ["Finn Hall", "Eva Gross"]);
    await page.getByLabel("Order").selectOption("Oldest first");
    await expectRows(page, ["Eva Gross", "Finn Hall"]);
    await page.keyboard.press("Escape");
    await expect(page).toHaveURL(desk(`/inbox?view=all&tag=${tag}&site=${site}&order=oldest`));
  });

  await test.step("the list stays while a conversation is opened from it", async () => {
    await row(page, "Eva Gross").click();
    await expect(page).toHaveURL(desk(`/inbox/${eva.conversationId}?view=all&tag=${tag}&site=${site}&order=oldest`));
    await expectRows(page, ["Eva Gross", "Finn Hall"]);
    await expect(page.getByRole("log", { name: "Messages" })).toContainText("Eva Gross has a question");
  });

  await test.step("back goes through them, and a reload changes nothing", async () => {
    for (const rows of [
      ["Eva Gross", "Finn Hall"],
      ["Finn Hall", "Eva Gross"],
      ["Gina Ives", "Finn Hall", "Eva Gross"],
    ]) {
      await page.goBack();
      await expectRows(page, rows);
    }
    await page.goForward();
    await expectRows(page, ["Finn Hall", "Eva Gross"]);
    await page.reload();
    await expectRows(page, ["Finn Hall", "Eva Gross"]);
  });

  await test.step("somebody else opens the link, signs in and sees the same list", async () => {
    const bo = await Agent.signsIn(
      await someone(),
      colleague,
      new URL(page.url()).pathname + new URL(page.url()).search,
    );
    await expectRows(bo.page, ["Finn Hall", "Eva Gross"]);
  });

  await test.step("what was left out is taken back one by one", async () => {
    await page.getByRole("button", { name: "Remove: Tea" }).click();
    await expectRows(page, ["Gina Ives", "Finn Hall", "Eva Gross"]);
    await page.getByRole("button", { name: `Remove: ${name}` }).click();
    await expect(page).toHaveURL(desk("/inbox?view=all"));
  });
});

const MANY = 200;

test("hundreds of conversations are loaded as they are wanted, move without losing one's place, and change together", async ({
  world,
  someone,
  team,
}) => {
  const site = await team.makesSite();
  const names = Array.from({ length: MANY }, (_, index) => `Customer ${String(MANY - index).padStart(3, "0")}`);
  const crowd = await crowdComes(world.product, site, names);
  const agent = await Agent.signsIn(await someone(), ADMIN, `/inbox?view=all&site=${site}`);
  const { page } = agent;
  const list = page.getByRole("region", { name: "Conversations", exact: true }).locator("ul").locator("..");
  await expect(agent.conversations.first()).toBeVisible();

  await test.step("only what is in sight is drawn, and the rest comes by scrolling", async () => {
    expect(await agent.conversations.count()).toBeLessThan(40);
    await list.hover();
    await expect(async () => {
      await page.mouse.wheel(0, 2_000);
      await expect(page.locator(`li[aria-setsize="${MANY}"]`).first()).toBeAttached({ timeout: 100 });
    }).toPass({ intervals: [20] });
    await page.mouse.wheel(0, 100_000);
    await expect(page.locator(`li[aria-posinset="${MANY}"]`)).toBeInViewport();
    expect(await agent.conversations.count()).toBeLessThan(40);
  });

  await test.step("what moves to the top takes neither the selection, the focus nor the view along", async () => {
    await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight / 2 }));
    const middle = page.locator(`li[aria-posinset="${MANY / 2 + 4}"]`);
    const name = (await middle.getByRole("link").textContent())?.match(/Customer \d+/)?.[0] ?? "";
    await middle.getByRole("link").click();
    await expect(page.getByRole("log", { name: "Messages" })).toContainText(`${name} has a question`);
    await row(page, name).focus();
    const before = await row(page, name).boundingBox();
    const others = crowd.filter((visitor) => visitor.name !== name);
    for (const visitor of [...others.slice(0, 6), ...others.slice(-6)]) await visitor.says("News from me");
    await expect(page.locator(`li[aria-setsize="${MANY}"]`, { hasText: name })).not.toHaveAttribute(
      "aria-posinset",
      String(MANY / 2 + 4),
    );
    await expect.poll(async () => (await row(page, name).boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
    await expect(row(page, name)).toBeFocused();
    await expect(row(page, name)).toHaveAttribute("aria-current", "page");
    await list.evaluate((element) => element.scrollTo({ top: 0 }));
    await expect(agent.conversations.filter({ hasText: "News from me" })).toHaveCount(12);
  });

  await test.step("many are changed at once, and back again", async () => {
    const chosen = await agent.conversations.evaluateAll((all) =>
      all.slice(0, 5).map((link) => link.textContent?.match(/Customer \d+/)?.[0] ?? ""),
    );
    await box(page, chosen[0]).check();
    await box(page, chosen[4]).click({ modifiers: ["Shift"] });
    const bar = page.getByRole("toolbar", { name: "5 chosen" });
    await bar.getByRole("button", { name: "Change the status" }).click();
    await page.getByRole("menuitem", { name: "Resolved" }).click();
    for (const name of chosen) await expect(row(page, name)).toHaveCount(0);
    await expect.poll(async () => (await team.conversationsAt(site, "resolved")).length).toBe(5);
    await page.getByRole("button", { name: "Undo" }).click();
    for (const name of chosen) await expect(row(page, name)).toBeVisible();
    await expect.poll(async () => (await team.conversationsAt(site, "resolved")).length).toBe(0);
  });
});

function row(page: Page, name: string): Locator {
  const list = page.getByRole("region", { name: "Conversations", exact: true });
  return list.getByRole("link").filter({ has: page.getByText(name, { exact: true }) });
}

function box(page: Page, name = ""): Locator {
  return page.getByRole("checkbox", { name: `Choose the conversation with ${name}` });
}

/** By the names in them, from the top. */
async function expectRows(page: Page, names: readonly string[]): Promise<void> {
  await expect(new Agent(page).conversations).toHaveText(names.map((name) => new RegExp(`^${name}`)));
}

async function expectList(page: Page, list: string, names: readonly string[]): Promise<void> {
  await page
    .getByRole("navigation", { name: "Lists" })
    .getByRole("link", { name: new RegExp(`^${list}`) })
    .click();
  await expectRows(page, names);
}

/** The numbers beside the lists' names; where there is none nothing stands there. */
async function expectCounts(page: Page, { mine, unassigned, active, snoozed }: ConversationCounts): Promise<void> {
  const links = page.getByRole("navigation", { name: "Lists" }).getByRole("link");
  const shown = [mine, unassigned, active, snoozed].map((count) => (count ? count.toLocaleString("en-GB") : ""));
  const [first, second, third, fourth] = shown;
  await expect(links).toHaveText([
    `Mine${first}`,
    `Unassigned${second}`,
    `All${third}`,
    `Snoozed${fourth}`,
    "Resolved",
  ]);
}
