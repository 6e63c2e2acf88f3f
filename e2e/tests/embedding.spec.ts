import type { Page } from "@playwright/test";
import { Customer } from "../harness/people.ts";
import { HOSTS } from "../harness/shop.ts";
import { isInSight } from "../harness/sight.ts";
import { expect, panelOf, test } from "../harness/world.ts";

const SHOP = `https://${HOSTS.shop}`;

for (const path of ["/hostile-styles", "/patched", "/trusted-types", "/isolated", "/base"]) {
  test(`the chat works on the page ${path}`, async ({ someone }) => {
    const customer = await Customer.enters(await someone(), path);
    await expect(customer.page.locator("stonechat-widget")).toHaveCount(1);
    await expect.poll(() => isInSight(customer.page, ".launcher")).toBe(true);
    await customer.opensChat();
    await customer.starts("Is this the right page?");
    await customer.sees("Is this the right page?");
    await customer.isDone();
    expect(await isInSight(customer.page, ".panel")).toBe(true);
  });
}

test("the chat works on a page without https, and goes on there after a reload", async ({ someone }) => {
  const customer = new Customer(await (await someone()).newPage());
  await customer.page.goto(`http://${HOSTS.plain}/app`);
  expect(await customer.page.evaluate(() => [isSecureContext, "locks" in navigator])).toEqual([false, false]);
  await customer.opensChat();
  await customer.starts("Is this safe?");
  await customer.sees("Is this safe?");
  await customer.isDone();
  await customer.page.reload();
  await customer.sees("Is this safe?");
});

test("an app changes its pages, its body and its whole document, and the chat stays", async ({ world, someone }) => {
  const customer = await Customer.enters(await someone(), "/app");
  const { page } = customer;
  const told = () => world.internet.seen.filter(({ method, path }) => method === "PUT" && path === "/v1/widget/page");
  await expect(page.locator("stonechat-widget")).toHaveCount(1);
  await page.evaluate(() => history.pushState(null, "", "/app?step=1"));
  await page.getByText("Questions?").click();
  await customer.starts("Where is my parcel?");
  await customer.sees("Where is my parcel?");
  await customer.isDone();
  expect(page.url()).toBe(`${SHOP}/app?step=1`);
  const before = told().length;
  await page.evaluate(() => history.pushState(null, "", "/app?step=2"));
  await expect.poll(() => told().length).toBe(before + 1);

  await page.evaluate(() =>
    document.body.replaceWith(Object.assign(document.createElement("body"), { innerHTML: "New" })),
  );
  await customer.sees("Where is my parcel?");
  await page.evaluate(() => {
    const html = document.createElement("html");
    html.append(document.createElement("head"), document.createElement("body"));
    document.documentElement.replaceWith(html);
  });
  await customer.sees("Where is my parcel?");
  await customer.writes("Still here.");
  await customer.sees("Where is my parcel?", "Still here.");
  await customer.isDone();
});

test("after a sign-out nothing of the customer is left, in no tab", async ({ someone }) => {
  const context = await someone();
  const customer = await Customer.enters(context, "/app");
  await customer.opensChat();
  await customer.starts("My secret question");
  await customer.sees("My secret question");
  await customer.isDone();
  const other = await Customer.enters(context, "/app");
  await other.opensChat();
  await other.sees("My secret question");
  await customer.page.evaluate(() => (window as { Stonechat?: { reset(): void } }).Stonechat?.reset());
  for (const { page } of [customer, other]) {
    await expect(panelOf(page).getByRole("button", { name: "Start chat" })).toBeVisible();
    await expect(panelOf(page).getByText("My secret question")).toHaveCount(0);
  }
  const left = (): Promise<unknown[]> =>
    customer.page.evaluate(async () => [localStorage.length, (await indexedDB.databases()).length]);
  await expect.poll(left).toEqual([0, 0]);
  await other.page.reload();
  await other.opensChat();
  await expect(panelOf(other.page).getByRole("button", { name: "Start chat" })).toBeVisible();
});

test("a destroyed widget leaves the page as it was", async ({ someone }) => {
  const { page } = await Customer.enters(await someone(), "/app");
  await expect(page.locator("stonechat-widget")).toHaveCount(1);
  const names = (): Promise<string[]> => page.evaluate(() => Object.getOwnPropertyNames(window));
  const before = new Set(await (await blank(page)).evaluate(() => Object.getOwnPropertyNames(window)));
  await page.locator("stonechat-widget button.launcher").click();
  await expect(panelOf(page).getByRole("button", { name: "Start chat" })).toBeVisible();
  await page.evaluate(() => (window as { Stonechat?: { destroy(): void } }).Stonechat?.destroy());
  await expect(page.locator("stonechat-widget")).toHaveCount(0);
  expect((await names()).filter((name) => !before.has(name) && !/^\d+$/.test(name))).toEqual(["Stonechat"]);
  expect(await page.evaluate(() => [localStorage.length, document.documentElement.style.length])).toEqual([0, 0]);
});

/** Another page of the same browser, with nothing on it. */
async function blank(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  await other.route("**/blank", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
  await other.goto(`${SHOP}/blank`);
  return other;
}
