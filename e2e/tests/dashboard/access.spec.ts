import type { Page } from "@playwright/test";
import { faultsOf, standsStill } from "../../harness/axe.ts";
import { crowdComes } from "../../harness/crowd.ts";
import { PHONE } from "../../harness/devices.ts";
import { fromRightToLeft, misplaced } from "../../harness/looks.ts";
import { Agent, desk } from "../../harness/people.ts";
import { ADMIN, type Product } from "../../harness/product.ts";
import type { Team } from "../../harness/team.ts";
import { expect, test } from "../../harness/world.ts";

/** Something that can be seen: a page, what is done on it, and what opens then, which may have to be fetched first. */
interface Sight {
  name: string;
  path: string;
  until: string | RegExp;
  act?: (page: Page) => Promise<unknown>;
  opens?: "dialog" | "alertdialog" | "menu" | "listbox" | "grid" | "combobox" | "toolbar";
}

const THEMES = ["light", "dark"] as const;

const press = (name: string | RegExp) => (page: Page) => page.getByRole("button", { name }).first().click();
const choose = async (page: Page, button: string | RegExp, item: string): Promise<void> => {
  await press(button)(page);
  await page.getByRole("menuitem", { name: item }).click();
};

/** What there is behind the sign-in, where there is room for everything. */
function sights({ list, empty, conversation, customer }: Stage): Sight[] {
  const inbox = { path: list, until: "Ida Moss" };
  const open = { path: conversation, until: "Kurt Aal has a question" };
  const field = (page: Page) => page.getByRole("textbox", { name: /^(Reply to|Note for)/ });
  return [
    { ...inbox, name: "the inbox" },
    { ...inbox, name: "the filter", opens: "combobox", act: press("Filter and sort") },
    { ...inbox, name: "rows that are chosen", opens: "toolbar", act: chooseRow },
    {
      ...inbox,
      name: "what is done to many",
      opens: "menu",
      act: async (page) => {
        await chooseRow(page);
        await press("Change the status")(page);
      },
    },
    {
      ...inbox,
      name: "who gets many",
      opens: "listbox",
      act: async (page) => {
        await chooseRow(page);
        await press("Assign")(page);
      },
    },
    { name: "a list with nothing in it", path: empty, until: "Nothing fits" },
    { ...open, name: "a conversation" },
    { ...open, name: "who answers", opens: "listbox", act: press(/^Assigned to/) },
    { ...open, name: "tags", opens: "listbox", act: press("Change the tags") },
    { ...open, name: "until when", opens: "listbox", act: press("Snooze") },
    {
      ...open,
      name: "until a time of one's own",
      opens: "dialog",
      act: async (page) => {
        await press("Snooze")(page);
        await page.getByRole("option", { name: "At another time…" }).click();
        // The list to choose from was a dialog, too.
        await expect(page.getByLabel("Snooze until")).toBeVisible();
      },
    },
    { ...open, name: "emoji", opens: "grid", act: press("Emoji") },
    {
      ...open,
      name: "a note that calls somebody",
      act: async (page) => {
        await page.getByRole("radio", { name: "Note" }).click();
        await field(page).pressSequentially("Ask @A");
        await expect(page.getByRole("listbox", { name: "Colleagues" })).toBeVisible();
      },
    },
    { ...open, name: "a message's menu", opens: "menu", act: openMenu },
    {
      ...open,
      name: "a message that is edited",
      act: async (page) => {
        await openMenu(page);
        await page.getByRole("menuitem", { name: "Edit" }).click();
        await expect(page.getByRole("textbox", { name: "The words of your message" })).toBeFocused();
      },
    },
    {
      ...open,
      name: "a question before something is lost",
      opens: "alertdialog",
      act: async (page) => {
        await openMenu(page);
        await page.getByRole("menuitem", { name: "Delete" }).click();
      },
    },
    {
      ...open,
      name: "words about what was done",
      act: async (page) => {
        await press("Wait for the customer")(page);
        await expect(page.getByText("Waits for the customer now", { exact: true })).toBeVisible();
      },
    },
    { ...open, name: "oneself", opens: "menu", act: press(/account$/) },
    { ...open, name: "all shortcuts", opens: "dialog", act: (page) => choose(page, /account$/, "Keyboard shortcuts") },
    { ...open, name: "the command bar", opens: "dialog", act: press("Go to") },
    { name: "the customers", path: "/customers", until: "Ida Moss" },
    { name: "a customer", path: customer, until: "First seen" },
    { name: "a question with a field", opens: "alertdialog", path: customer, until: "First seen", act: press("Erase") },
    { name: "no page at all", path: "/nowhere", until: "There is nothing here" },
  ];
}

function phoneSights({ list, empty, conversation, customer }: Stage): Sight[] {
  const open = { path: conversation, until: "Kurt Aal has a question" };
  return [
    { name: "the inbox", path: list, until: "Ida Moss" },
    { name: "an empty list", path: empty, until: /Nothing fits|Nichts passt/ },
    { ...open, name: "a conversation" },
    { ...open, name: "the rest of its tools", opens: "menu", act: press(/^(More|Mehr)$/) },
    {
      ...open,
      name: "who answers",
      opens: "listbox",
      act: async (page) => {
        await press(/^(More|Mehr)$/)(page);
        await page.getByRole("menuitem").first().click();
      },
    },
    { ...open, name: "the customer beside it", opens: "dialog", act: press(/^(Customer details|Angaben zum Kunden)/) },
    { name: "the customers", path: "/customers", until: "Ida Moss" },
    { name: "a customer", path: customer, until: /First seen|Zuerst gesehen/ },
    { name: "the settings", path: "/settings", until: /API/ },
  ];
}

test("axe finds nothing before the sign-in, in both themes", async ({ someone, team, colleague }) => {
  const page = await (await someone()).newPage();
  const reset = await team.makesReset(colleague.id);
  const doors: Sight[] = [
    { name: "the sign-in", path: "/sign-in", until: "Sign in", act: press("Sign in") },
    { name: "a link that is no good", path: "/accept-invitation#nothing", until: "This link doesn't work" },
    {
      name: "an invitation",
      path: `/accept-invitation#${await team.invites("uma@example.com")}`,
      until: "Join the team",
    },
    { name: "a new password", path: `/reset-password#${reset}`, until: "Choose a new password" },
  ];
  for (const door of doors) {
    // A new page each time: behind the same address only what follows the # differs.
    await page.goto("about:blank");
    await look(page, door);
    await expectNoFaults(page, door.name);
  }
});

test("axe finds nothing in the inbox, a conversation and what opens there, in both themes", async ({
  world,
  someone,
  team,
  colleague,
}) => {
  test.setTimeout(180_000);
  const stage = await setStage(world.product, team, colleague.id);
  const context = await someone({ viewport: { width: 1440, height: 900 } });
  const { page } = await Agent.signsIn(context, ADMIN, stage.list);
  await expect(page).toHaveURL(desk(stage.list));
  for (const sight of sights(stage)) {
    await look(page, sight);
    await expectNoFaults(page, sight.name);
  }
  await page.setViewportSize({ width: 1000, height: 800 });
  await look(page, {
    name: "",
    path: stage.conversation,
    until: "Kurt Aal has a question",
    act: press("Customer details"),
    opens: "dialog",
  });
  await expectNoFaults(page, "the customer in a drawer");
});

test("on a phone axe finds nothing either, and from right to left in German nothing is cut off or covered", async ({
  world,
  someone,
  team,
  colleague,
}) => {
  test.setTimeout(120_000);
  const stage = await setStage(world.product, team, colleague.id);
  const phone = await Agent.signsIn(await someone(PHONE.options), ADMIN, stage.list);
  await expect(phone.page).toHaveURL(desk(stage.list));
  for (const sight of phoneSights(stage)) {
    await look(phone.page, sight);
    await expectNoFaults(phone.page, `${sight.name} on a phone`);
  }

  const context = await someone({ viewport: { width: 390, height: 844 }, locale: "de-DE" });
  await fromRightToLeft(context);
  const page = await context.newPage();
  await page.goto(desk("/sign-in"));
  await page.getByLabel("E-Mail").fill(ADMIN.email);
  await page.getByLabel("Passwort").fill(ADMIN.password);
  expect(await misplaced(page), "the sign-in").toEqual([]);
  await page.getByRole("button", { name: "Anmelden" }).click();
  await expect(page).toHaveURL(desk("/inbox"));
  for (const sight of phoneSights(stage)) {
    await look(page, sight);
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    expect(await misplaced(page), sight.name).toEqual([]);
  }
});

interface Stage {
  list: string;
  empty: string;
  conversation: string;
  customer: string;
}

/** A site with a few customers, one of whom talks with the team. */
async function setStage(product: Product, team: Team, colleagueId: string): Promise<Stage> {
  const site = await team.makesSite();
  const [kurt, ida] = await crowdComes(product, site, ["Kurt Aal", "Ida Moss"]);
  if (!kurt || !ida) throw new Error("nobody came");
  const tag = await team.makesTag(`Refund ${site.slice(-6)}`);
  await team.says(kurt.conversationId, "Which one do you mean? See https://shop.example/kettles");
  await kurt.says("The one with the very long name that nobody can read out in one breath, and the blue lid");
  await team.says(kurt.conversationId, "I see.");
  await team.changes(kurt.conversationId, { priority: "urgent", tag_ids: [tag], assignee_id: colleagueId });
  const { customer_id } = await team.conversationAt(site);
  return {
    list: `/inbox?view=all&site=${site}`,
    empty: `/inbox?view=snoozed&tag=${tag}`,
    conversation: `/inbox/${kurt.conversationId}?view=all&site=${site}`,
    customer: `/customers/${customer_id}`,
  };
}

/** Opens it and waits until it stands still. */
async function look(page: Page, { path, until, act, opens }: Sight): Promise<void> {
  // Where one is already, what lies over it is closed.
  if (page.url() === desk(path)) for (const key of ["Escape", "Escape"]) await page.keyboard.press(key);
  else await page.goto(desk(path));
  await expect(page.getByText(until).first()).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /^(Loading|Wird geladen|Lädt)/ })).toHaveCount(0);
  await act?.(page);
  if (opens) await expect(page.getByRole(opens).last()).toBeVisible();
  await standsStill(page);
}

async function expectNoFaults(page: Page, name: string): Promise<void> {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    expect(await faultsOf(page), `${name}, ${colorScheme}`).toEqual([]);
  }
}

async function chooseRow(page: Page): Promise<void> {
  await page.getByRole("checkbox", { name: "Choose the conversation with Ida Moss" }).check();
}

/** Of one's own last message. */
async function openMenu(page: Page): Promise<void> {
  await page.getByRole("button", { name: "What to do with this message" }).last().click();
}
