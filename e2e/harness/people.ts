import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import { ADMIN } from "./product.ts";
import { HOSTS } from "./shop.ts";
import { panelOf } from "./system.ts";

/** What somebody signs in with. */
export interface Credentials {
  email: string;
  password: string;
}

/** Somebody whom an admin takes on. */
export interface Colleague extends Credentials {
  name: string;
}

export const BO: Colleague = { name: "Bo Larsen", email: "bo@example.com", password: "three calm words there" };

/** How many milliseconds something may take, where that is not what it usually may. */
export interface Patience {
  timeout?: number;
}

/** An address of the dashboard. A whole one is taken as it is. */
export const desk = (path: string): string => new URL(path, `https://${HOSTS.dashboard}`).href;

export const GRACE = { name: "Grace Hopper", email: "grace@example.com" };

/** A customer's page in the shop, with the chat on it. */
export class Customer {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async enters(context: BrowserContext, path = "/"): Promise<Customer> {
    const page = await context.newPage();
    await page.goto(`https://${HOSTS.shop}${path}`);
    return new Customer(page);
  }

  async opensChat(): Promise<void> {
    await this.page.locator("stonechat-widget button.launcher").click();
  }

  async starts(text: string): Promise<void> {
    const panel = panelOf(this.page);
    await panel.getByLabel("Your name").fill(GRACE.name);
    await panel.getByLabel("Email").fill(GRACE.email);
    await panel.getByLabel("Message").fill(text);
    await panel.getByRole("button", { name: "Start chat" }).click();
  }

  async writes(text: string): Promise<void> {
    const field = panelOf(this.page).getByRole("textbox", { name: "Write a message" });
    await field.fill(text);
    await field.press("Enter");
  }

  /** The texts of the thread, in order. */
  get thread(): Locator {
    return panelOf(this.page).getByRole("log").locator(".bubble");
  }

  async sees(...texts: string[]): Promise<void> {
    await expect(this.thread).toHaveText(texts);
  }

  /** All that was sent is stored. */
  async isDone(patience: Patience = {}): Promise<void> {
    await expect(panelOf(this.page).getByText("Sending…")).toHaveCount(0, patience);
  }
}

/** An agent's dashboard. */
export class Agent {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async signsIn(context: BrowserContext, who: Credentials = ADMIN, path = "/"): Promise<Agent> {
    const agent = new Agent(await context.newPage());
    await agent.page.goto(desk(path));
    await agent.givesPassword(who);
    return agent;
  }

  /** Fills in the page that is before all others. */
  async givesPassword({ email, password }: Credentials): Promise<void> {
    await this.page.getByLabel("Email").fill(email);
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }

  get conversations(): Locator {
    const list = this.page.getByRole("region", { name: "Conversations", exact: true });
    return list.getByRole("listitem").getByRole("link");
  }

  async opens(text: string): Promise<void> {
    await this.conversations.filter({ hasText: text }).click();
  }

  async writes(text: string, kind: "Reply" | "Note" = "Reply"): Promise<void> {
    await this.page.getByRole("radio", { name: kind }).click();
    const field = this.page.getByRole("textbox", { name: kind === "Reply" ? /^Reply to/ : "Note for other agents" });
    await field.fill(text);
    await field.press("Enter");
  }

  /** The texts of the open conversation, in order. */
  get thread(): Locator {
    return this.page.getByRole("log", { name: "Messages" }).locator(".rounded-bubble");
  }

  async sees(...texts: string[]): Promise<void> {
    await expect(this.thread).toHaveText(texts);
  }

  /** All that was sent is stored. */
  async isDone(patience: Patience = {}): Promise<void> {
    await expect(this.page.getByText("Sending")).toHaveCount(0, patience);
  }
}
