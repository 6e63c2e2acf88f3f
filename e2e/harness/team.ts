import { randomUUID } from "node:crypto";
import type {
  Agent,
  AgentPage,
  Conversation,
  ConversationCounts,
  Customer,
  MadeInvitation,
  MakeSite,
  MessagePage,
  SetFormField,
  SignedIn,
  Site,
} from "@stonechat/openapi/types";
import type { WebSocket } from "ws";
import type { Caller } from "./caller.ts";
import { apiOf, signIn, Worker } from "./others.ts";
import type { Colleague } from "./people.ts";
import { ADMIN, type Product } from "./product.ts";

/** What every site asks of a new customer, as far as a test says nothing else. */
const QUESTIONS: SetFormField[] = [
  { key: "name", kind: "text", label: "Your name", required: true },
  { key: "email", kind: "email", label: "Email", required: true },
];

const BEN: Colleague = { email: "ben@example.com", name: "Ben Okafor", password: "another password of the tests" };

/** Ben, who takes the second seat if he has not already. */
export async function benComes(product: Product): Promise<Worker> {
  await (await Team.signsIn(product)).takesOn(BEN);
  return Worker.signsIn(product, BEN);
}

/** A worker who is an admin, too. */
export class Team extends Worker {
  readonly #firstSite: string;

  private constructor(api: string, signedIn: SignedIn, firstSite: string) {
    super(api, signedIn);
    this.#firstSite = firstSite;
  }

  static override async signsIn(product: Product): Promise<Team> {
    const [api, { site_id }] = await Promise.all([apiOf(product), product.state()]);
    return new Team(api, await signIn(api, ADMIN), site_id);
  }

  async makesKey(): Promise<string> {
    const path = `/v1/sites/${this.#firstSite}/keys`;
    return (await this.ask<{ secret: string }>("POST", path, { id: randomUUID() })).secret;
  }

  /** A site with nothing on it yet but its questions. Returns its id. */
  async makesSite(settings: Partial<MakeSite> = {}, fields: SetFormField[] = QUESTIONS): Promise<string> {
    const name = "The kettle shop";
    const site = await this.ask<Site>("POST", "/v1/sites", { id: randomUUID(), name, ...settings });
    await this.ask("PUT", `/v1/sites/${site.id}/form-fields`, { fields, version: site.version });
    return site.id;
  }

  async customers(site = this.#firstSite): Promise<Customer[]> {
    return (await this.ask<{ items: Customer[] }>("GET", `/v1/customers?site=${site}&limit=100`)).items;
  }

  async conversationsOf(customerId: string): Promise<Conversation[]> {
    return (await this.ask<{ items: Conversation[] }>("GET", `/v1/conversations?customer=${customerId}`)).items;
  }

  async conversationsAt(site = this.#firstSite, status?: Conversation["status"]): Promise<Conversation[]> {
    const path = `/v1/conversations?site=${site}${status ? `&status=${status}` : ""}`;
    return (await this.ask<{ items: Conversation[] }>("GET", path)).items;
  }

  /** The conversation whose newest message this is. */
  async finds(preview: string): Promise<Conversation> {
    const { items } = await this.ask<{ items: Conversation[] }>("GET", "/v1/conversations?limit=100");
    const found = items.find((conversation) => conversation.preview === preview);
    if (!found) throw new Error(`no conversation ends with "${preview}"`);
    return found;
  }

  /** The one with the newest message. */
  async conversationAt(site: string): Promise<Conversation> {
    const [newest] = await this.conversationsAt(site);
    if (!newest) throw new Error("nobody has written there");
    return newest;
  }

  /** The texts of a conversation, in order. */
  async textsOf(id: string): Promise<string[]> {
    const page = await this.ask<MessagePage>("GET", `/v1/conversations/${id}/messages?limit=100`);
    return page.items
      .filter(({ kind }) => kind === "message")
      .sort((a, b) => a.seq - b.seq)
      .map(({ text }) => text);
  }

  async has(id: string, how: { delivered_seq: number; read_seq: number }): Promise<void> {
    await this.ask("PUT", `/v1/conversations/${id}/marks`, how);
  }

  async resolves(id: string): Promise<void> {
    await this.changes(id, { status: "resolved" });
  }

  me(): Promise<Agent> {
    return this.ask("GET", "/v1/me");
  }

  counts(): Promise<ConversationCounts> {
    return this.ask("GET", "/v1/conversations/counts");
  }

  /** The secret of a link for a new password. */
  async makesReset(agentId: string): Promise<string> {
    return (await this.ask<{ token: string }>("POST", `/v1/agents/${agentId}/password-reset`)).token;
  }

  /** The secret of the link. */
  async invites(email: string): Promise<string> {
    const offer = { id: randomUUID(), email, role: "agent" };
    return (await this.ask<MadeInvitation>("POST", "/v1/invitations", offer)).token;
  }

  /** Gives the second seat to this person, who may have had it before. Returns their id. */
  async takesOn({ name, email, password }: Colleague): Promise<string> {
    const known = await this.#agentWith(email);
    if (known) {
      await this.ask("PATCH", `/v1/agents/${known.id}`, { active: true });
      const token = await this.makesReset(known.id);
      await this.ask("POST", "/v1/auth/reset-password", { token, password });
      return known.id;
    }
    await this.ask("POST", "/v1/auth/accept-invitation", { token: await this.invites(email), name, password });
    return (await this.#agentWith(email))?.id ?? "";
  }

  /** Their seat is free again, and so is what they had. */
  async letsGo(agentId: string): Promise<void> {
    await this.ask("PATCH", `/v1/agents/${agentId}`, { active: false });
  }

  async #agentWith(email: string) {
    const { items } = await this.ask<AgentPage>("GET", "/v1/agents?limit=100");
    return items.find((agent) => agent.email === email);
  }

  async blocks(customerId: string): Promise<void> {
    await this.ask("PUT", `/v1/customers/${customerId}/block`);
  }

  /** A face of one color. */
  async showsFace(png: Buffer): Promise<void> {
    await this.sendsPicture("/v1/me/face", png);
  }

  /** Sits at the conversation, as a dashboard does that shows it. */
  sitsAt(id: string): Promise<Seat> {
    return Seat.at(id, this);
  }
}

/** An agent in front of one conversation. */
export class Seat {
  readonly #socket: WebSocket;
  readonly #conversation: string;
  readonly #seen: { typing: boolean };

  private constructor(socket: WebSocket, conversation: string, seen: { typing: boolean }) {
    this.#socket = socket;
    this.#conversation = conversation;
    this.#seen = seen;
  }

  static async at(conversation: string, agent: Caller): Promise<Seat> {
    const seen = { typing: false };
    const socket = await agent.opens(conversation, ({ event, author }) => {
      if (event === "typing" && author === "customer") seen.typing = true;
    });
    return new Seat(socket, conversation, seen);
  }

  /** The customer writes right now, as far as this agent was told. */
  get seesTyping(): boolean {
    return this.#seen.typing;
  }

  types(): void {
    this.#socket.send(JSON.stringify({ type: "typing", conversation_id: this.#conversation, kind: "message" }));
  }

  leaves(): void {
    this.#socket.close();
  }
}
