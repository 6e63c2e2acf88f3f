import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type BrowserType,
  test as base,
  type Page,
} from "@playwright/test";
import { installedBrowser } from "./browser.ts";
import { Internet } from "./internet.ts";
import { Product } from "./product.ts";
import { HOSTS, hardPage, shopPage, widgetConfig } from "./shop.ts";
import { SITES } from "./sites.ts";
import { Team } from "./team.ts";

const QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

/** The whole system on one machine, as the internet shows it: sites with names of their own. */
export interface World {
  product: Product;
  internet: Internet;
  browser: Browser;
}

interface Fixtures {
  /** Another person's browser: nothing is shared with anybody else's. */
  someone: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** An agent who is signed in. */
  team: Team;
}

export const test = base.extend<Fixtures, { world: World }>({
  world: [
    async ({ playwright }, use) => {
      const product = await Product.start();
      const { ports, site_id } = await product.state();
      const internet = await Internet.open({
        [HOSTS.shop]: { page: (path) => shopPage(path, site_id) ?? hardPage(path, site_id) },
        [HOSTS.plain]: { page: (path) => hardPage(path, site_id) },
        ...Object.fromEntries(SITES.map(({ origin, page }) => [new URL(origin).host, { page }])),
        [HOSTS.widget]: { page: widgetConfig, port: ports.widget },
        [HOSTS.api]: { port: ports.api },
        [HOSTS.dashboard]: { port: ports.dashboard },
      });
      const browser = await launch(playwright.chromium, internet);
      await use({ product, internet, browser });
      await browser.close();
      await internet.close();
      await product.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  someone: async ({ world }, use, info) => {
    const contexts: BrowserContext[] = [];
    const problems: string[] = [];
    await use(async (options = {}) => {
      const context = await world.browser.newContext({ ignoreHTTPSErrors: true, reducedMotion: "reduce", ...options });
      context.on("weberror", (error) => problems.push(error.error().message));
      context.on("console", (line) => {
        if (line.type() === "error" && /Content Security Policy|Uncaught/i.test(line.text()))
          problems.push(line.text());
      });
      contexts.push(context);
      return context;
    });
    if (info.status !== info.expectedStatus) {
      const pages = contexts.flatMap((context) => context.pages());
      for (const [index, page] of pages.entries())
        await info.attach(`page ${index}`, { body: await page.screenshot(), contentType: "image/png" });
    }
    await Promise.all(contexts.map((context) => context.close()));
    if (problems.length) throw new Error(`a page had errors:\n${problems.join("\n")}`);
  },
  team: async ({ world }, use) => {
    await use(await Team.signsIn(world.product));
  },
});

function launch(chromium: BrowserType, { port, plainPort }: Internet): Promise<Browser> {
  const program = installedBrowser();
  return chromium.launch({
    ...(program ? { executablePath: program } : {}),
    // Chromium does not use its sandbox as root. What it does with third parties is left as it is.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      ...QUIET,
      `--host-resolver-rules=${[HOSTS.plain, HOSTS.old].map((host) => `MAP ${host} 127.0.0.1:${plainPort}, `).join("")}MAP *.example 127.0.0.1:${port}`,
    ],
  });
}

/** The panel's document in its frame. */
export function panelOf(page: Page) {
  return page.frameLocator("stonechat-widget iframe");
}

export { expect } from "@playwright/test";
