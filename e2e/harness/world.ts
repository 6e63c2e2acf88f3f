import { type BrowserContext, type BrowserContextOptions, test as base } from "@playwright/test";
import { BO, type Colleague } from "./people.ts";
import { closeWorld, openWorld, type World } from "./system.ts";
import { Team } from "./team.ts";

interface Fixtures {
  /** Another person's browser: nothing is shared with anybody else's. */
  someone: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** An agent who is signed in. */
  team: Team;
  /** Whoever has the second seat, which is free again when the test is over. */
  colleague: Colleague & { id: string };
}

export const test = base.extend<Fixtures, { world: World }>({
  world: [
    async ({ playwright }, use) => {
      const world = await openWorld(playwright.chromium);
      await use(world);
      await closeWorld(world);
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
  colleague: async ({ team }, use) => {
    const id = await team.takesOn(BO);
    await use({ ...BO, id });
    await team.letsGo(id);
  },
});

export { expect } from "@playwright/test";
export { panelOf, type World } from "./system.ts";
