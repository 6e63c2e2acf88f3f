import { HOSTS } from "../../harness/shop.ts";
import type { World } from "../../harness/system.ts";
import type { Finding } from "../report/bar.ts";
import { BIG_SHOP } from "../shop/shop.ts";

const WATCHED_MS = 3_000;

/** What a page with the widget asks and stores before anybody wants to chat: one request, and nothing. */
export async function measureSilence({ browser, internet }: World): Promise<Finding> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const begin = internet.seen.length;
  await page.goto(`https://${BIG_SHOP}/with`);
  await page.waitForTimeout(WATCHED_MS);
  const ours = internet.seen.slice(begin).filter(({ host }) => [HOSTS.widget, HOSTS.api].includes(hostName(host)));
  const stored = await page.evaluate(async () => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(({ name }) => name),
    ...(await caches.keys()),
    ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
  ]);
  const cookies = await context.cookies();
  await context.close();
  if (ours[0]?.path !== "/widget.js") throw new Error("the shop has no widget");
  return {
    bars: [
      { name: "requests before intent", unit: "", limit: 1, samples: [ours.length], by: "most" },
      {
        name: "things stored before intent",
        unit: "",
        limit: 0,
        samples: [stored.length + cookies.length],
        by: "most",
      },
    ],
    notes: [{ name: "asked for before intent", text: ours.map(({ path }) => path).join(", ") }],
  };
}

function hostName(host: string): string {
  return host.split(":")[0] ?? "";
}
