import type { Page } from "@playwright/test";
import { HOSTS } from "./shop.ts";
import type { World } from "./system.ts";

/**
 * Takes a dashboard off the network while something happens: the browser knows that it is offline, its sockets are dead,
 * and nothing of its address gets through.
 */
export async function withoutNetwork(world: World, page: Page, meanwhile: () => Promise<void>): Promise<void> {
  await page.context().setOffline(true);
  world.internet.cut(HOSTS.dashboard);
  try {
    await meanwhile();
  } finally {
    world.internet.mend(HOSTS.dashboard);
    await page.context().setOffline(false);
  }
}
