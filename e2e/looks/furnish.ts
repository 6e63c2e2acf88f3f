import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import type { AgentPage, MadeInvitation, SignedIn, Site } from "@stonechat/openapi/types";
import { call, uuidv7 } from "../harness/caller.ts";
import { picture } from "../harness/picture.ts";
import { ADMIN, type Product } from "../harness/product.ts";
import { Person } from "./person.ts";
import { ORDINARY, RESPONSES, RICH, STORIES, type Story, TAG_COLORS } from "./talk.ts";

const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile Safari/604.1";
const ORIGIN = "https://shop.example";
const FACE = 128;

/** The shop as it is shown: who is there, and where to look. */
const PYTHON = resolve(import.meta.dirname, "../../backend/.venv/bin/python");

export interface Shop {
  api: string;
  ada: Person;
  tom: Person;
  siteId: string;
  /** The conversation that has everything, and its customer. */
  richId: string;
  richCustomerId: string;
  longId: string;
  arabicId: string;
  /** A link that invites somebody. */
  invitation: string;
  /** When each conversation is to have been, in minutes ago. */
  past: Record<string, { began: number; ended: number }>;
}

/** A small shop in the middle of its month. */
export async function furnish(product: Product): Promise<Shop> {
  const { ports, site_id: siteId } = await product.state();
  const api = `http://127.0.0.1:${ports.api}`;
  const ada = await Person.agent(api, ADMIN);
  const tom = await hire(api, ada, "Tom Weiss", "tom@example.com", 3);
  await ada.sendsPicture("/v1/me/face", picture(FACE, FACE, 7));
  await ada.ask("PATCH", "/v1/me", { name: "Ada Lovelace" });
  await hire(api, ada, "Maximilian Alexander von Hohenstein-Wittelsbach", "max@example.com");
  const kim = await hire(api, ada, "Kim Park", "kim@example.com");
  await ada.ask("PATCH", `/v1/agents/${kim.id}`, { active: false });
  const { token: invitation } = await invite(ada, "somebody.new@example.com");
  const tags = await makeTags(ada);
  for (const [shortcut, text, shared] of RESPONSES)
    await ada.ask("POST", "/v1/canned-responses", { id: uuidv7(), shortcut, text, shared });
  await dressSites(ada, siteId);

  const shop: Shop = {
    ...{ api, ada, tom, siteId, invitation, past: {} },
    ...{ richId: "", richCustomerId: "", longId: "", arabicId: "" },
  };
  for (const story of [...ORDINARY, ...STORIES].toReversed()) {
    const { id, customerId } = await tell(shop, story, tags);
    if (story === RICH) Object.assign(shop, { richId: id, richCustomerId: customerId });
    if (story.locale === "de-AT") shop.longId = id;
    if (story.locale === "ar") shop.arabicId = id;
  }
  await knowWell(shop, tags);
  await movePast(product, shop);
  return shop;
}

async function movePast({ data }: Product, { past }: Shop): Promise<void> {
  const file = join(data, "past.json");
  await writeFile(file, JSON.stringify(past));
  await promisify(execFile)(PYTHON, [join(import.meta.dirname, "past.py"), data, file]);
}

async function invite(admin: Person, email: string): Promise<MadeInvitation> {
  return admin.ask("POST", "/v1/invitations", { id: uuidv7(), email, role: "agent" });
}

async function hire(api: string, admin: Person, name: string, email: string, seed?: number): Promise<Person> {
  const { token } = await invite(admin, email);
  const body = { token, name, password: ADMIN.password };
  const { access_token, agent } = await call<SignedIn>(`${api}/v1/auth/accept-invitation`, "POST", body);
  const hired = new Person(api, access_token, agent.id);
  if (seed !== undefined) await hired.sendsPicture("/v1/me/face", picture(FACE, FACE, seed));
  return hired;
}

async function makeTags(ada: Person): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [name, color] of Object.entries(TAG_COLORS)) {
    const id = uuidv7();
    ids.set(name, id);
    await ada.ask("POST", "/v1/tags", { id, name, color });
  }
  return ids;
}

async function dressSites(ada: Person, siteId: string): Promise<void> {
  const sites = await ada.ask<{ items: Site[] }>("GET", "/v1/sites");
  const version = sites.items.find(({ id }) => id === siteId)?.version;
  const week = [1, 2, 3, 4, 5].map((day) => ({ day, opens: "09:00", closes: "17:00" }));
  await ada.ask("PATCH", `/v1/sites/${siteId}`, {
    ...{
      version,
      name: "The kettle shop",
      greeting: "Hello! Ask us anything about kettles.",
      time_zone: "Europe/Berlin",
    },
    ...{ allowed_origins: [ORIGIN, "https://www.shop.example"], office_hours: week, assignment: "manual" },
    texts: { de: { greeting: "Hallo! Frag uns alles über Kessel.", away_text: null } },
  });
  await ada.ask("POST", "/v1/sites", { id: uuidv7(), name: "Tea of the month", color: "#0f766e" });
  await ada.ask("POST", `/v1/sites/${siteId}/keys`, { id: uuidv7() });
  const scopes = ["conversations:read", "customers:read", "settings:read"];
  await ada.ask("POST", "/v1/api-tokens", { id: uuidv7(), name: "Shop system", scopes, expires_at: null });
}

async function tell(shop: Shop, story: Story, tags: Map<string, string>) {
  const { api, siteId: site_id, ada, tom } = shop;
  const { name, email, locale = "en-GB", zone = "Europe/London", page = "/" } = story;
  const session = {
    site_id,
    locale,
    time_zone: zone,
    page: ORIGIN + page,
    referrer: "https://search.example/?q=kettle",
  };
  const customer = await Person.customer(api, ORIGIN, session, PHONE);
  const id = uuidv7();
  const [first = "", ...rest] = story.said;
  const message = { id: uuidv7(), text: first.slice(1) };
  await customer.ask("POST", "/v1/conversations", { id, answers: { name, email }, message });
  const owner = story.with === "tom" ? tom : ada;
  const tag_ids = (story.tags ?? []).flatMap((tag) => tags.get(tag) ?? []);
  const head = { assignee_id: story.with && owner.id, tag_ids, ...(story.priority && { priority: story.priority }) };
  await ada.changes(`/v1/conversations/${id}`, head);
  for (const line of rest) await say(line, id, customer, owner, tom);
  if (story.status) await owner.changes(`/v1/conversations/${id}`, { status: story.status });
  shop.past[id] = { began: story.began, ended: story.ended };
  return { id, customerId: customer.id };
}

async function say(line: string, id: string, customer: Person, owner: Person, tom: Person): Promise<void> {
  const text = line.slice(1);
  if (line.startsWith("<")) await customer.says(id, text);
  else if (line.startsWith(">")) await owner.says(id, text);
  else await owner.says(id, text, { kind: "note", mentions: [tom.id] });
}

/** What a team writes down about somebody who comes often. */
async function knowWell({ ada, richId, richCustomerId }: Shop, tags: Map<string, string>): Promise<void> {
  const attributes = {
    plan: "pro",
    orders: 14,
    newsletter: true,
    "last.order": "https://admin.shop.example/orders/20451?view=all&from=chat",
    loyalty_card_number_of_the_household: "0048 1192 3381 0007",
  };
  await ada.changes(`/v1/customers/${richCustomerId}`, {
    attributes,
    ...{
      phone: "+1 212 555 0142",
      note: "Prefers mornings. Her sister Mary orders from us, too.",
      tag_ids: [tags.get("praise")],
    },
  });
  await ada.changes(`/v1/conversations/${richId}`, { priority: "high" });
  // What the server tells by and by is there when the first picture is taken.
  await pause(500);
  await ada.ask<AgentPage>("GET", "/v1/agents");
}
