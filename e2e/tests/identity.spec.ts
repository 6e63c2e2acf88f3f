import { createHmac } from "node:crypto";
import { Customer } from "../harness/people.ts";
import { expect, test } from "../harness/world.ts";

test("a customer whom the site's server names is the same one in every browser", async ({ world, someone, team }) => {
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
