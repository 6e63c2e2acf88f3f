import { Agent, Customer, GRACE } from "../harness/people.ts";
import { ADMIN } from "../harness/product.ts";
import { isStillThatPage, markPage } from "../harness/same-page.ts";
import { HOSTS } from "../harness/shop.ts";
import { expect, panelOf, test } from "../harness/world.ts";

/** Until a page has tried again often enough to find an API that was started anew on a busy machine. */
const FOUND_AGAIN = { timeout: 40_000 };

test("a customer and an agent talk, over pages, tabs and a crash of the API", async ({ world, someone, team }) => {
  test.setTimeout(120_000);
  const site = await team.makesSite();
  const graces = await someone();
  const agent = await Agent.signsIn(await someone(), ADMIN, `/inbox?view=all&site=${site}`);
  await expect(agent.page.getByText("Nothing fits")).toBeVisible();
  const begin = world.internet.seen.length;
  const customer = await Customer.enters(graces, `/?chat=${site}`);

  await test.step("nothing is asked or stored before the customer wants something", async () => {
    const seen = world.internet.seen.slice(begin);
    expect(seen.filter(({ host }) => host.startsWith(HOSTS.widget)).map(({ path }) => path)).toEqual(["/widget.js"]);
    expect(seen.filter(({ host }) => host.startsWith(HOSTS.api))).toEqual([]);
    expect(await customer.page.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, ""]);
    expect(await customer.page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  });

  await test.step("the form tells what is missing and starts a conversation", async () => {
    await customer.opensChat();
    await panelOf(customer.page).getByRole("button", { name: "Start chat" }).click();
    await expect(panelOf(customer.page).getByText("Email is needed.")).toBeVisible();
    await customer.starts("Do you ship to Norway?");
    await customer.sees("Do you ship to Norway?");
  });

  await test.step("the agent sees it appear and replies", async () => {
    await expect(agent.conversations).toHaveCount(1);
    await agent.opens(GRACE.name);
    await agent.sees("Do you ship to Norway?");
    await agent.writes("Yes, in three days.");
    await customer.sees("Do you ship to Norway?", "Yes, in three days.");
    await customer.writes("Lovely, thanks.");
    await agent.sees("Do you ship to Norway?", "Yes, in three days.", "Lovely, thanks.");
  });

  await test.step("a note stays among agents", async () => {
    await agent.writes("Asked the same last year.", "Note");
    await agent.writes("You are welcome.");
    await customer.sees("Do you ship to Norway?", "Yes, in three days.", "Lovely, thanks.", "You are welcome.");
  });
  const soFar = ["Do you ship to Norway?", "Yes, in three days.", "Lovely, thanks.", "You are welcome."];

  const second = await Customer.enters(graces, `/?chat=${site}`);
  await test.step("a second tab shows the same thread", async () => {
    await second.opensChat();
    await second.sees(...soFar);
    await second.writes("This is my other tab.");
    await customer.sees(...soFar, "This is my other tab.");
  });
  soFar.push("This is my other tab.");

  await test.step("on another page of the site the conversation goes on", async () => {
    await customer.page.getByRole("link", { name: "To the cart" }).click();
    await expect(customer.page.getByRole("heading", { name: "Your cart" })).toBeVisible();
    await customer.sees(...soFar);
    await agent.writes("Still here?");
    await customer.sees(...soFar, "Still here?");
  });
  soFar.push("Still here?");

  await test.step("after a crash of the API both sides go on without a reload, and nothing is lost", async () => {
    const pages = [customer, second, agent].map(({ page }) => page);
    await Promise.all(pages.map(markPage));
    const crashed = world.product.crashApi();
    await customer.writes("Sent while it was down.");
    await agent.writes("So was this.");
    await crashed;
    await customer.isDone(FOUND_AGAIN);
    await agent.isDone(FOUND_AGAIN);
    await agent.writes("Back again.");

    const texts = (await second.thread.allTextContents()).slice(0, soFar.length);
    expect(texts).toEqual(soFar);
    for (const person of [customer, second]) {
      await expect(person.thread).toHaveCount(soFar.length + 3, FOUND_AGAIN);
      const news = (await person.thread.allTextContents()).slice(soFar.length);
      expect(news.toSorted()).toEqual(["Back again.", "Sent while it was down.", "So was this."].toSorted());
      expect(news).toEqual((await customer.thread.allTextContents()).slice(soFar.length));
    }
    await expect(agent.thread).toHaveCount(soFar.length + 1 + 3, FOUND_AGAIN);
    expect(await Promise.all(pages.map(isStillThatPage))).toEqual([true, true, true]);
  });

  await test.step("a reload shows the same on both sides", async () => {
    const thread = await customer.thread.allTextContents();
    await customer.page.reload();
    await customer.sees(...thread);
    const all = await agent.thread.allTextContents();
    await agent.page.reload();
    await agent.sees(...all);
  });
});

test("ten messages cost at most one preflight", async ({ world, someone }) => {
  const customer = await Customer.enters(await someone());
  await customer.opensChat();
  await customer.starts("one");
  await customer.sees("one");
  const begin = world.internet.seen.length;

  for (let count = 2; count <= 11; count += 1) {
    await customer.writes(`message ${count}`);
    await expect(customer.thread).toHaveCount(count);
  }
  await customer.isDone();

  const calls = world.internet.seen.slice(begin).filter((seen) => seen.path.endsWith("/messages"));
  expect(calls.filter((seen) => seen.method === "POST")).toHaveLength(10);
  expect(calls.filter((seen) => seen.method === "OPTIONS").length).toBeLessThanOrEqual(1);
});

test("text that was typed and not sent is still there after a reload", async ({ someone, team }) => {
  const site = await team.makesSite();
  const agentsBrowser = await someone();
  const customer = await Customer.enters(await someone(), `/?chat=${site}`);
  await customer.opensChat();
  await customer.starts("Is the blue one back?");
  await customer.sees("Is the blue one back?");
  const agent = await Agent.signsIn(agentsBrowser, ADMIN, `/inbox?view=all&site=${site}`);
  await agent.opens("Is the blue one back?");
  const reply = agent.page.getByRole("textbox", { name: /^Reply to/ });
  const message = panelOf(customer.page).getByRole("textbox", { name: "Write a message" });

  await reply.fill("It will be back on");
  await message.fill("And the red");
  await customer.page.waitForTimeout(500);
  await Promise.all([customer.page.reload(), agent.page.reload()]);

  await expect(message).toHaveValue("And the red");
  await expect(reply).toHaveValue("It will be back on");
});

test("the demo shop works at the address that make run prints", async ({ world, someone }) => {
  const { ports } = await world.product.state();
  const page = await (await someone()).newPage();
  await page.goto(`http://127.0.0.1:${ports.widget}/`);
  const customer = new Customer(page);

  await customer.opensChat();
  await customer.starts("Hello from the demo shop");
  await customer.sees("Hello from the demo shop");
  await page.getByRole("link", { name: "The kettle", exact: true }).click();

  await customer.sees("Hello from the demo shop");
});
