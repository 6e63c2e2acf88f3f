import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EVERYWHERE, Guest, nameOf } from "../../harness/guest.ts";
import { expect, test } from "../../harness/world.ts";

const DOCS = readFileSync(join(import.meta.dirname, "../../../docs/embedding.md"), "utf8");
/** The two lines, as they stand in the docs. */
const STUB = /window\.Stonechat \?\?= [\s\S]*?\}\);/.exec(DOCS)?.[0] ?? "";

type Heard = [event: string, detail: unknown][];
type Listening = Window & { byCall: Heard; byWindow: Heard; readied: number };

for (const place of EVERYWHERE)
  test(`on ${nameOf(place)} the page says and hears everything through window.Stonechat`, async ({ team, someone }) => {
    const context = await Guest.browses(place, someone);
    await context.addInitScript(STUB);
    await context.addInitScript(sayBefore);
    const guest = await Guest.comes(place, context, await team.makesSite());
    const { page } = guest;
    const heard = async (...events: string[]): Promise<unknown[]> => {
      const { byCall, byWindow } = await heardOn(guest);
      expect(byWindow).toEqual(byCall);
      return byCall.filter(([event]) => events.includes(event));
    };

    await test.step("what was said before the script came is done in its order", async () => {
      await expect(guest.panel.getByRole("button", { name: "Chat starten" })).toBeVisible();
      await expect(guest.panel.locator("html")).toHaveAttribute("data-theme", "dark");
      expect((await heard("ready", "open")).map(String).sort()).toEqual(["open,", "ready,"]);
      const state = { ready: true, open: true, launcher: "shown", unread: 0, status: "fine" };
      expect(await page.evaluate(() => window.Stonechat?.state)).toEqual(state);
      await expect.poll(() => page.evaluate(() => (window as unknown as Listening).readied)).toBe(2);
    });

    await test.step("it opens, closes, changes its language and its theme, and hides the launcher", async () => {
      await page.evaluate(() => {
        const { setLocale, setTheme, close, hideLauncher, toggle } = window.Stonechat ?? ({} as never);
        close();
        hideLauncher();
        setLocale("en");
        setTheme("light");
        toggle();
        toggle();
      });
      await expect(guest.heading).toBeHidden();
      await expect(guest.launcher).toBeHidden();
      expect(await heard("open", "close")).toHaveLength(4);
      expect(await page.evaluate(() => window.Stonechat?.state.launcher)).toBe("hidden");
    });

    await test.step("an element of the page opens it, and its link leads nowhere", async () => {
      const { href } = new URL(page.url());
      await guest.presses(page.locator("#door"));
      await expect(guest.panel.getByRole("button", { name: "Start chat" })).toBeVisible();
      await expect(guest.panel.locator("html")).toHaveAttribute("data-theme", "light");
      expect(page.url()).toBe(href);
      await page.evaluate(() => window.Stonechat?.showLauncher());
      if (!place.device.isPhone) await expect(guest.launcher).toBeVisible();
    });

    await test.step("it tells what the customer and the team do, and the team is told what the page says", async () => {
      await page.evaluate(() => {
        window.Stonechat?.setPage("/what-the-page-says");
        window.Stonechat?.setAttributes({ plan: "pro", seats: 3, trial: false });
      });
      await guest.starts("Hello");
      const { id, customer_id } = await team.conversationAt(guest.chat);
      expect(await heard("conversation:started")).toEqual([["conversation:started", { id }]]);
      expect(await heard("message:sent")).toMatchObject([["message:sent", { conversationId: id, text: "Hello" }]]);
      const told = { page_attributes: { plan: "pro", seats: 3, trial: false } };
      const last_page = `${place.site.origin}/what-the-page-says`;
      await expect.poll(() => team.customers(guest.chat)).toMatchObject([{ id: customer_id, ...told, last_page }]);
      await guest.closesChat();
      await team.says(id, "Hello yourself");
      const received = { conversationId: id, text: "Hello yourself" };
      await expect.poll(() => heard("message:received")).toMatchObject([["message:received", received]]);
      await expect.poll(() => heard("unread")).toEqual([["unread", 1]]);
      expect(await page.evaluate(() => window.Stonechat?.state.unread)).toBe(1);
      await page.evaluate(() => window.Stonechat?.open());
      await guest.sees("Hello", "Hello yourself");
      await expect
        .poll(() => heard("unread"))
        .toEqual([
          ["unread", 1],
          ["unread", 0],
        ]);
      await team.resolves(id);
      await expect.poll(() => heard("conversation:resolved")).toEqual([["conversation:resolved", { id }]]);
    });

    await test.step("it tells of the line and of mistakes, until nobody listens", async () => {
      await context.setOffline(true);
      await expect.poll(() => heard("status")).toEqual([["status", "offline"]]);
      expect(await page.evaluate(() => window.Stonechat?.state.status)).toBe("offline");
      await context.setOffline(false);
      await expect.poll(async () => (await heard("status")).at(-1)).toEqual(["status", "fine"]);
      await page.evaluate(sayNonsense);
      const codes = (await heard("error")).map((each) => (each as [string, { code: string }])[1].code);
      expect(codes).toEqual(Array.from({ length: 6 }, () => "bad_input"));
      expect(await page.evaluate(listenOnce)).toEqual(["bad_input"]);
    });

    await test.step("it forgets, goes away, and comes again as the page wants it", async () => {
      await page.evaluate(() => window.Stonechat?.reset());
      await expect(guest.panel.getByRole("button", { name: "Start chat" })).toBeVisible();
      expect(await page.evaluate(() => localStorage.length)).toBe(0);
      await page.evaluate(() => window.Stonechat?.destroy());
      await expect(page.locator("stonechat-widget")).toHaveCount(0);
      expect(await page.evaluate(() => window.Stonechat?.state.ready)).toBe(false);
      await page.evaluate((site) => {
        window.Stonechat?.init({ site, launcher: "hidden", locale: "fr" });
        window.Stonechat?.open();
      }, guest.chat);
      await expect(guest.panel.getByRole("button", { name: "Démarrer le chat" })).toBeVisible();
      await page.evaluate(() => window.Stonechat?.close());
      await expect(guest.launcher).toBeHidden();
      expect(await page.evaluate(() => window.Stonechat?.state)).toMatchObject({ ready: true, launcher: "hidden" });
    });
  });

/** Runs before everything else on the page, after the stub. */
function sayBefore(): void {
  if (window.parent !== window || !window.Stonechat) return;
  const { on, ready, setLocale, setTheme, open } = window.Stonechat;
  const listening = Object.assign(window as unknown as Listening, { byCall: [], byWindow: [], readied: 0 });
  const events = "ready open close unread message:sent message:received conversation:started conversation:resolved";
  for (const event of `${events} status error`.split(" ")) {
    on(event as "open", (detail) => listening.byCall.push([event, detail]));
    window.addEventListener(`stonechat:${event}`, (said) =>
      listening.byWindow.push([event, (said as CustomEvent<unknown>).detail ?? undefined]),
    );
  }
  ready(() => {
    listening.readied += 1;
    void window.Stonechat?.ready().then(() => {
      listening.readied += 1;
    });
  });
  setLocale("de");
  setTheme("dark");
  open();
}

async function heardOn({ page }: Guest): Promise<{ byCall: Heard; byWindow: Heard }> {
  return page.evaluate(() => {
    const { byCall, byWindow } = window as unknown as Listening;
    return { byCall: [...byCall], byWindow: [...byWindow] };
  });
}

function sayNonsense(): void {
  const chat = window.Stonechat as unknown as Record<string, (what: unknown) => void>;
  chat["setTheme"]?.("pink");
  chat["setLocale"]?.(17);
  chat["setPage"]?.("http://");
  chat["setAttributes"]?.({ cart: ["a", "list"] });
  chat["identify"]?.({ token: 7 });
  chat["setTokenProvider"]?.("no function");
}

/** What a listener hears that stops listening in between. */
function listenOnce(): string[] {
  const codes: string[] = [];
  const stop = window.Stonechat?.on("error", ({ code }) => codes.push(code));
  window.Stonechat?.setTheme("pink" as "dark");
  stop?.();
  window.Stonechat?.setTheme("pink" as "dark");
  return codes;
}
