import type { SetFormField } from "@stonechat/openapi/types";
import { DESKTOP } from "../../harness/devices.ts";
import { Guest } from "../../harness/guest.ts";
import { Keyboard } from "../../harness/keyboard.ts";
import { SITES } from "../../harness/sites.ts";
import { expect, test } from "../../harness/world.ts";

const QUESTIONS: SetFormField[] = [
  { key: "name", kind: "text", label: "Your name", required: true },
  {
    key: "topic",
    kind: "choice",
    label: "Topic",
    required: true,
    options: [
      { value: "order", label: "An order" },
      { value: "return", label: "A return" },
    ],
  },
  { key: "terms", kind: "consent", label: "I agree", required: true },
];

for (const site of SITES)
  test(`on ${site.name} the whole conversation needs nothing but a keyboard, and shows where it is`, async ({
    team,
    someone,
  }) => {
    const chat = await team.makesSite({}, QUESTIONS);
    const guest = await Guest.comes(
      { site, device: DESKTOP },
      await Guest.browses({ site, device: DESKTOP }, someone),
      chat,
    );
    const { page, panel } = guest;
    const keyboard = new Keyboard(page);

    await test.step("from the page to the launcher, into the form and back out by Escape", async () => {
      await keyboard.presses("Tab", "Tab", "Tab");
      await keyboard.isAt("Chat");
      await keyboard.presses("Enter");
      await keyboard.isAt("Your name");
      await keyboard.presses("Escape");
      await keyboard.isAt("Chat");
      await expect(guest.heading).toBeHidden();
      await keyboard.presses("Space");
      await keyboard.isAt("Your name");
    });

    await test.step("through the form, where mistakes lead back to themselves", async () => {
      await keyboard.tabsTo("Start chat");
      await keyboard.presses("Enter");
      await keyboard.isAt("Your name");
      await keyboard.types("Grace");
      await keyboard.tabsTo("An order");
      await keyboard.presses("ArrowDown");
      await keyboard.isAt("A return");
      await keyboard.tabsTo("I agree");
      await keyboard.presses("Space");
      await keyboard.tabsTo("Message");
      await keyboard.types("No mouse here");
      await keyboard.tabsTo("Start chat");
      await keyboard.presses("Space");
      await guest.sees("No mouse here");
      await guest.isDone();
    });

    const { id, answers } = await team.conversationAt(chat);
    expect(answers.map(({ value }) => value)).toEqual(["Grace", "return", "yes"]);

    await test.step("Enter sends, Shift and Enter make a line, and the focus stays", async () => {
      await keyboard.isAt("Write a message");
      await keyboard.types("One line");
      await keyboard.presses("Shift+Enter");
      await keyboard.types("and another");
      await keyboard.presses("Enter");
      await guest.sees("No mouse here", "One line\nand another");
      await keyboard.isAt("Write a message");
      await keyboard.types("By the button");
      await keyboard.tabsTo("Send");
      await keyboard.presses("Enter");
      await expect(guest.thread).toHaveCount(3);
      await keyboard.isAt("Write a message");
      await guest.isDone();
    });

    await test.step("arrows scroll the conversation, and a button leads to its end", async () => {
      await team.says(id, "Long\n".repeat(40), "The end");
      await expect(guest.thread.last()).toHaveText("The end");
      await keyboard.tabsTo("Conversation", "Shift+Tab");
      await keyboard.presses("Home");
      await expect.poll(() => panel.locator(".scroll").evaluate((list) => list.scrollTop)).toBe(0);
      await expect(panel.getByRole("button", { name: "To the newest message" })).toBeVisible();
      await keyboard.tabsTo("To the newest message");
      await keyboard.presses("Enter");
      await expect(guest.thread.last()).toBeInViewport();
    });

    await test.step("the menu opens, closes by Escape without the panel, and does what it says", async () => {
      await keyboard.tabsTo("Options", "Shift+Tab");
      await keyboard.presses("Enter");
      await keyboard.isAt("Turn sound off");
      await keyboard.presses("Escape");
      await keyboard.isAt("Options");
      await expect(guest.heading).toBeVisible();
      await keyboard.presses("Space");
      await keyboard.isAt("Turn sound off");
      await keyboard.presses("Enter");
      await keyboard.isAt("Options");
    });

    await test.step("a conversation that ended is rated by arrows", async () => {
      await team.resolves(id);
      await expect(panel.getByText("How was this conversation?")).toBeVisible();
      await keyboard.tabsTo(/^1 of 5/);
      await keyboard.presses("Space", "ArrowRight", "ArrowRight");
      await keyboard.isAt(/^3 of 5/);
      await keyboard.tabsTo(/^What should we know/);
      await keyboard.types("Fine");
      await keyboard.tabsTo("Send rating");
      await keyboard.presses("Enter");
      await expect(panel.getByText("Thank you for rating. 3 of 5.")).toBeVisible();
    });

    await test.step("to the list, into another conversation, back, and out", async () => {
      await keyboard.tabsTo("All conversations", "Shift+Tab");
      await keyboard.presses("Enter");
      await keyboard.isAt(/The end/);
      await keyboard.tabsTo("Start a new conversation");
      await keyboard.presses("Enter");
      await keyboard.isAt("Your name");
      await keyboard.tabsTo("All conversations", "Shift+Tab");
      await keyboard.presses("Enter");
      await keyboard.isAt(/The end/);
      await keyboard.presses("Enter");
      await keyboard.isAt("Write a message");
      await keyboard.tabsTo("Close chat", "Shift+Tab");
      await keyboard.presses("Enter");
      await keyboard.isAt("Chat");
      await expect(guest.heading).toBeHidden();
    });
  });
