import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame, Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What fades in or changes its color is done with it. */
export async function standsStill(page: Page | Frame): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((each) => each.effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map((each) => each.finished));
  });
}

/** What axe finds on the page once it stands still, with the rule on the size of targets, which it leaves off by itself. */
export async function faultsOf(page: Page | Frame): Promise<string[]> {
  await standsStill(page);
  await page.evaluate(axe);
  const options: RunOptions = { rules: { "target-size": { enabled: true } } };
  const results = await page.evaluate(
    (options) => (window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(options),
    options,
  );
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
