import type { SetFormField } from "@stonechat/openapi/types";
import { EVERYWHERE, Guest, nameOf } from "../../harness/guest.ts";
import { expectNames } from "../../harness/tree.ts";
import { expect, test } from "../../harness/world.ts";

const option = (value: string) => ({ value, label: value });

const QUESTIONS: SetFormField[] = [
  { key: "name", kind: "text", label: "Your name", required: true, help: "As we may call you." },
  { key: "topic", kind: "choice", label: "Topic", required: true, options: ["An order", "A return"].map(option) },
  { key: "size", kind: "choice", label: "Size", options: ["1 l", "2 l", "3 l", "4 l", "5 l", "6 l"].map(option) },
  { key: "terms", kind: "consent", label: "I agree", required: true },
];

const HEADER = `
  - button "All conversations"
  - heading "The kettle shop" [level=1]
  - paragraph: We reply right here.
  - button "Options"
  - button "Close chat"`;

for (const place of EVERYWHERE.filter(({ site }) => !site.isApp))
  test(`on ${nameOf(place)} the accessibility tree tells the whole conversation`, async ({ team, someone }) => {
    const guest = await Guest.comes(place, await Guest.browses(place, someone), await team.makesSite({}, QUESTIONS));
    const { page, panel } = guest;
    const tells = async (snapshot: string): Promise<void> => {
      await expect(panel.locator("body")).toMatchAriaSnapshot(snapshot);
      await expectNames(page);
    };
    const launcher = page.locator("stonechat-widget");
    await expect(launcher).toMatchAriaSnapshot('- button "Chat"');
    await expect(guest.launcher).toHaveAttribute("aria-expanded", "false");

    await guest.opensChat();
    await expect(guest.launcher).toHaveAttribute("aria-expanded", "true");
    await guest.pressesButton("Start chat");
    await tells(`
- main "Chat":
  - heading "The kettle shop" [level=1]
  - paragraph: We reply right here.
  - button "Close chat"
  - heading "Hello. How can we help?" [level=2]
  - text: Your name
  - textbox "Your name" [invalid]
  - paragraph: As we may call you.
  - paragraph: Your name is needed.
  - radiogroup "Topic" [invalid]:
    - text: Topic
    - radio "An order"
    - text: An order
    - radio "A return"
    - text: A return
  - paragraph: Choose one of these.
  - text: Size (optional)
  - combobox "Size (optional)"
  - checkbox "I agree" [invalid]
  - text: I agree
  - paragraph: Tick this box to go on.
  - text: Message
  - textbox "Message" [invalid]
  - paragraph: Write what you would like to ask.
  - alert: Please check the marked fields.
  - button "Start chat"`);

    await panel.getByLabel("Your name").fill("Grace");
    await panel.getByLabel("A return").check();
    await panel.getByLabel("I agree").check();
    await panel.getByLabel("Message").fill("Hello");
    await guest.pressesButton("Start chat");
    await guest.sees("Hello");
    await guest.isDone();
    const { id } = await team.conversationAt(guest.chat);
    await tells(`
- main "Chat":${HEADER}
  - region "Conversation":
    - log "Conversation":
      - heading "Today" [level=2]
      - text: You Hello
      - paragraph: /Sent · .+/
  - textbox "Write a message"
  - button "Send" [disabled]`);

    await team.says(id, "See https://shop.example/help");
    const talk = `
    - log "Conversation":
      - heading "Today" [level=2]
      - text: /You Hello Ada See/
      - link "https://shop.example/help"
      - paragraph: /Ada · .+/`;
    await tells(`
- main "Chat":${HEADER}
  - region "Conversation":${talk}
  - paragraph: "Ada: See https://shop.example/help"
  - status
  - textbox "Write a message"
  - button "Send" [disabled]`);

    await guest.field.fill("Thank you");
    await guest.pressesButton("Options");
    await tells(`
- main "Chat":
  - button "All conversations"
  - heading "The kettle shop" [level=1]
  - paragraph: We reply right here.
  - button "Options" [expanded]
  - list:
    - listitem:
      - button "Turn sound off"
    - listitem:
      - button "Download transcript"
  - button "Close chat"
  - region "Conversation":${talk}
  - textbox "Write a message": Thank you
  - button "Send"`);
    await guest.pressesButton("Options");

    await team.resolves(id);
    await guest.presses(panel.locator(".star").nth(3));
    await tells(`
- main "Chat":${HEADER}
  - region "Conversation":${talk}
    - group "How was this conversation?":
      - radio "1 of 5, Very bad"
      - radio "2 of 5, Bad"
      - radio "3 of 5, Fine"
      - radio "4 of 5, Good" [checked]
      - radio "5 of 5, Very good"
    - text: What should we know? (optional)
    - textbox "What should we know? (optional)"
    - button "Send rating"`);
    await guest.pressesButton("Send rating");
    await tells(`
- region "Conversation":${talk}
    - status: Thank you for rating. 4 of 5.
    - button "Change"`);

    await guest.pressesButton("All conversations");
    await tells(`
- main "Chat":
  - heading "The kettle shop" [level=1]
  - paragraph: Your conversations
  - button "Options"
  - button "Close chat"
  - navigation "Your conversations":
    - list:
      - listitem:
        - button /^Ada .+ See https:\\/\\/shop.example\\/help Done$/
  - button "Start a new conversation"`);

    await guest.closesChat();
    await team.says(id, "One more thing");
    await expect(launcher).toMatchAriaSnapshot("- button /^Chat.+1 unread/");
    // What is closed is not there for anybody: only the launcher is.
    await expect(panel.locator("body")).toBeHidden();
  });
