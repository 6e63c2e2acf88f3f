import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { test as base } from "@playwright/test";
import { installedBrowser } from "./browser.ts";
import { end, freePort } from "./product.ts";

const WIDGET = resolve(import.meta.dirname, "../../widget-frontend");
const START_MS = 30_000;

/** The widget's page with every state of the panel. Its address ends with a slash. */
export const test = base.extend<object, { gallery: string }>({
  gallery: [
    async ({ browserName: _ }, use) => {
      const port = await freePort();
      const vite = spawn("node", ["node_modules/vite/bin/vite.js", "--config", "preview/states/vite.config.ts"], {
        cwd: WIDGET,
        env: { ...process.env, STATES_PORT: String(port) },
        stdio: "ignore",
      });
      const address = `http://127.0.0.1:${port}/`;
      try {
        await untilAnswered(address);
        await use(address);
      } finally {
        await end(vite);
      }
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

const program = installedBrowser();
test.use({
  viewport: { width: 320, height: 568 },
  launchOptions: program ? { executablePath: program } : {},
});

async function untilAnswered(address: string): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (!(await fetch(address).catch(() => null))?.ok) {
    if (Date.now() > deadline) throw new Error("the page of all states did not come");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export { expect } from "@playwright/test";
