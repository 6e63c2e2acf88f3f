import type { Page } from "@playwright/test";
import type { Shop } from "./furnish.ts";

export interface Picture {
  name: string;
  path: (shop: Shop) => string;
  /** What is done on the page before it is looked at. Nothing here goes by words, so that it works in every language. */
  open?: (page: Page, shop: Shop) => Promise<void>;
  /** Nobody is signed in. */
  atTheDoor?: boolean;
  /** Only where there is so much room, or so little. */
  from?: number;
  to?: number;
}

const DESK = 760;

/** Presses keys while nothing has the focus. */
const keys =
  (...pressed: string[]) =>
  async (page: Page): Promise<void> => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    for (const key of pressed) await page.keyboard.press(key);
  };

const click =
  (...selectors: string[]) =>
  async (page: Page): Promise<void> => {
    for (const selector of selectors) {
      await page.locator(selector).filter({ visible: true }).first().click();
      await page.waitForTimeout(250);
    }
  };

const answers =
  (pattern: string, answer: "never" | "broken" | object) =>
  async (page: Page): Promise<void> => {
    await page.route(pattern, async (route) => {
      if (answer === "never") return;
      if (answer === "broken") await route.abort();
      else await route.fulfill({ json: answer });
    });
    await page.reload();
    await page.waitForTimeout(answer === "broken" ? 12_000 : 1_500);
  };

const EMPTY = { items: [], customers: [], marks: [], next: null };

const rich = ({ richId }: Shop): string => `/inbox/${richId}`;
const settings = (place: string) => () => `/settings/${place}`;
const site = (part: string) => (shop: Shop) => `/settings/sites/${shop.siteId}/${part}`;
const ACTION = "main header button:not([aria-label])";

const DOOR: Picture[] = [
  { name: "sign-in", path: () => "/sign-in" },
  { name: "sign-in-missing", path: () => "/sign-in", open: click("button[type=submit]") },
  {
    name: "sign-in-wrong",
    path: () => "/sign-in",
    open: async (page) => {
      await page.locator("input").first().fill("ada@example.com");
      await page.locator("input[type=password]").fill("not this one");
      await click("button[type=submit]")(page);
      await page.waitForTimeout(800);
    },
  },
  { name: "invitation", path: ({ invitation }) => `/accept-invitation#${invitation}` },
  { name: "invitation-broken", path: () => "/accept-invitation#nothing" },
  { name: "reset-broken", path: () => "/reset-password#nothing" },
];

const INBOX: Picture[] = [
  { name: "inbox", path: () => "/inbox" },
  { name: "inbox-unassigned", path: () => "/inbox?view=unassigned" },
  { name: "inbox-all", path: () => "/inbox?view=all" },
  { name: "inbox-resolved", path: () => "/inbox?view=resolved" },
  { name: "inbox-filter", path: () => "/inbox?view=all", open: click("section header button") },
  {
    name: "inbox-bulk",
    path: () => "/inbox?view=all",
    open: async (page) => {
      for (const at of [0, 1, 2]) await page.locator("li input[type=checkbox]").nth(at).click({ force: true });
    },
  },
  { name: "inbox-loading", path: () => "/inbox", open: answers("**/v1/conversations?**", "never") },
  { name: "inbox-broken", path: () => "/inbox", open: answers("**/v1/conversations?**", "broken") },
  { name: "inbox-empty", path: () => "/inbox", open: answers("**/v1/conversations?**", EMPTY) },
  { name: "account-menu", path: () => "/inbox", open: click("nav button[aria-haspopup=menu]") },
  { name: "command-bar", path: () => "/inbox", open: commandBar },
  {
    name: "command-bar-found",
    path: () => "/inbox",
    open: async (page) => {
      await commandBar(page);
      await page.keyboard.type("grace");
      await page.waitForTimeout(800);
    },
  },
  { name: "shortcuts", path: rich, open: keys("?") },
  { name: "not-found", path: () => "/nowhere" },
];

const CONVERSATION: Picture[] = [
  { name: "conversation", path: rich },
  { name: "conversation-long", path: ({ longId }) => `/inbox/${longId}?view=all` },
  { name: "conversation-arabic", path: ({ arabicId }) => `/inbox/${arabicId}` },
  { name: "conversation-missing", path: () => "/inbox/0198c0de-0000-7000-8000-000000000000" },
  { name: "conversation-loading", path: rich, open: answers("**/messages?**", "never") },
  { name: "conversation-broken", path: rich, open: answers("**/messages?**", "broken") },
  {
    name: "conversation-note",
    path: rich,
    open: async (page) => {
      await keys("n")(page);
      await page.keyboard.type("She is a friend of the house. Let's be quick with this one. @t");
    },
  },
  {
    name: "conversation-canned",
    path: rich,
    open: async (page) => {
      await keys("r")(page);
      await page.keyboard.type("/");
    },
  },
  { name: "conversation-emoji", path: rich, open: click("form button[aria-haspopup=dialog]") },
  { name: "conversation-assign", path: rich, open: keys("a") },
  { name: "conversation-tags", path: rich, open: keys("l") },
  { name: "conversation-priority", path: rich, open: keys("p") },
  { name: "conversation-snooze", path: rich, open: keys("z") },
  { name: "conversation-more", path: rich, open: click("main header button[aria-haspopup=menu]"), to: DESK },
  { name: "conversation-message-menu", path: rich, open: messageMenu },
  {
    name: "conversation-edit",
    path: ({ arabicId }) => `/inbox/${arabicId}`,
    open: async (page) => {
      await page.locator("main form textarea").fill("I will look into it and come back to you within the hour.");
      await page.locator("main form button[type=submit]").click();
      await page.waitForTimeout(500);
      await messageMenu(page);
      await page.locator("[role=menuitem]").nth(1).click();
    },
  },
  {
    name: "conversation-toast",
    path: rich,
    open: async (page) => {
      await keys("p")(page);
      await page.locator("[role=option]").last().click();
    },
  },
  { name: "conversation-details", path: rich, open: click("main header > button:last-child"), to: 1100 },
  {
    name: "conversation-offline",
    path: rich,
    open: async (page) => {
      await page.context().setOffline(true);
      await page.locator("textarea").first().fill("This waits for the connection.");
      await click("form button[type=submit]")(page);
      await page.waitForTimeout(2_000);
    },
  },
];

const CUSTOMERS: Picture[] = [
  { name: "customers", path: () => "/customers" },
  { name: "customers-empty", path: () => "/customers", open: answers("**/v1/customers?**", EMPTY) },
  { name: "customers-loading", path: () => "/customers", open: answers("**/v1/customers?**", "never") },
  { name: "customer", path: ({ richCustomerId }) => `/customers/${richCustomerId}` },
  {
    name: "customer-block",
    path: ({ richCustomerId }) => `/customers/${richCustomerId}`,
    open: click("section:has(button:nth-child(3)) button:has(svg.lucide-ban)"),
  },
  {
    name: "customer-erase",
    path: ({ richCustomerId }) => `/customers/${richCustomerId}`,
    open: click("button:has(svg.lucide-eraser)"),
  },
  {
    name: "customer-attribute",
    path: ({ richCustomerId }) => `/customers/${richCustomerId}`,
    open: click("button[aria-expanded]:has(svg.lucide-plus) >> nth=1"),
  },
];

const SETTINGS: Picture[] = [
  { name: "settings", path: () => "/settings", to: DESK },
  { name: "settings-profile", path: settings("profile") },
  { name: "settings-agents", path: settings("agents") },
  { name: "settings-agents-invite", path: settings("agents"), open: click(ACTION) },
  { name: "settings-agents-menu", path: settings("agents"), open: click("main li button[aria-haspopup=menu]") },
  {
    name: "settings-agents-edit",
    path: settings("agents"),
    open: click("main li button[aria-haspopup=menu]", "[role=menuitem]"),
  },
  { name: "settings-sites", path: settings("sites") },
  { name: "settings-sites-make", path: settings("sites"), open: click(ACTION) },
  ...["look", "embedding", "form", "hours", "assignment", "retention", "keys"].map((part) => ({
    name: `settings-site-${part}`,
    path: site(part),
  })),
  { name: "settings-site-form-question", path: site("form"), open: click("main li button[aria-expanded]") },
  {
    name: "settings-site-unsaved",
    path: site("look"),
    open: async (page) => {
      await page.locator("main textarea").first().fill("Hello! What can we boil for you?");
    },
  },
  { name: "settings-responses", path: settings("canned-responses") },
  { name: "settings-responses-make", path: settings("canned-responses"), open: click(ACTION) },
  {
    name: "settings-responses-delete",
    path: settings("canned-responses"),
    open: click("main li button:has(svg.lucide-trash-2)"),
  },
  { name: "settings-tags", path: settings("tags") },
  { name: "settings-tags-make", path: settings("tags"), open: click(ACTION) },
  { name: "settings-tokens", path: settings("api-tokens") },
  { name: "settings-tokens-make", path: settings("api-tokens"), open: click(ACTION) },
  { name: "settings-tokens-broken", path: settings("api-tokens"), open: answers("**/v1/api-tokens", "broken") },
  { name: "settings-tokens-empty", path: settings("api-tokens"), open: answers("**/v1/api-tokens", { items: [] }) },
  { name: "settings-audit", path: settings("audit") },
];

export const PICTURES: readonly Picture[] = [
  ...DOOR.map((picture) => ({ ...picture, atTheDoor: true })),
  ...INBOX,
  ...CONVERSATION,
  ...CUSTOMERS,
  ...SETTINGS,
];

async function commandBar(page: Page): Promise<void> {
  await keys("Control+k")(page);
  await page.locator("dialog [role=combobox]").waitFor();
}

/** At the newest message. */
async function messageMenu(page: Page): Promise<void> {
  const bubble = page.locator("[role=log] .group\\/bubble").last();
  await bubble.hover();
  await bubble.locator("button[aria-haspopup=menu]").click();
  await page.locator("[role=menuitem]").first().waitFor();
}
