import type { Browser, BrowserType, LaunchOptions, Page } from "@playwright/test";
import { installedBrowser } from "./browser.ts";
import { Internet, type Site } from "./internet.ts";
import { Product } from "./product.ts";
import { HOSTS, hardPage, shopPage, widgetConfig } from "./shop.ts";
import { SITES } from "./sites.ts";

const QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
const ENDED = 130;

/** The whole system on one machine, as the internet shows it: sites with names of their own. */
export interface World {
  product: Product;
  internet: Internet;
  browser: Browser;
}

/** `others`: more sites, by their names, beside the shops and Stonechat's own. */
export async function openWorld(
  chromium: BrowserType,
  others: (siteId: string) => Record<string, Site> = () => ({}),
): Promise<World> {
  const product = await Product.start();
  try {
    const internet = await openInternet(product, others);
    try {
      return { product, internet, browser: await chromium.launch(launchOptions(internet)) };
    } catch (error) {
      await internet.close();
      throw error;
    }
  } catch (error) {
    await product.stop();
    throw error;
  }
}

/** The same for a program of its own, which a signal ends: at any time, and with nothing left behind. */
export async function openWorldUntilSignal(...how: Parameters<typeof openWorld>): Promise<World> {
  const opening = openWorld(...how);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => {
      const closed = opening.then(closeWorld);
      void closed.catch(() => undefined).finally(() => process.exit(ENDED));
    });
  return opening;
}

async function openInternet(product: Product, others: (siteId: string) => Record<string, Site>): Promise<Internet> {
  const { ports, site_id } = await product.state();
  return Internet.open({
    [HOSTS.shop]: { page: (path) => shopPage(path, site_id) ?? hardPage(path, site_id) },
    [HOSTS.plain]: { page: (path) => hardPage(path, site_id) },
    ...Object.fromEntries(SITES.map(({ origin, page }) => [new URL(origin).host, { page }])),
    [HOSTS.widget]: { page: widgetConfig, port: ports.widget },
    [HOSTS.api]: { port: ports.api },
    [HOSTS.dashboard]: { port: ports.dashboard },
    ...others(site_id),
  });
}

export async function closeWorld({ product, internet, browser }: World): Promise<void> {
  await browser.close();
  await internet.close();
  await product.stop();
}

/** Where a browser finds the sites. */
export function resolverRules({ port, plainPort }: Internet): string {
  const plain = [HOSTS.plain, HOSTS.old].map((host) => `MAP ${host} 127.0.0.1:${plainPort}`);
  return `--host-resolver-rules=${[...plain, `MAP *.example 127.0.0.1:${port}`].join(", ")}`;
}

/** How a browser is started that finds the sites. */
export function launchOptions(internet: Internet): LaunchOptions {
  const program = installedBrowser();
  return {
    ...(program ? { executablePath: program } : {}),
    // Chromium does not use its sandbox as root. What it does with third parties is left as it is.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...QUIET, resolverRules(internet)],
    // Whoever opened the world closes it at a signal; the browser alone would end the program before the rest is gone.
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
  };
}

/** The panel's document in its frame. */
export function panelOf(page: Page) {
  return page.frameLocator("stonechat-widget iframe");
}
