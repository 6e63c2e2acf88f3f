import type { Route } from "@playwright/test";
import { EVERYWHERE, Guest, nameOf } from "../../harness/guest.ts";
import { picture } from "../../harness/picture.ts";
import { HOSTS } from "../../harness/shop.ts";
import { expect, test } from "../../harness/world.ts";

const MESSAGES = `https://${HOSTS.api}/v1/conversations/*/messages`;

for (const place of EVERYWHERE)
  test(`on ${nameOf(place)} both sides see what the other one writes, how far it got, and that it comes`, async ({
    team,
    someone,
  }) => {
    await team.showsFace(picture(64, 64, 1));
    const context = await Guest.browses(place, someone);
    const guest = await Guest.comes(place, context, await team.makesSite());
    const { panel, page } = guest;
    const state = panel.locator(".own .meta").last();
    await guest.opensChat();
    const odd = 'Is <b id="x">this</b> it: https://shop.example/kettles?a=1&b=2. 🫖👩🏽‍🚀';
    await guest.starts(odd);
    const { id } = await team.conversationAt(guest.chat);
    const seat = await team.sitsAt(id);

    await test.step("links can be followed, and everything else stays as it was typed", async () => {
      const link = guest.thread.getByRole("link");
      await expect(link).toHaveText("https://shop.example/kettles?a=1&b=2");
      await expect(link).toHaveAttribute("href", "https://shop.example/kettles?a=1&b=2");
      await expect(link).toHaveAttribute("rel", /noopener/);
      await expect(panel.locator("#x")).toHaveCount(0);
      await expect(panel.getByRole("heading", { name: "Today" })).toBeVisible();
    });

    await test.step("a message is sent, delivered and read", async () => {
      await expect(state).toHaveText(/^Sent · \d/);
      await team.has(id, { delivered_seq: 1, read_seq: 0 });
      await expect(state).toHaveText(/^Delivered · \d/);
      await team.has(id, { delivered_seq: 1, read_seq: 1 });
      await expect(state).toHaveText(/^Read · \d/);
    });

    await test.step("each side sees the other one type", async () => {
      const status = panel.locator("header p").first();
      await expect(async () => {
        seat.types();
        await expect(status).toHaveText(/is writing…/, { timeout: 500 });
      }).toPass();
      await guest.field.pressSequentially("Well");
      await expect.poll(() => seat.seesTyping).toBe(true);
    });

    await test.step("answers stand in a group, with a face and a name at its end", async () => {
      await team.says(id, "It is.", "שלום, it is the blue one", "Anything else?");
      await guest.sees(odd, "It is.", "שלום, it is the blue one", "Anything else?");
      await expect(panel.locator("header p").first()).toHaveText("We reply right here.");
      await expect(panel.locator(".theirs")).toHaveCount(1);
      await expect(panel.locator(".theirs .meta")).toHaveCount(1);
      await expect(panel.locator(".theirs .meta")).toContainText(" · ");
      const face = panel.locator(".theirs .meta img");
      await expect.poll(() => face.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
      const directions = await guest.thread
        .locator(".said")
        .evaluateAll((all) => all.map((said) => getComputedStyle(said).direction));
      expect(directions).toEqual(["ltr", "ltr", "rtl", "ltr"]);
      await expect(guest.field).toHaveValue("Well");
    });

    await test.step("what comes while the chat is closed is counted on the launcher and in the title", async () => {
      const title = await page.title();
      await guest.closesChat();
      await team.says(id, "One more thing", "and another");
      await expect(page.locator("stonechat-widget .badge")).toHaveText("2");
      await expect(guest.launcher).toHaveAccessibleName(/^Chat.+2 unread/);
      await expect(page).toHaveTitle(`(2) ${title}`);
      await guest.opensChat();
      await expect(page).toHaveTitle(title);
      await expect(page.locator("stonechat-widget .badge")).toBeHidden();
      await expect(guest.field).toHaveValue("Well");
    });

    await test.step("offline it says so, and sends when the line is back", async () => {
      await context.setOffline(true);
      await expect(panel.getByText("You’re offline. We’ll send your messages when you’re back.")).toBeVisible();
      await guest.writes("From a tunnel");
      await expect(state).toHaveText("Sending…");
      await context.setOffline(false);
      await expect(state).toHaveText(/^Sent/);
      await expect(panel.getByText("You’re offline.")).toHaveCount(0);
      expect(await team.textsOf(id)).toContain("From a tunnel");
    });

    await test.step("what the server refuses is kept, and can be edited or tried again", async () => {
      await context.route(MESSAGES, refuse);
      await guest.writes("Not like this");
      await expect(panel.getByText("Not sent.")).toBeVisible();
      await guest.pressesButton("Edit");
      await expect(guest.field).toHaveValue("Not like this");
      await guest.writes("But like this");
      await expect(panel.getByText("Not sent.")).toBeVisible();
      await context.unroute(MESSAGES, refuse);
      await guest.pressesButton("Try again");
      await expect(state).toHaveText(/^Sent/);
      expect(await team.textsOf(id)).toContain("But like this");
      expect(await team.textsOf(id)).not.toContain("Not like this");
    });

    await test.step("what the server could not be told goes out after a reload, once", async () => {
      await context.route(MESSAGES, lose);
      await guest.writes("Through all of it");
      await expect(state).toHaveText("Sending…");
      // The field is empty once the message is safe; until then a reload would bring the words back into it.
      await expect(guest.field).toHaveValue("");
      await page.reload();
      await expect(page.locator("stonechat-widget")).toHaveCount(1);
      await page.evaluate(() => window.Stonechat?.open());
      await expect(guest.thread.last()).toHaveText("Through all of it");
      await expect(state).toHaveText("Sending…");
      await context.unroute(MESSAGES, lose);
      await expect(state).toHaveText(/^Sent/);
      expect((await team.textsOf(id)).filter((text) => text === "Through all of it")).toHaveLength(1);
    });
    seat.leaves();
  });

async function refuse(route: Route): Promise<void> {
  if (route.request().method() !== "POST") return route.fallback();
  const headers = { "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin" };
  const body = JSON.stringify({ title: "No", status: 422, detail: "Not this text.", code: "invalid_text" });
  await route.fulfill({ status: 422, headers, contentType: "application/problem+json", body });
}

async function lose(route: Route): Promise<void> {
  if (route.request().method() === "POST") await route.abort();
  else await route.fallback();
}
