import { join, resolve } from "node:path";
import { type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import { PHONE } from "../harness/devices.ts";
import { Agent, Customer } from "../harness/people.ts";
import { closeWorld, openWorldUntilSignal, panelOf, type World } from "../harness/system.ts";
import { furnish, type Shop } from "./furnish.ts";

const FOLDER = resolve(import.meta.dirname, "../../docs/images");
const CALM: BrowserContextOptions = { locale: "en-GB", reducedMotion: "reduce", ignoreHTTPSErrors: true };
const WHO = { name: "Grace Whitfield", email: "grace@example.com" };

/** Takes the pictures of the README: a talk in the demo shop, as both sides see it. */
async function main(): Promise<void> {
  process.env["AGENT_SEATS"] = "4";
  const world = await openWorldUntilSignal(chromium);
  try {
    const shop = await furnish(world.product);
    await openAtAllHours(shop);
    const { ports } = await world.product.state();
    const demo = `http://127.0.0.1:${ports.widget}/`;
    const context = await world.browser.newContext({ ...CALM, viewport: { width: 1440, height: 820 } });
    const customer = new Customer(await context.newPage());
    const id = await talk(shop, customer, demo);
    await picture(customer.page, "widget");
    await onPhone(world, demo, customer);
    await inInbox(world, id);
  } finally {
    await closeWorld(world);
  }
}

async function openAtAllHours({ ada, siteId }: Shop): Promise<void> {
  const { version } = await ada.ask<{ version: number }>("GET", `/v1/sites/${siteId}`);
  const open = { name: "Hearth & Heath", greeting: "", allowed_origins: [], office_hours: null };
  await ada.ask("PATCH", `/v1/sites/${siteId}`, { version, ...open });
}

/** Returns the conversation. */
async function talk({ ada }: Shop, customer: Customer, demo: string): Promise<string> {
  await customer.page.goto(demo);
  await customer.opensChat();
  const panel = panelOf(customer.page);
  await panel.getByLabel("Your name").fill(WHO.name);
  await panel.getByLabel("Email").fill(WHO.email);
  await panel.getByLabel("Message").fill("Hello. Does the Moorland kettle work on an induction stove?");
  await panel.getByRole("button", { name: "Start chat" }).click();
  await customer.thread.first().waitFor();
  await customer.isDone();
  const { items } = await ada.ask<{ items: { id: string }[] }>("GET", "/v1/conversations?limit=1");
  const id = items[0]?.id;
  if (id === undefined) throw new Error("what the customer wrote is not there");
  await ada.changes(`/v1/conversations/${id}`, { assignee_id: ada.id });
  await ada.says(
    id,
    "Hello Grace. It does: the base is steel under the enamel, so induction, gas and ceramic are all fine.",
  );
  await customer.writes("Lovely. And can it go on the stove without the lid?");
  await customer.isDone();
  await ada.says(id, "Checked with the workshop: the lid is only there for pouring.", { kind: "note" });
  await ada.says(id, "Yes, without a worry. The lid only keeps the steam in while you pour.");
  await customer.writes("Then I'll take the blue one. Thank you.");
  await customer.isDone();
  return id;
}

async function onPhone(world: World, demo: string, before: Customer): Promise<void> {
  // The same customer, on another screen.
  const storageState = await before.page.context().storageState();
  const phone = { ...PHONE.options, viewport: { width: 390, height: 780 }, colorScheme: "dark" as const };
  const context = await world.browser.newContext({ ...CALM, ...phone, storageState });
  const customer = new Customer(await context.newPage());
  await customer.page.goto(demo);
  await customer.opensChat();
  await customer.thread.nth(4).waitFor();
  await picture(customer.page, "phone");
}

async function inInbox(world: World, id: string): Promise<void> {
  const context = await world.browser.newContext({ ...CALM, viewport: { width: 1440, height: 860 } });
  const agent = await Agent.signsIn(context, undefined, `/inbox/${id}`);
  await agent.thread.nth(5).waitFor();
  await agent.page.getByRole("heading", { name: "Customer", exact: true }).waitFor();
  await picture(agent.page, "dashboard");
}

async function picture(page: Page, name: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: "disabled" });
}

await main();
