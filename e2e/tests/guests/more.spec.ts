import { readFile } from "node:fs/promises";
import { EVERYWHERE, Guest, nameOf } from "../../harness/guest.ts";
import { watchMoves } from "../../harness/moves.ts";
import { expect, test } from "../../harness/world.ts";

/** As high as a third of a phone's screen. */
const tall = (name: string): string => `${name}\n${"and more\n".repeat(9)}`;

for (const place of EVERYWHERE)
  test(`on ${nameOf(place)} conversations end, are rated, kept, heard and found again`, async ({ team, someone }) => {
    const context = await Guest.browses(place, someone);
    await context.addInitScript(countNotes);
    const guest = await Guest.comes(place, context, await team.makesSite());
    const { panel, page } = guest;
    await guest.opensChat();
    await guest.starts("My kettle is broken");
    const { id } = await team.conversationAt(guest.chat);
    const list = panel.locator(".scroll");

    await test.step("what comes while an earlier message is read waits behind a button", async () => {
      await team.says(id, ...["One", "Two", "Three"].map(tall));
      await expect(guest.thread.last()).toContainText("Three");
      await expect(guest.thread.last()).toBeInViewport();
      await list.evaluate((element) => element.scrollTo(0, 0));
      await expect(panel.getByRole("button", { name: "To the newest message" })).toBeVisible();
      await team.says(id, "The newest");
      await expect(panel.getByRole("button", { name: "New messages" })).toBeVisible();
      await expect(guest.thread.last()).not.toBeInViewport();
      expect(await list.evaluate((element) => element.scrollTop)).toBe(0);
      await guest.pressesButton("New messages");
      await expect(guest.thread.last()).toBeInViewport();
      await expect(panel.getByRole("button", { name: "New messages" })).toHaveCount(0);
    });

    await test.step("a sound tells what nobody sees, until it is turned off, on every page", async () => {
      await guest.closesChat();
      await team.says(id, "Ring");
      await expect.poll(() => page.evaluate(notes)).toBe(2);
      await guest.opensChat();
      await guest.pressesButton("Options");
      await guest.pressesButton("Turn sound off");
      await guest.closesChat();
      await team.says(id, "Silence");
      await expect(page.locator("stonechat-widget .badge")).toHaveText("1");
      await guest.opensChat();
      await guest.pressesButton("Options");
      await expect(panel.getByRole("button", { name: "Turn sound on" })).toBeVisible();
      expect(await page.evaluate(notes)).toBe(2);
    });

    await test.step("the transcript is a file with all of it", async () => {
      const [file] = await Promise.all([page.waitForEvent("download"), guest.pressesButton("Download transcript")]);
      expect(file.suggestedFilename()).toMatch(/^The kettle shop \d{4}-\d\d-\d\d\.txt$/);
      const text = await readFile(await file.path(), "utf8");
      for (const said of ["You, ", "My kettle is broken", "Three\nand more", "Silence"]) expect(text).toContain(said);
    });

    await test.step("the end is rated, and the rating can be changed", async () => {
      await team.resolves(id);
      await expect(panel.getByText("How was this conversation?")).toBeVisible();
      await guest.presses(panel.locator(".star").nth(3));
      await panel.getByLabel("What should we know?").fill("Fast");
      await guest.pressesButton("Send rating");
      await expect(panel.getByText("Thank you for rating. 4 of 5.")).toBeVisible();
      expect(await team.conversationAt(guest.chat)).toMatchObject({ rating: 4, rating_text: "Fast" });
      await guest.pressesButton("Change");
      await guest.presses(panel.locator(".star").nth(4));
      await guest.pressesButton("Send rating");
      await expect(panel.getByText("Thank you for rating. 5 of 5.")).toBeVisible();
    });

    await test.step("several conversations have a list, each with its draft and what is unread in it", async () => {
      await guest.field.fill("A draft of the first");
      await guest.pressesButton("All conversations");
      await guest.pressesButton("Start a new conversation");
      await panel.getByLabel("Message").fill("And a red one, please");
      await guest.pressesButton("Start chat");
      await guest.sees("And a red one, please");
      await guest.isDone();
      await expect(guest.field).toHaveValue("");
      await team.says(id, "One more word to the first");
      await guest.pressesButton("All conversations");
      const rows = panel.getByRole("list").getByRole("button");
      await expect(rows).toHaveCount(2);
      await expect(rows.first()).toContainText("One more word to the first");
      await expect(rows.first()).toContainText("1 unread");
      await expect(rows.nth(1)).toContainText("And a red one, please");
      await guest.presses(rows.first());
      await expect(guest.thread.last()).toHaveText("One more word to the first");
      await expect(guest.field).toHaveValue("A draft of the first");
    });
  });

// On the shop's desktop another test looks at the same with the wheel.
const LONG = EVERYWHERE.filter(
  ({ site, device }) => site.name !== "a strict shop" && device.isPhone === site.origin.startsWith("https:"),
);

for (const place of LONG)
  test(`on ${nameOf(place)} earlier messages come without moving what is read`, async ({ team, someone }) => {
    const guest = await Guest.comes(place, await Guest.browses(place, someone), await team.makesSite());
    await guest.opensChat();
    await guest.starts("The first");
    const { id } = await team.conversationAt(guest.chat);
    await team.says(id, ...Array.from({ length: 45 }, (_, index) => `Answer ${index + 1}\nin two lines`));
    await guest.page.reload();
    await guest.page.evaluate(() => window.Stonechat?.open());
    await expect(guest.thread.last()).toContainText("Answer 45");
    await expect(guest.thread.last()).toBeInViewport();
    const before = await guest.thread.count();
    expect(before).toBeLessThan(46);
    const { up, down } = await watchMoves(guest.panel.locator(".scroll"), 40);
    expect(await guest.thread.count()).toBeGreaterThan(before);
    await expect(guest.thread.first()).toHaveText("The first");
    expect(down).toBeLessThanOrEqual(40 + 2);
    expect(up).toBeLessThanOrEqual(2);
  });

interface Counting extends Window {
  notes?: number;
}

/** In every frame: each tone of the chime, of which it has two. */
function countNotes(): void {
  const { prototype } = OscillatorNode;
  const { start } = prototype;
  prototype.start = function (...given) {
    const page = window.top as Counting;
    page.notes = (page.notes ?? 0) + 1;
    start.apply(this, given);
  };
}

function notes(): number {
  return (window as Counting).notes ?? 0;
}
