import type { SetFormField } from "@stonechat/openapi/types";
import { EVERYWHERE, Guest, nameOf } from "../../harness/guest.ts";
import { expect, test } from "../../harness/world.ts";

const option = (value: string) => ({ value, label: value });

/** Every kind of question, and one that is asked of some only. */
const QUESTIONS: SetFormField[] = [
  { key: "name", kind: "text", label: "Your name", required: true },
  { key: "email", kind: "email", label: "Email", required: true, help: "We answer here." },
  { key: "phone", kind: "phone", label: "Phone" },
  { key: "topic", kind: "choice", label: "Topic", required: true, options: ["Order", "Return"].map(option) },
  { key: "number", kind: "text", label: "Order number", shown_if: { key: "topic", values: ["Order"] }, required: true },
  { key: "size", kind: "choice", label: "Size", options: ["1 l", "2 l", "3 l", "4 l", "5 l", "6 l"].map(option) },
  { key: "details", kind: "long_text", label: "Details", max_length: 20 },
  { key: "news", kind: "checkbox", label: "Send me news" },
  { key: "terms", kind: "consent", label: "I agree to https://shop.example/terms", required: true },
];

for (const place of EVERYWHERE)
  test(`on ${nameOf(place)} the form asks every kind of question and says what is wrong where it is wrong`, async ({
    team,
    someone,
  }) => {
    const chat = await team.makesSite({ greeting: "Ask us anything" }, QUESTIONS);
    const guest = await Guest.comes(place, await Guest.browses(place, someone), chat);
    const { panel } = guest;
    const message = panel.getByLabel("Message");
    const errors = panel.locator(".field .error");

    await test.step("what is missing is marked, and the focus is in the first of it", async () => {
      await guest.opensChat();
      await expect(panel.getByRole("heading", { name: "Ask us anything" })).toBeVisible();
      await guest.pressesButton("Start chat");
      const missing = ["Your name is needed.", "Email is needed.", "Choose one of these.", "Tick this box to go on."];
      await expect(errors).toHaveText([...missing, "Write what you would like to ask."]);
      await expect(panel.getByRole("alert")).toHaveText("Please check the marked fields.");
      await expect(panel.getByLabel("Your name")).toBeFocused();
      await expect(panel.getByLabel("Your name")).toHaveAccessibleDescription("Your name is needed.");
      await expect(panel.getByLabel("Email")).toHaveAccessibleDescription("We answer here. Email is needed.");
    });

    await test.step("an error goes when its field is corrected, and others come", async () => {
      await panel.getByLabel("Your name").fill("Grace");
      await panel.getByLabel("Email").fill("grace@nowhere");
      await panel.getByLabel("Phone").fill("call me");
      await panel.getByLabel("Details").fill("More than twenty characters");
      await expect(errors.first()).not.toHaveText("Your name is needed.");
      await message.fill("My kettle sings");
      await guest.pressesButton("Start chat");
      const wrong = [
        /^Enter an email address/,
        /^Enter a phone number/,
        /^Choose/,
        "Use 20 characters or fewer.",
        /^Tick/,
      ];
      await expect(errors).toHaveText(wrong);
      await expect(panel.getByLabel("Email")).toBeFocused();
    });

    await test.step("a question depends on an earlier answer, and remembers its own", async () => {
      const number = panel.getByLabel("Order number");
      await expect(number).toHaveCount(0);
      await guest.presses(panel.getByLabel("Order", { exact: true }));
      await number.fill("4711");
      await guest.presses(panel.getByLabel("Return", { exact: true }));
      await expect(number).toHaveCount(0);
      await guest.presses(panel.getByLabel("Order", { exact: true }));
      await expect(number).toHaveValue("4711");
    });

    await test.step("the consent has a link that does not leave the chat", async () => {
      const link = panel.getByRole("link", { name: "https://shop.example/terms" });
      await expect(link).toHaveAttribute("target", "_blank");
      await expect(link).toHaveAttribute("rel", /noopener/);
      await guest.presses(panel.getByRole("checkbox", { name: /^I agree/ }));
      await guest.presses(panel.getByRole("checkbox", { name: /^Send me news/ }));
    });

    await test.step("what the server refuses is marked at its field as well, and nothing is lost", async () => {
      await panel.getByLabel("Email").fill("grace@example.com");
      await panel.getByLabel("Phone").fill("030 1234567");
      await panel.getByLabel("Details").fill("It is blue");
      await panel.getByLabel("Size").selectOption("3 l");
      await panel.getByLabel("Order number").fill("4711\u0000");
      await guest.pressesButton("Start chat");
      await expect(panel.getByLabel("Order number")).toHaveAttribute("aria-invalid", "true");
      await expect(panel.getByLabel("Order number")).toBeFocused();
      await expect(message).toHaveValue("My kettle sings");
      await panel.getByLabel("Order number").fill("4711");
      await guest.pressesButton("Start chat");
      await guest.sees("My kettle sings");
      await guest.isDone();
      const { answers } = await team.conversationAt(chat);
      const given = ["Grace", "grace@example.com", "030 1234567", "Order", "4711", "3 l", "It is blue", "yes", "yes"];
      expect(answers.map(({ value }) => value)).toEqual(given);
    });

    await test.step("the next form knows who asks", async () => {
      await guest.pressesButton("All conversations");
      await guest.pressesButton("Start a new conversation");
      await expect(panel.getByLabel("Your name")).toHaveValue("Grace");
      await expect(panel.getByLabel("Email")).toHaveValue("grace@example.com");
      await expect(panel.getByLabel("Phone")).toHaveValue("030 1234567");
      await expect(panel.getByLabel("Details")).toHaveValue("");
    });
  });

const NIGHTS = EVERYWHERE.filter(
  ({ site, device }) => !site.isApp && device.isPhone === site.origin.startsWith("https:"),
);

for (const place of NIGHTS)
  test(`on ${nameOf(place)} somebody who comes at night leaves a message and is told when somebody will be there`, async ({
    team,
    someone,
  }) => {
    const tomorrow = ((new Date(Date.now() + 86_400_000).getUTCDay() + 6) % 7) + 1;
    const chat = await team.makesSite({
      away_text: "We sleep.",
      time_zone: "UTC",
      office_hours: [{ day: tomorrow, opens: "09:00", closes: "17:00" }],
    });
    const context = await Guest.browses(place, someone, { timezoneId: "UTC" });
    const guest = await Guest.comes(place, context, chat);
    await guest.opensChat();
    await expect(guest.panel.getByText("We sleep.")).toBeVisible();
    await expect(guest.panel.getByText(/^We’re back tomorrow at 9:00.AM\.$/)).toBeVisible();
    await expect(guest.panel.getByText("Leave a message. We’ll answer right here.")).toBeVisible();
    await guest.panel.getByLabel("Your name").fill("Grace");
    await guest.panel.getByLabel("Email").fill("grace@example.com");
    await guest.panel.getByLabel("Message").fill("For the morning");
    await guest.pressesButton("Leave a message");
    await guest.sees("For the morning");
    await guest.isDone();
    await expect(guest.panel.locator("header")).toContainText("We’re back tomorrow at 9:00");
    // Nobody of the team is at a dashboard.
    await expect(guest.field).toHaveAttribute("placeholder", "Leave a message");
  });
