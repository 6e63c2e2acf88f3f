import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { BrowserContext, Page } from "@playwright/test";
import { ADMIN } from "../../harness/product.ts";
import { HOSTS } from "../../harness/shop.ts";
import type { World } from "../../harness/system.ts";
import { benComes } from "../../harness/team.ts";
import { fillInbox } from "./filling.ts";
import { slowProcessor } from "./slowness.ts";
import { lookUntil } from "./until.ts";

const SIZE = { width: 1280, height: 800 };
const CONVERSATIONS = 20_000;
const FOLLOWED_MS = 32_000;
const LATEST_MS = 30_000;
const LOOK_MS = 100;
/** How long people hold a button of the mouse down. */
const PRESS_MS = 80;
const SETTLED_MS = 2_000;
/** Between two keys of somebody who types well. */
const SIGN_IN_KEY_MS = 60;

/** What desk-diary.js writes down, in milliseconds since the page began. */
export interface DeskDiary {
  pressed: number;
  seen: Partial<Record<"rows" | "counts" | "thread", number>>;
  slowestKey: number;
}

const filled = new WeakSet<World>();

/** The inbox of a company that has had the product for a year. */
export async function fillOnce(world: World): Promise<void> {
  if (filled.has(world)) return;
  // Two agents share the work.
  await benComes(world.product);
  await fillInbox(world.product, CONVERSATIONS);
  // Who comes first would wait while the API reads all that; without anybody there it looks every 30 s.
  await pause(FOLLOWED_MS);
  filled.add(world);
}

/** An agent's browser, empty as after a new installation. */
export class Desk {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #address: string;

  private constructor(page: Page, context: BrowserContext, address: string) {
    this.page = page;
    this.#context = context;
    this.#address = address;
  }

  /** At the sign-in page, which is there before the processor gets slow. */
  static async opens(world: World, where: "the usual address" | "beside it" = "the usual address"): Promise<Desk> {
    const context = await world.browser.newContext({ ignoreHTTPSErrors: true, viewport: SIZE });
    await context.addInitScript({ path: join(import.meta.dirname, "desk-diary.js") });
    const page = await context.newPage();
    const address = where === "beside it" ? await besideAddress(world) : `https://${HOSTS.dashboard}`;
    await page.goto(`${address}/`);
    await page.getByLabel("Email").waitFor();
    await pause(500);
    return new Desk(page, context, address);
  }

  async slowDown(): Promise<void> {
    await slowProcessor(this.page);
  }

  /** Types who it is and presses the button. */
  async signsIn(keyMs: number = SIGN_IN_KEY_MS): Promise<DeskDiary> {
    const { keyboard } = this.page;
    await this.page.getByLabel("Email").focus();
    await keyboard.type(ADMIN.email, { delay: keyMs });
    await keyboard.press("Tab");
    await keyboard.type(ADMIN.password, { delay: keyMs });
    await this.#press("button[type=submit]");
    return this.until(({ seen }) => seen.rows !== undefined && seen.counts !== undefined, "the inbox is usable");
  }

  /** Presses a row that is in sight, counted from the top. */
  async opensRow(index: number): Promise<DeskDiary> {
    await this.#press(`section[aria-label="Conversations"] li:nth-of-type(${index + 1}) a`);
    return this.until(({ seen }) => seen.thread !== undefined, "the messages are there");
  }

  /** Signs in and shows an open conversation, with everything that comes late. */
  async shows(path: string): Promise<void> {
    await this.signsIn(0);
    await this.goesTo(path);
    await this.page.getByRole("log", { name: "Messages" }).locator(".rounded-bubble").first().waitFor();
    await this.page.getByRole("complementary").getByRole("textbox", { name: "Note" }).waitFor();
    await pause(SETTLED_MS);
  }

  async goesTo(path: string): Promise<void> {
    await this.page.goto(this.#address + path);
  }

  diary(): Promise<DeskDiary> {
    return this.page.evaluate(() => {
      const { pressed, seen, slowestKey } = (window as unknown as { deskDiary: DeskDiary }).deskDiary;
      return { pressed, seen, slowestKey };
    });
  }

  async until(isTrue: (diary: DeskDiary) => boolean, what: string): Promise<DeskDiary> {
    await pause(LOOK_MS);
    return lookUntil(() => this.diary(), isTrue, what, { everyMs: LOOK_MS, latestMs: LATEST_MS });
  }

  async leaves(): Promise<void> {
    await this.#context.close();
  }

  /** Finds out where it is before anything counts; then the mouse goes there and presses. */
  async #press(selector: string): Promise<void> {
    const box = await this.page.locator(selector).first().boundingBox();
    if (!box) throw new Error(`${selector} is not in sight`);
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await this.page.mouse.down();
    await pause(PRESS_MS);
    await this.page.mouse.up();
  }
}

/** The address that `make run` prints: it is there also while the line to the other one is cut. */
async function besideAddress({ product }: World): Promise<string> {
  return `http://127.0.0.1:${(await product.state()).ports.dashboard}`;
}
