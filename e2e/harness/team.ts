import { randomUUID } from "node:crypto";
import type {
  Agent,
  AgentPage,
  ChangeConversation,
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
import { WebSocket } from "ws";
import { Caller, call, uuidv7 } from "./caller.ts";
import type { Colleague } from "./people.ts";
import { ADMIN, type Product } from "./product.ts";

/** What every site asks of a new customer, as far as a test says nothing else. */
const QUESTIONS: SetFormField[] = [
  { key: "name", kind: "text", label: "Your name", required: true },
  { key: "email", kind: "email", label: "Email", required: true },
];

/** An admin who answers, by the API alone. */
export class Team extends Caller {
  readonly #firstSite: string;

  private constructor(api: string, firstSite: string, token: string) {
    super(api, token);
    this.#firstSite = firstSite;
  }

  static async signsIn(product: Product): Promise<Team> {
    const { ports, site_id } = await product.state();
    const api = `http://127.0.0.1:${ports.api}`;
    const { access_token } = await call<SignedIn>(`${api}/v1/auth/login`, "POST", ADMIN);
    return new Team(api, site_id, access_token);
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

  async says(id: string, ...texts: string[]): Promise<void> {
    for (const text of texts)
      await this.ask("POST", `/v1/conversations/${id}/messages`, { id: uuidv7(), text, kind: "message" });
  }

  async has(id: string, how: { delivered_seq: number; read_seq: number }): Promise<void> {
    await this.ask("PUT", `/v1/conversations/${id}/marks`, how);
  }

  /** What is done to a conversation as a whole, by somebody who sees it as it is now. */
  async changes(id: string, change: Omit<ChangeConversation, "head_version">): Promise<void> {
    const { head_version } = await this.ask<Conversation>("GET", `/v1/conversations/${id}`);
    await this.ask("PATCH", `/v1/conversations/${id}`, { head_version, ...change });
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

  /** Returns its id. */
  async makesTag(name: string): Promise<string> {
    return (await this.ask<{ id: string }>("POST", "/v1/tags", { id: randomUUID(), name, color: "#0f766e" })).id;
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
  async sitsAt(id: string): Promise<Seat> {
    const socket = new WebSocket(`${this.api.replace("http", "ws")}/v1/socket`);
    const seat = new Seat(socket, id);
    await new Promise<void>((resolve, reject) => {
      socket.onerror = reject;
      socket.onopen = () => {
        socket.send(JSON.stringify({ type: "hello", token: this.token, tab: uuidv7(), since: null }));
        socket.send(JSON.stringify({ type: "open", conversation_id: id }));
        resolve();
      };
    });
    return seat;
  }
}

/** An agent in front of one conversation. */
export class Seat {
  readonly #socket: WebSocket;
  readonly #conversation: string;
  /** The customer writes right now, as far as this agent was told. */
  seesTyping = false;

  constructor(socket: WebSocket, conversation: string) {
    this.#socket = socket;
    this.#conversation = conversation;
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(String(data)) as { type: string; event?: string; author?: string };
      if (frame.type === "ping") socket.send('{"type":"pong"}');
      if (frame.event === "typing" && frame.author === "customer") this.seesTyping = true;
    };
  }

  types(): void {
    this.#socket.send(JSON.stringify({ type: "typing", conversation_id: this.#conversation, kind: "message" }));
  }

  leaves(): void {
    this.#socket.close();
  }
}
