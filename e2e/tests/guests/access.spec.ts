import { EVERYWHERE, Guest, nameOf } from "../../harness/guest.ts";
import { contrastOf, cutOff, fadeOnly } from "../../harness/looks.ts";
import { expect, test } from "../../harness/world.ts";

/** The widest and the narrowest that people set: 200 % and 400 % of 1280 by 800, and a small phone. */
const SIZES = [
  { width: 640, height: 400 },
  { width: 320, height: 256 },
  { width: 320, height: 568 },
];

for (const place of EVERYWHERE)
  test(`on ${nameOf(place)} the chat is there for everybody`, async ({ team, someone }) => {
    const context = await Guest.browses(place, someone, { colorScheme: "dark" });
    const chat = await team.makesSite({ color: "#ffee00" });
    const guest = await Guest.comes(place, context, `${chat}&color=%23ffee00`);
    const { page, panel } = guest;

    await test.step("the focus goes in, Escape closes, and the focus comes back to where it was", async () => {
      await guest.presses(page.locator("#door"));
      const first = place.device.isPhone ? panel.getByRole("main") : panel.getByLabel("Your name");
      await expect(first).toBeFocused();
      await page.keyboard.press("Escape");
      await expect(guest.heading).toBeHidden();
      await guest.opensChat();
      await expect(first).toBeFocused();
      await page.keyboard.press("Escape");
      await expect(guest.heading).toBeHidden();
      await expect(guest.launcher).toBeFocused();
    });

    await test.step("what arrives is read out, politely and once, and one's own words are not", async () => {
      await guest.opensChat();
      await guest.starts("Can you hear me?");
      const { id } = await team.conversationAt(chat);
      await team.says(id, "Loud and clear", "Can you?");
      await expect(guest.thread).toHaveCount(3);
      const polite = panel.locator('[aria-live="polite"]');
      await expect(polite).toHaveCount(1);
      await expect(polite.locator("p")).toHaveText([/: Loud and clear$/, /: Can you\?$/]);
      await expect(panel.getByRole("log")).toHaveAttribute("aria-live", "off");
      await expect(panel.getByRole("log")).toHaveAccessibleName("Conversation");
    });

    await test.step("words on the owner's yellow are dark, and the panel is dark where the device is", async () => {
      for (const colored of [guest.launcher, panel.locator(".own .bubble").first()])
        expect(await contrastOf(colored)).toBeGreaterThanOrEqual(4.5);
      expect(await contrastOf(panel.locator(".theirs .bubble").first())).toBeGreaterThanOrEqual(7);
      const lightness = () => panel.locator("header").evaluate(lightnessBehind);
      expect(await lightness()).toBeLessThan(0.35);
      await page.emulateMedia({ colorScheme: "light" });
      await expect.poll(lightness).toBeGreaterThan(0.9);
    });

    await test.step("with less motion it only fades, and colors of one's own leave edges in sight", async () => {
      expect(await fadeOnly(page)).toEqual([]);
      await page.emulateMedia({ forcedColors: "active" });
      for (const edged of [guest.launcher, panel.locator(".own .bubble").first()])
        expect(
          await edged.evaluate((element) => Number.parseFloat(getComputedStyle(element).borderTopWidth)),
        ).toBeGreaterThan(0);
      await page.emulateMedia({ forcedColors: "none" });
    });

    await test.step("zoomed in or on a small screen nothing is cut off", async () => {
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await expect(guest.field).toBeInViewport({ ratio: 1 });
        await expect(panel.getByRole("button", { name: "Close chat" })).toBeInViewport({ ratio: 1 });
        await expect(panel.getByRole("button", { name: "Send" })).toBeInViewport({ ratio: 1 });
        expect(await cutOff(panel), `${size.width} by ${size.height}`).toEqual([]);
      }
      await guest.pressesButton("All conversations");
      await guest.pressesButton("Start a new conversation");
      for (const size of SIZES) {
        await page.setViewportSize(size);
        const start = panel.getByRole("button", { name: "Start chat" });
        await start.scrollIntoViewIfNeeded();
        // Its last pixel may be a half one.
        await expect(start).toBeInViewport({ ratio: 0.98 });
        expect(await cutOff(panel), `${size.width} by ${size.height}`).toEqual([]);
      }
    });
  });

/** Of what is painted behind an element, from 0 to 1. */
function lightnessBehind(element: Element): number {
  let painted: Element | null = element;
  while (painted && /^(transparent|rgba\(.*, 0\))$/.test(getComputedStyle(painted).backgroundColor))
    painted = painted.parentElement;
  const painter = document.createElement("canvas").getContext("2d");
  if (!painter || !painted) return Number.NaN;
  painter.fillStyle = getComputedStyle(painted).backgroundColor;
  painter.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = painter.getImageData(0, 0, 1, 1).data;
  return (red + green + blue) / 3 / 255;
}
