import { mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { fromRightToLeft } from "../harness/looks.ts";
import { desk } from "../harness/people.ts";
import { ADMIN } from "../harness/product.ts";
import { closeWorld, openWorldUntilSignal, type World } from "../harness/system.ts";
import { furnish, type Shop } from "./furnish.ts";
import { PICTURES, type Picture } from "./pictures.ts";
import { type Settings, settingsFrom } from "./settings.ts";

const FOLDER = resolve(import.meta.dirname, "../../.results/looks");
const HEIGHTS: Record<number, number> = { 390: 844, 1024: 768, 1440: 900 };
const PHONE = 760;

/** Takes all pictures that were asked for. Ends with 1 where a page did not come. */
async function main(): Promise<number> {
  const settings = settingsFrom(process.argv.slice(2));
  // The shop has more people than the two that anybody may have.
  process.env["AGENT_SEATS"] = "4";
  const world = await openWorldUntilSignal(chromium);
  const failures: string[] = [];
  try {
    const shop = await furnish(world.product);
    for (const theme of settings.themes)
      for (const width of settings.widths) failures.push(...(await takeAll(world, shop, settings, theme, width)));
  } finally {
    await closeWorld(world);
  }
  for (const failure of failures) say(failure);
  say(`The pictures are in ${FOLDER}.`);
  return failures.length > 0 ? 1 : 0;
}

type Theme = Settings["themes"][number];

async function takeAll(world: World, shop: Shop, settings: Settings, theme: Theme, width: number): Promise<string[]> {
  const folder = join(
    FOLDER,
    [settings.language, settings.rtl ? "rtl" : "", String(width), theme].filter(Boolean).join("-"),
  );
  if (settings.only.length === 0) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const wanted = PICTURES.filter(
    ({ name, from = 0, to = Number.POSITIVE_INFINITY }) =>
      width >= from &&
      width < to &&
      (settings.only.length === 0 || settings.only.some((only) => name.startsWith(only))),
  );
  const failures: string[] = [];
  for (const atTheDoor of [true, false]) {
    const pictures = wanted.filter((picture) => (picture.atTheDoor ?? false) === atTheDoor);
    if (pictures.length === 0) continue;
    const context = await contextFor(world, settings, theme, width);
    const page = await context.newPage();
    if (!atTheDoor) await signIn(page);
    for (const picture of pictures) {
      try {
        await take(page, shop, picture, join(folder, `${picture.name}.png`));
      } catch (error) {
        failures.push(`${picture.name} at ${width}, ${theme}: ${String(error).split("\n")[0]}`);
      }
    }
    await context.close();
  }
  return failures;
}

async function contextFor(world: World, settings: Settings, theme: Theme, width: number): Promise<BrowserContext> {
  const phone = width < PHONE && { hasTouch: true, isMobile: true };
  const context = await world.browser.newContext({
    ...{ ignoreHTTPSErrors: true, reducedMotion: "reduce", colorScheme: theme, serviceWorkers: "block" },
    ...{ viewport: { width, height: HEIGHTS[width] ?? 900 }, locale: settings.language === "de" ? "de-DE" : "en-GB" },
    ...phone,
  });
  if (settings.rtl) await fromRightToLeft(context);
  return context;
}

async function signIn(page: Page): Promise<void> {
  await page.goto(desk("/sign-in"));
  await page.locator("input").first().fill(ADMIN.email);
  await page.locator("input[type=password]").fill(ADMIN.password);
  await page.locator("button[type=submit]").click();
  await page.waitForURL((url) => url.pathname === "/inbox");
}

async function take(page: Page, shop: Shop, picture: Picture, file: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(desk(picture.path(shop)));
  await settled(page);
  try {
    await picture.open?.(page, shop);
    await page.waitForTimeout(400);
    // What fades in is there.
    await page.screenshot({ path: file, animations: "disabled" });
  } finally {
    await page.context().setOffline(false);
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.evaluate(() => sessionStorage.clear()).catch(() => undefined);
    await page.evaluate(() => {
      for (const key of Object.keys(localStorage)) if (key.startsWith("stonechat.draft.")) localStorage.removeItem(key);
    });
  }
}

/** Everything that was on its way is there. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => document.querySelector(".skeleton") === null, null, { timeout: 10_000 });
  await page.evaluate(() => document.fonts.ready);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await main();
