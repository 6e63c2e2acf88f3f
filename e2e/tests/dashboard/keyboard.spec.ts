import { crowdComes } from "../../harness/crowd.ts";
import { Keyboard, lostFocus, watchFocus } from "../../harness/keyboard.ts";
import { Agent, desk } from "../../harness/people.ts";
import { ADMIN } from "../../harness/product.ts";
import { expect, test } from "../../harness/world.ts";

test("an agent works by keyboard alone, and the focus is always somewhere", async ({
  world,
  someone,
  team,
  colleague,
}) => {
  const site = await team.makesSite({ assignment: "manual" });
  const [noa, olaf, pia] = await crowdComes(world.product, site, ["Noa Park", "Olaf Quist", "Pia Rust"]);
  if (!noa || !olaf || !pia) throw new Error("nobody came");
  const context = await someone();
  await watchFocus(context);
  const agent = new Agent(await context.newPage());
  const { page } = agent;
  const keyboard = new Keyboard(page);
  const list = desk(`/inbox?view=all&site=${site}`);
  const toolOf = (name: string | RegExp) =>
    page.getByRole("region", { name: "Conversation" }).getByRole("button", { name });
  const isKept = async (): Promise<void> => expect(await lostFocus(page)).toEqual([]);

  await test.step("signs in", async () => {
    await page.goto(list);
    await keyboard.isAt("Email");
    await keyboard.types(ADMIN.email);
    await keyboard.presses("Tab");
    await keyboard.isAt("Password");
    await keyboard.types(ADMIN.password);
    await keyboard.presses("Enter");
    await expect(page).toHaveURL(list);
    await expect(agent.conversations).toHaveCount(3);
    await isKept();
  });

  await test.step("goes through the list by arrows and letters, opens one, and can write at once", async () => {
    await keyboard.presses("j");
    await keyboard.isAt(/^Pia Rust/);
    await keyboard.presses("ArrowDown", "ArrowDown");
    await keyboard.isAt(/^Noa Park/);
    await keyboard.presses("k");
    await keyboard.isAt(/^Olaf Quist/);
    await keyboard.presses("Enter");
    await keyboard.isAt("Reply to Olaf Quist");
  });

  await test.step("answers, and writes a note", async () => {
    await keyboard.types("Good day, Olaf");
    await keyboard.presses("Enter");
    await agent.sees("Olaf Quist has a question", "Good day, Olaf");
    await keyboard.isAt("Reply to Olaf Quist");
    await keyboard.presses("Escape");
    await keyboard.isAt("Messages");
    await keyboard.presses("n");
    await keyboard.isAt("Note for other agents");
    await keyboard.types("Call @Bo");
    await expect(page.getByRole("option", { name: /Bo Larsen/ })).toBeVisible();
    await keyboard.presses("Enter");
    await keyboard.types("first");
    await keyboard.presses("Enter");
    await agent.sees("Olaf Quist has a question", "Good day, Olaf", "Call @Bo Larsen first");
    await keyboard.presses("Escape");
    await isKept();
  });

  await test.step("says it better", async () => {
    await keyboard.tabsTo("What to do with this message");
    await keyboard.presses("Enter");
    await expect(page.getByRole("menu")).toBeVisible();
    await keyboard.presses("Escape");
    await keyboard.isAt("What to do with this message");
    await keyboard.tabsTo("What to do with this message");
    await keyboard.presses("Enter");
    await expect(page.getByRole("menuitem", { name: "Edit" })).toBeVisible();
    await keyboard.types("E");
    await keyboard.isAt("Edit");
    await keyboard.presses("Enter");
    await keyboard.isAt("The words of your message");
    await keyboard.types(" Quist");
    await keyboard.presses("Enter");
    await agent.sees("Olaf Quist has a question", "Good day, Olaf Quistedited", "Call @Bo Larsen first");
    await keyboard.isAt("What to do with this message");
    await isKept();
  });

  await test.step("assigns it, and sets its priority and tags", async () => {
    await keyboard.presses("a");
    await keyboard.isAt("Who answers");
    await keyboard.types(colleague.name);
    await keyboard.presses("Enter");
    await keyboard.isAt(/Assigned to:\s*Bo Larsen$/);
    await keyboard.presses("p");
    await keyboard.isAt("Priority");
    await keyboard.presses("ArrowDown", "Enter");
    await keyboard.isAt(/Priority:\s*High/);
    await keyboard.presses("l");
    await keyboard.isAt("Tags");
    await keyboard.types(`Keys ${site.slice(-6)}`);
    await keyboard.presses("Enter");
    await expect(page.getByRole("button", { name: `Remove the tag Keys ${site.slice(-6)}` })).toBeVisible();
    await keyboard.presses("Escape");
    await keyboard.isAt("Change the tags");
    await isKept();
  });

  await test.step("snoozes it until a time of their own, opens it again, and resolves it", async () => {
    await keyboard.presses("z");
    await keyboard.isAt("Snooze");
    await keyboard.types("another");
    await keyboard.presses("Enter");
    await keyboard.isAt("Snooze until");
    await keyboard.presses("Enter");
    await expect(agent.conversations).toHaveCount(2);
    await keyboard.isAt("Snooze");
    await keyboard.presses("e");
    await expect(toolOf("Resolve")).toBeVisible();
    await expect(agent.conversations).toHaveCount(3);
    await keyboard.presses("e");
    await expect(toolOf("Open again")).toBeVisible();
    await expect(agent.conversations).toHaveCount(2);
    await isKept();
  });

  await test.step("is at the next row when the one before is taken away", async () => {
    await keyboard.presses("j");
    await keyboard.isAt(/^Pia Rust/);
    await team.resolves(pia.conversationId);
    await keyboard.isAt(/^Noa Park/);
    await team.changes(pia.conversationId, { status: "open" });
    await expect(agent.conversations).toHaveCount(2);
    await keyboard.isAt(/^Noa Park/);
    await isKept();
  });

  await test.step("changes many at once", async () => {
    await keyboard.presses("Home", "x", "ArrowDown", "x");
    await expect(page.getByRole("toolbar", { name: "2 chosen" })).toBeVisible();
    await keyboard.tabsTo("Change the status", "Shift+Tab");
    await keyboard.presses("Enter");
    await keyboard.isAt("Resolved");
    await keyboard.presses("Enter");
    await expect(agent.conversations).toHaveCount(0);
    await expect.poll(async () => (await team.conversationsAt(site, "resolved")).length).toBe(3);
    await isKept();
  });

  await test.step("looks up the keys, and finds everything else by words", async () => {
    await keyboard.presses("?");
    const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await expect(sheet).toContainText("Resolve, or open again");
    await keyboard.presses("Escape");
    await expect(sheet).toBeHidden();
    await keyboard.presses("Control+k");
    await keyboard.isAt(/^Go to a place/);
    await keyboard.types("your prof");
    await expect(page.getByRole("option", { name: "Settings: Your profile" })).toBeVisible();
    await keyboard.presses("Enter");
    await expect(page).toHaveURL(desk("/settings/profile"));
    await expect(page.getByRole("heading", { name: "Your profile" })).toBeVisible();
    await isKept();
  });

  await test.step("changes a setting", async () => {
    await keyboard.tabsTo("Colors");
    await keyboard.presses("ArrowDown", "ArrowDown");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await keyboard.presses("Control+k");
    await keyboard.isAt(/^Go to a place/);
    await keyboard.types("inbox: all");
    await keyboard.presses("Enter");
    await expect(page.getByRole("heading", { name: "Inbox" })).toBeVisible();
    await isKept();
  });
});
