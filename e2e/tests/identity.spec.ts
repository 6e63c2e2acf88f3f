import { createHmac, randomUUID } from "node:crypto";
import type { Conversation, Customer as CustomerRow } from "@stonechat/openapi/types";
import { Customer } from "../harness/people.ts";
import { ADMIN, type Product } from "../harness/product.ts";
import { expect, test } from "../harness/world.ts";

test("a customer whom the site's server names is the same one in every browser", async ({ world, someone }) => {
  const team = await Team.signsIn(world.product);
  const secret = await team.makesKey();
  const anna = { sub: "user-4711", name: "Anna Known", email: "anna@known.example" };
  const [one, two] = [await Customer.enters(await someone(), "/app"), await Customer.enters(await someone(), "/app")];

  await test.step("the page names her before her first words, and nothing is asked of the server for that", async () => {
    await expect(one.page.locator("stonechat-widget")).toHaveCount(1);
    const before = world.internet.seen.length;
    await one.page.evaluate(identify, signed(anna, secret));
    await one.page.waitForTimeout(300);
    expect(world.internet.seen.slice(before)).toEqual([]);
    await one.opensChat();
    await one.starts("From my phone");
    await one.sees("From my phone");
    await one.isDone();
  });

  await test.step("the page's provider names her in another browser", async () => {
    await expect(two.page.locator("stonechat-widget")).toHaveCount(1);
    await two.page.evaluate(provide, signed(anna, secret));
    await two.opensChat();
    await two.starts("From my desk");
    await two.sees("From my desk");
    await two.isDone();
  });

  await test.step("the team sees one customer with two conversations", async () => {
    const known = (await team.customers()).filter(({ external_id }) => external_id === anna.sub);
    expect(known).toMatchObject([{ name: anna.name, email: anna.email }]);
    expect(await team.conversationsOf(known[0]?.id ?? "")).toHaveLength(2);
  });

  await test.step("an identity that somebody else signed costs no message, and the page hears why", async () => {
    const three = await Customer.enters(await someone(), "/app");
    await expect(three.page.locator("stonechat-widget")).toHaveCount(1);
    await three.page.evaluate(listen);
    await three.page.evaluate(identify, signed(anna, "a secret of their own that is long enough"));
    await three.opensChat();
    await three.starts("I am Anna, believe me");
    await three.sees("I am Anna, believe me");
    await three.isDone();
    expect(await three.page.evaluate(() => (window as { heard?: string[] }).heard)).toEqual(["identity_failed"]);
  });
});

interface Api {
  identify(identity: { token: string }): void;
  setTokenProvider(provider: () => Promise<string>): void;
}

function identify(token: string): void {
  (window as unknown as { Stonechat: Api }).Stonechat.identify({ token });
}

function provide(token: string): void {
  (window as unknown as { Stonechat: Api }).Stonechat.setTokenProvider(async () => token);
}

function listen(): void {
  const heard: string[] = [];
  Object.assign(window, { heard });
  window.addEventListener("stonechat:error", (event) => {
    heard.push((event as CustomEvent<{ code: string }>).detail.code);
  });
}

/** What a site's server does. */
function signed(claims: object, secret: string): string {
  const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  const exp = Math.floor(Date.now() / 1000) + 600;
  const text = `${encoded({ alg: "HS256", typ: "JWT" })}.${encoded({ ...claims, exp })}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

/** An admin, by the API alone. */
class Team {
  readonly #api: string;
  readonly #siteId: string;
  readonly #token: string;

  private constructor(api: string, siteId: string, token: string) {
    this.#api = api;
    this.#siteId = siteId;
    this.#token = token;
  }

  static async signsIn(product: Product): Promise<Team> {
    const { ports, site_id } = await product.state();
    const api = `http://127.0.0.1:${ports.api}`;
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(`${api}/v1/auth/login`, { method: "POST", headers, body: JSON.stringify(ADMIN) });
    const { access_token } = (await answer.json()) as { access_token: string };
    return new Team(api, site_id, access_token);
  }

  async makesKey(): Promise<string> {
    const path = `/v1/sites/${this.#siteId}/keys`;
    return (await this.#ask<{ secret: string }>(path, { id: randomUUID() })).secret;
  }

  async customers(): Promise<CustomerRow[]> {
    return (await this.#ask<{ items: CustomerRow[] }>(`/v1/customers?site=${this.#siteId}&limit=100`)).items;
  }

  async conversationsOf(customerId: string): Promise<Conversation[]> {
    return (await this.#ask<{ items: Conversation[] }>(`/v1/conversations?customer=${customerId}`)).items;
  }

  async #ask<T>(path: string, body?: object): Promise<T> {
    const headers = { Authorization: `Bearer ${this.#token}`, "Content-Type": "application/json" };
    const init = body ? { method: "POST", body: JSON.stringify(body) } : {};
    const answer = await fetch(this.#api + path, { headers, ...init });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}
