import { join } from "node:path";
import type { BrowserContext, Frame, Page } from "@playwright/test";
import { GRACE } from "../../harness/people.ts";
import { HOSTS } from "../../harness/shop.ts";
import type { World } from "../../harness/system.ts";
import { slowNetwork, slowProcessor } from "./slowness.ts";
import { lookUntil } from "./until.ts";

export const SIZE = { width: 1280, height: 800 };
/** The middle of the launcher, as look.md has it: 56 px, 20 px from the corner. */
const LAUNCHER = { x: SIZE.width - 48, y: SIZE.height - 48 };

const LATEST_MS = 30_000;
const LOOK_MS = 100;
/** Between two strokes of a quick hand. */
export const KEY_MS = 20;

export interface Slowness {
  processor: boolean;
  network: boolean;
}

export const SLOW: Slowness = { processor: true, network: true };

/** What diary.js has the page and the panel's frame write down: looking from outside would cost them time. */
export interface Diary {
  /** When the pointer first came to the launcher, and when it was pressed. */
  reached?: number;
  pressed?: number;
  /** When a field had the focus, and the picture with it was drawn. */
  usable?: number;
}

/** Somebody with a slow phone and an empty browser on a shop's page. Nothing here runs code in the page that it measures. */
export class Visitor {
  readonly page: Page;
  readonly #context: BrowserContext;

  private constructor(page: Page, context: BrowserContext) {
    this.page = page;
    this.#context = context;
  }

  /** The page is there before it gets slow: it is not what is measured. */
  static async enters(world: World, slowness: Slowness): Promise<Visitor> {
    const context = await world.browser.newContext({ ignoreHTTPSErrors: true, viewport: SIZE });
    await context.addInitScript({ path: join(import.meta.dirname, "diary.js") });
    const page = await context.newPage();
    await page.goto(`https://${HOSTS.shop}/`);
    await page.waitForTimeout(500);
    const visitor = new Visitor(page, context);
    await visitor.slowDown(slowness);
    return visitor;
  }

  async slowDown({ processor, network }: Slowness): Promise<void> {
    if (processor) await slowProcessor(this.page);
    if (network) await slowNetwork(await this.#context.newCDPSession(this.page));
  }

  async pointsAtLauncher(): Promise<void> {
    await this.page.mouse.move(LAUNCHER.x, LAUNCHER.y);
  }

  async presses(): Promise<void> {
    await this.page.mouse.down();
    await this.page.mouse.up();
  }

  diary(): Promise<Diary> {
    return this.page.evaluate(() => (window as unknown as { diary: Diary }).diary);
  }

  /** The panel's own frame. */
  get panel(): Frame {
    const frame = this.page.frames().find((one) => one.parentFrame() !== null);
    if (!frame) throw new Error("the panel has no frame");
    return frame;
  }

  /** Waits for something in the panel. */
  async until(isTrue: () => boolean, what: string): Promise<void> {
    const looks = { everyMs: LOOK_MS, latestMs: LATEST_MS };
    await lookUntil(() => this.panel.evaluate(isTrue), Boolean, what, looks);
  }

  /** Moves the pointer onto something in the panel and presses. */
  async clicks(selector: string): Promise<void> {
    const inside = await this.panel.evaluate((selector) => {
      const { x, y, width, height } = document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
      return { x: x + width / 2, y: y + height / 2 };
    }, selector);
    const frame = await this.frame();
    await this.page.mouse.move(frame.x + inside.x, frame.y + inside.y);
    await this.presses();
  }

  /** Fills in the form, whose first field has the focus, and starts a conversation. */
  async starts(message: string): Promise<void> {
    const { keyboard } = this.page;
    const phone = "";
    for (const text of [GRACE.name, GRACE.email, phone, message]) {
      await keyboard.type(text, { delay: KEY_MS });
      await keyboard.press("Tab");
    }
    await keyboard.press("Enter");
    const isInThread = (): boolean => document.activeElement?.matches(".composer textarea") ?? false;
    await this.until(isInThread, "the composer has the focus");
    const isStored = (): boolean => [...document.querySelectorAll(".bubble:not(.sending)")].length === 1;
    await this.until(isStored, "the first message is stored");
  }

  /** The shop's page changes the language. */
  async speaks(language: string): Promise<void> {
    await this.page.evaluate((language) => {
      (window as unknown as { Stonechat: { setLocale(locale: string): void } }).Stonechat.setLocale(language);
    }, language);
  }

  /** Where the panel is on the page. */
  frame(): Promise<{ x: number; y: number; width: number; height: number }> {
    return this.page.evaluate(() => {
      const frame = document.querySelector("stonechat-widget")?.shadowRoot?.querySelector("iframe");
      const { x, y, width, height } = frame?.getBoundingClientRect() ?? new DOMRect();
      return { x, y, width, height };
    });
  }

  async leaves(): Promise<void> {
    await this.#context.close();
  }
}
