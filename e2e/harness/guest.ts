import {
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type FrameLocator,
  type Locator,
} from "@playwright/test";
import type {} from "../../widget-frontend/src/stonechat.ts";
import { DEVICES, type Device } from "./devices.ts";
import { Customer, type Patience } from "./people.ts";
import { type HostSite, SITES } from "./sites.ts";
import { panelOf } from "./world.ts";

/** Where the chat is a guest, and on what. */
export interface Place {
  site: HostSite;
  device: Device;
}

export const EVERYWHERE: readonly Place[] = SITES.flatMap((site) => DEVICES.map((device) => ({ site, device })));

export const nameOf = ({ site, device }: Place): string => `${site.name} on ${device.name}`;

/** Opens the browser of somebody with that device. */
type Browsers = (options?: BrowserContextOptions) => Promise<BrowserContext>;

/** A customer on one of the sites, with the fingers or the mouse that they have. */
export class Guest extends Customer {
  readonly place: Place;
  readonly context: BrowserContext;
  readonly chat: string;

  constructor(customer: Customer, place: Place, context: BrowserContext, chat: string) {
    super(customer.page);
    this.place = place;
    this.context = context;
    this.chat = chat;
  }

  static async browses(place: Place, someone: Browsers, options: BrowserContextOptions = {}): Promise<BrowserContext> {
    return someone({ ...place.device.options, ...options });
  }

  /** `chat`: the site's id, and what else shall stand on the tag, as the end of an address. */
  static async comes(place: Place, context: BrowserContext, chat: string): Promise<Guest> {
    const page = await context.newPage();
    const guest = new Guest(new Customer(page), place, context, chat);
    await guest.goes("first");
    return guest;
  }

  get panel(): FrameLocator {
    return panelOf(this.page);
  }

  get launcher(): Locator {
    return this.page.locator("stonechat-widget button.launcher");
  }

  get heading(): Locator {
    return this.panel.getByRole("heading", { level: 1 });
  }

  get field(): Locator {
    return this.panel.getByRole("textbox", { name: "Write a message" });
  }

  /** By the address bar. */
  async goes(page: "first" | "second"): Promise<void> {
    await this.page.goto(`${this.place.site.origin}/${page}?chat=${this.chat}`);
    if (this.chat) await expect(this.page.locator("stonechat-widget")).toHaveCount(1);
  }

  /** By the link on the page, which on a phone the panel covers. */
  async followsLink(): Promise<void> {
    const { href } = new URL(this.page.url());
    await this.presses(this.page.locator("#other"));
    await this.page.waitForURL((url) => url.href !== href);
  }

  async presses(what: Locator, patience: Patience = {}): Promise<void> {
    await (this.place.device.isPhone ? what.tap(patience) : what.click(patience));
  }

  /** A button of the panel. */
  async pressesButton(name: string | RegExp, patience: Patience = {}): Promise<void> {
    await this.presses(this.panel.getByRole("button", { name }), patience);
  }

  override async opensChat(): Promise<void> {
    await this.presses(this.launcher);
    await expect(this.heading).toBeVisible();
  }

  async closesChat(): Promise<void> {
    await this.pressesButton("Close chat");
    await expect(this.heading).toBeHidden();
  }

  override async starts(text: string): Promise<void> {
    await super.starts(text);
    await this.sees(text);
    await this.isDone();
  }

  override async writes(text: string, patience: Patience = {}): Promise<void> {
    await this.field.fill(text, patience);
    if (this.place.device.isPhone) await this.pressesButton("Send", patience);
    else await this.field.press("Enter", patience);
  }
}
