import { DESKTOP, PHONE } from "../../harness/devices.ts";
import { Guest, nameOf, type Place } from "../../harness/guest.ts";
import { HOSTS } from "../../harness/shop.ts";
import { SITES } from "../../harness/sites.ts";
import { expect, test } from "../../harness/world.ts";

const NOT_KEPT = "Your browser doesn’t save this chat.";
/** Each site once, and both devices. */
const places: Place[] = SITES.map((site, index) => ({ site, device: index === 1 ? DESKTOP : PHONE }));

for (const place of places) {
  test(`on ${nameOf(place)} a browser that refuses all storage has a chat for as long as the page is open, and says so`, async ({
    team,
    someone,
  }) => {
    const context = await Guest.browses(place, someone);
    await context.addInitScript(refuseStorage);
    const guest = await Guest.comes(place, context, await team.makesSite());
    await guest.opensChat();
    await guest.starts("Will you remember me?");
    await expect(guest.panel.getByText(NOT_KEPT)).toBeVisible();
    await guest.writes("Still here");
    await guest.isDone();
    await team.says((await team.conversationAt(guest.chat)).id, "So are we");
    await guest.sees("Will you remember me?", "Still here", "So are we");
    await guest.isDone();
    await guest.page.reload();
    await guest.opensChat();
    await expect(guest.panel.getByRole("button", { name: "Start chat" })).toBeVisible();
  });

  test(`on ${nameOf(place)} a storage that is full costs no word, and is told`, async ({ team, someone }) => {
    const context = await Guest.browses(place, someone);
    const guest = await Guest.comes(place, context, await team.makesSite());
    await guest.page.evaluate(fillStorage);
    await guest.opensChat();
    await guest.starts("Is there room?");
    await expect(guest.panel.getByText(NOT_KEPT)).toBeVisible();
    await guest.writes("For this, too?");
    await guest.sees("Is there room?", "For this, too?");
    await guest.isDone();
    // As soon as there is room it is saved after all.
    await guest.page.evaluate(() => localStorage.clear());
    await guest.writes("And now?");
    await guest.isDone();
    await expect(guest.panel.getByText(NOT_KEPT)).toHaveCount(0);
    await guest.page.reload();
    await expect.poll(() => guest.page.evaluate(() => window.Stonechat?.state.ready)).toBe(true);
    await guest.page.evaluate(() => window.Stonechat?.open());
    await guest.sees("Is there room?", "For this, too?", "And now?");
  });

  test(`on ${nameOf(place)} a shop that clears everything in mid-conversation ends nothing`, async ({
    team,
    someone,
  }) => {
    const context = await Guest.browses(place, someone);
    const guest = await Guest.comes(place, context, await team.makesSite());
    await guest.opensChat();
    await guest.starts("Before");
    await guest.page.evaluate(clearStorage);
    await guest.writes("After");
    await guest.sees("Before", "After");
    await guest.isDone();
    const { id } = await team.conversationAt(guest.chat);
    expect(await team.textsOf(id)).toEqual(["Before", "After"]);
    await guest.page.reload();
    await expect.poll(() => guest.page.evaluate(() => window.Stonechat?.state.ready)).toBe(true);
    await guest.page.evaluate(() => window.Stonechat?.open());
    await guest.sees("Before", "After");
    expect(await team.conversationsAt(guest.chat)).toHaveLength(1);
  });

  test(`on ${nameOf(place)} somebody who is blocked, and a server that is gone, have calm words`, async ({
    world,
    team,
    someone,
  }) => {
    const context = await Guest.browses(place, someone);
    const chat = await team.makesSite({ reopen_days: 0 });
    const guest = await Guest.comes(place, context, chat);
    const { panel } = guest;
    await context.route(`https://${HOSTS.api}/**`, (route) => route.abort());
    await guest.presses(guest.launcher);
    await expect(panel.getByText("The chat can’t be reached right now.")).toBeVisible();
    await context.unroute(`https://${HOSTS.api}/**`);
    await guest.pressesButton("Try again");
    await guest.starts("Hello?");
    const { id, customer_id } = await team.conversationAt(chat);

    // Over for good: what is written then goes along into a new conversation.
    await team.resolves(id);
    await expect(panel.getByText("How was this conversation?")).toBeVisible();
    await guest.writes("One more question");
    await expect(panel.getByText("This conversation is over.")).toBeVisible();
    await guest.pressesButton("Start a new conversation");
    await expect(panel.getByLabel("Message")).toHaveValue("One more question");
    await guest.pressesButton("Start chat");
    await guest.sees("One more question");
    await guest.isDone();

    await team.blocks(customer_id);
    await expect(async () => {
      // The field may go at any moment, as it should.
      if (await guest.field.isVisible()) await guest.writes("Anybody?", { timeout: 1_000 });
      await expect(panel.getByText("The team takes no messages from here any more.")).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await expect(guest.field).toHaveCount(0);
    await guest.closesChat();
    expect(world.internet.seen.length).toBeGreaterThan(0);
  });
}

/** As browsers do at the customer's wish. */
function refuseStorage(): void {
  for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
    Object.defineProperty(window, name, {
      get: () => {
        throw new DOMException("The customer wants none.", "SecurityError");
      },
    });
}

function fillStorage(): void {
  for (let size = 4_000_000; size >= 1; size = Math.floor(size / 2))
    for (let count = 0; count < 3; count++)
      try {
        localStorage.setItem(`filler-${size}-${count}`, "x".repeat(size));
      } catch {
        break;
      }
}

async function clearStorage(): Promise<void> {
  localStorage.clear();
  sessionStorage.clear();
  for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name);
}
