import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { crowdComes } from "../../harness/crowd.ts";
import { Agent, BO, type Credentials, desk } from "../../harness/people.ts";
import { ADMIN } from "../../harness/product.ts";
import { launchOptions, type World } from "../../harness/system.ts";
import { expect, test } from "../../harness/world.ts";

const PLACE = "/inbox?view=all&order=oldest";
/** An access token lives for a quarter of an hour and is renewed a minute before that. */
const ALMOST_OVER_MS = 14 * 60_000 + 5_000;
const SLEEP_MS = 45 * 60_000;

test("an agent signs in, is back where they were, and is signed out in every tab at once", async ({ someone }) => {
  const context = await someone();
  const first = new Agent(await context.newPage());
  await first.page.goto(desk(PLACE));

  await test.step("a wrong password is told, and what was typed stays", async () => {
    await first.givesPassword({ email: ADMIN.email, password: "not this one" });
    await expect(first.page.getByText("This email and password don't belong together.")).toBeVisible();
    await expect(first.page.getByLabel("Email")).toHaveValue(ADMIN.email);
    await expect(first.page.getByLabel("Password")).toBeFocused();
  });

  await test.step("the right one leads to where they wanted to go, and a second tab asks for none", async () => {
    await first.givesPassword(ADMIN);
    await expect(first.page).toHaveURL(desk(PLACE));
    await expect(first.page.getByRole("heading", { name: "Inbox" })).toBeVisible();
  });

  const second = new Agent(await context.newPage());
  await second.page.goto(desk("/customers"));
  await expect(second.page.getByRole("heading", { name: "Customers", level: 1 })).toBeVisible();

  await test.step("who signs out is out in the other tab as well, which says why and keeps the way back", async () => {
    await first.page.getByRole("button", { name: /account$/ }).click();
    await first.page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(first.page).toHaveURL(desk("/sign-in"));
    await expect(second.page.getByText("You signed out in another tab.")).toBeVisible();
    await expect(second.page).toHaveURL(desk("/sign-in?next=%2Fcustomers"));
  });

  await test.step("who signs in again is in again in both", async () => {
    await second.givesPassword(ADMIN);
    await expect(second.page).toHaveURL(desk("/customers"));
    await expect(first.page).toHaveURL(desk("/inbox"));
  });
});

test("tabs stay signed in by one renewal for all, until the session is ended from elsewhere", async ({
  world,
  someone,
  team,
  colleague,
}) => {
  const [visitor] = await crowdComes(world.product, await team.makesSite(), ["Iris Blum"]);
  const context = await someone();
  await context.clock.install();
  const inbox = await Agent.signsIn(context, colleague, `/inbox/${visitor?.conversationId}`);
  const reply = inbox.page.getByRole("textbox", { name: "Reply to Iris Blum" });
  await reply.fill("Half a sentence");
  const pages = [inbox.page, await opens(context, "/customers"), await opens(context, "/settings/profile")];

  await test.step("one of three tabs renews what all of them need", async () => {
    const renewals = countRenewals(world);
    await context.clock.fastForward(ALMOST_OVER_MS);
    await expect.poll(renewals).toBe(1);
    await pause(1_000);
    expect(renewals()).toBe(1);
  });

  await test.step("so it is when they wake together from a sleep that was longer than the token's life", async () => {
    const renewals = countRenewals(world);
    await context.clock.fastForward(SLEEP_MS);
    await expect.poll(renewals).toBe(1);
    await pause(1_000);
    expect(renewals()).toBe(1);
    for (const page of pages) await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  });

  await test.step("a session that is ended in another browser ends here at once, and what was typed is kept", async () => {
    await signsOutElsewhere(await someone(), colleague);
    for (const page of pages) await expect(page.getByText("Your session has ended.")).toBeVisible();
    await inbox.givesPassword(colleague);
    await expect(reply).toHaveValue("Half a sentence");
  });
});

test("links let in whom they are for, and nobody twice", async ({ someone, colleague }) => {
  const admin = await Agent.signsIn(await someone(), ADMIN, "/settings/agents");
  const bo = await Agent.signsIn(await someone(), colleague);
  await expect(bo.page).toHaveURL(desk("/inbox"));

  await test.step("an invitation is no use while all seats are taken, and says so without losing what was typed", async () => {
    await admin.page.getByRole("button", { name: "Invite somebody" }).click();
    await admin.page.getByLabel("Email").fill("third@example.com");
    await admin.page.getByRole("button", { name: "Make the link" }).click();
    const third = await (await someone()).newPage();
    await third.goto(await admin.page.getByLabel("Link", { exact: true }).inputValue());
    await admin.page.getByRole("button", { name: "Done" }).click();
    await third.getByLabel("Your name").fill("Tia");
    await third.getByLabel("Password").fill("short");
    await third.getByRole("button", { name: "Join" }).click();
    await expect(third.getByText("Use at least 10 characters.")).toBeVisible();
    await third.getByLabel("Password").fill("long enough by now");
    await third.getByRole("button", { name: "Join" }).click();
    await expect(third.getByRole("alert")).toContainText(/seat/i);
    await expect(third.getByLabel("Your name")).toHaveValue("Tia");
    await admin.page.getByRole("button", { name: "Revoke the invitation of third@example.com" }).click();
  });

  let link = "";
  await test.step("a link sets a new password, signs in there and signs out everywhere else", async () => {
    await admin.page.getByRole("button", { name: "Actions for Bo Larsen" }).click();
    await admin.page.getByRole("menuitem", { name: "Make a link for a new password" }).click();
    link = await admin.page.getByLabel("Link", { exact: true }).inputValue();
    const reset = await (await someone()).newPage();
    await reset.goto(link);
    await reset.getByLabel("New password").fill("five other words for now");
    await reset.getByRole("button", { name: "Set the password" }).click();
    await expect(reset).toHaveURL(desk("/inbox"));
    await expect(bo.page.getByText("Your session has ended.")).toBeVisible();
    await bo.givesPassword(BO);
    await expect(bo.page.getByText("This email and password don't belong together.")).toBeVisible();
  });

  await test.step("it is good once", async () => {
    const late = await (await someone()).newPage();
    await late.goto(link);
    await late.getByLabel("New password").fill("six words of somebody else entirely");
    await late.getByRole("button", { name: "Set the password" }).click();
    await expect(late.getByRole("alert")).toBeVisible();
    await expect(late).toHaveURL(/reset-password/);
  });
});

test("a browser that refuses the cookie is told so", async ({ world }) => {
  const { context, leave } = await withoutCookies(world);
  try {
    const page = await context.newPage();
    const agent = new Agent(page);
    await page.goto(desk("/customers"));
    await agent.givesPassword(ADMIN);
    await expect(page.getByText("This browser refuses the cookie that keeps you signed in.")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await expect(page).toHaveURL(desk("/sign-in?next=%2Fcustomers"));
  } finally {
    await leave();
  }
});

/** How many times a session was renewed from now on. */
function countRenewals({ internet }: World): () => number {
  const begin = internet.seen.length;
  return () => internet.seen.slice(begin).filter(({ path }) => path === "/v1/auth/refresh").length;
}

async function opens(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(desk(path));
  await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
  return page;
}

async function signsOutElsewhere(context: BrowserContext, who: Credentials): Promise<void> {
  const { page } = await Agent.signsIn(context, who, "/settings/profile");
  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(page.getByText("You are signed in on this browser only.")).toBeVisible();
}

/** A browser of somebody who chose, in its settings, that no site may keep anything. */
async function withoutCookies({ internet }: World): Promise<{ context: BrowserContext; leave: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "stonechat-e2e-"));
  await mkdir(join(folder, "Default"));
  const settings = { profile: { default_content_setting_values: { cookies: 2 } } };
  await writeFile(join(folder, "Default", "Preferences"), JSON.stringify(settings));
  const context = await chromium.launchPersistentContext(folder, {
    ...launchOptions(internet),
    ignoreHTTPSErrors: true,
  });
  const leave = async (): Promise<void> => {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { context, leave };
}
