import { DESKTOP } from "../../harness/devices.ts";
import { Guest } from "../../harness/guest.ts";
import { SITES } from "../../harness/sites.ts";
import { expect, test } from "../../harness/world.ts";

const START = {
  en: "Start chat",
  de: "Chat starten",
  fr: "Démarrer le chat",
  es: "Empezar el chat",
  pt: "Iniciar chat",
  ar: "بدء المحادثة",
  ja: "チャットを始める",
  zh: "开始聊天",
};

for (const site of SITES)
  test(`on ${site.name} the chat speaks eight languages, and loads only those that are spoken`, async ({
    world,
    team,
    someone,
  }) => {
    const place = { site, device: DESKTOP };
    const chat = await team.makesSite({
      texts: { de: { greeting: "Fragen?", away_text: null } },
      greeting: "Questions?",
    });
    const context = await Guest.browses(place, someone, { locale: "pt-BR" });
    const begin = world.internet.seen.length;
    /** The catalogues that were asked for, in that order. */
    const loaded = (): (string | undefined)[] =>
      world.internet.seen
        .slice(begin)
        .flatMap(({ path }) => /\/assets\/words-([a-z]{2})-[^/]*\.js$/.exec(path)?.[1] ?? []);
    const guest = await Guest.comes(place, context, `${chat}&locale=de`);
    await guest.opensChat();
    await expect(guest.panel.getByRole("button", { name: START.de })).toBeVisible();
    await expect(guest.panel.getByRole("heading", { name: "Fragen?" })).toBeVisible();
    expect(loaded()).toEqual(["de"]);

    for (const [language, start] of Object.entries(START)) {
      await guest.page.evaluate((language) => window.Stonechat?.setLocale(language), language);
      await expect(guest.panel.getByRole("button", { name: start })).toBeVisible();
      await expect(guest.panel.locator("html")).toHaveAttribute(
        "lang",
        language === "zh" ? "zh-Hans" : new RegExp(`^${language}`),
      );
      await expect(guest.panel.locator("html")).toHaveAttribute("dir", language === "ar" ? "rtl" : "ltr");
    }
    await expect(guest.panel.getByRole("heading", { name: "Questions?" })).toBeVisible();
    expect(loaded().toSorted()).toEqual(Object.keys(START).toSorted());

    // The page's own language, and the browser's where the page names none.
    await guest.page.evaluate(() => window.Stonechat?.setLocale(null));
    const own = site.name === "an old page" ? START.pt : START.en;
    await expect(guest.panel.getByRole("button", { name: own })).toBeVisible();
    await guest.page.evaluate(() => document.documentElement.setAttribute("lang", "ar"));
    await expect(guest.panel.getByRole("button", { name: START.ar })).toBeVisible();
    expect(loaded()).toHaveLength(8);

    // From right to left one's own words stand on the left.
    await guest.panel.locator("#field-name").fill("Grace");
    await guest.panel.locator("#field-email").fill("grace@example.com");
    await guest.panel.locator("#field--message").fill("مرحبا");
    await guest.pressesButton(START.ar);
    await guest.sees("مرحبا");
    const [list, bubble] = await Promise.all([
      guest.panel.locator(".scroll").boundingBox(),
      guest.thread.boundingBox(),
    ]);
    const middle = (box: { x: number; width: number } | null): number => (box ? box.x + box.width / 2 : Number.NaN);
    expect(middle(bubble)).toBeLessThan(middle(list));
  });
