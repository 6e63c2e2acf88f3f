import type { Conversation, Message, Site, Tag } from "@stonechat/openapi/types";
import { Worker, Writer } from "./others.ts";
import type { Product } from "./product.ts";
import { benComes } from "./team.ts";

const NAMES = [
  "Aino Berg",
  "Bela Costa",
  "Cem Demir",
  "Dora Engel",
  "Ewa Falk",
  "Finn Gruber",
  "Gita Holm",
  "Hugo Ivers",
];
const COLORS = ["#2f6fb2", "#b23a2f", "#3f7d4e", "#6b4fa0"];
const HOUR_MS = 3_600_000;

type Change = (turn: number) => Promise<unknown>;

/** What customers and colleagues do while somebody does not see it, or is busy: by the API alone. */
export class Elsewhere {
  /** Whose conversation the agent has open. */
  readonly open: Writer;
  /** Theirs stand in the list, too. */
  readonly listed: Writer[];
  readonly ben: Worker;
  /** The agent of the tests, on another device. */
  readonly ada: Worker;
  readonly siteId: string;
  /** These may be deleted. */
  readonly #spare: Writer[];
  readonly #tags: string[] = [];
  #said: Message[] = [];
  #siteName = "";

  private constructor(ben: Worker, ada: Worker, siteId: string, [open, ...others]: [Writer, ...Writer[]]) {
    this.ben = ben;
    this.ada = ada;
    this.siteId = siteId;
    this.open = open;
    const half = Math.ceil(others.length / 2);
    this.listed = others.slice(0, half);
    this.#spare = others.slice(half);
  }

  /** `people` customers have written, each in a conversation of their own; something was answered in the first. */
  static async begins(product: Product, people: number): Promise<Elsewhere> {
    const [ben, ada, { site_id }] = await Promise.all([benComes(product), Worker.signsIn(product), product.state()]);
    const writers: Writer[] = [];
    for (let number = 0; number < people; number += 1) {
      const writer = await Writer.comes(ben.api, site_id);
      await writer.starts(nameOf(number), `Question ${number + 1}: is this still to be had?`);
      writers.push(writer);
    }
    const [first, ...others] = writers;
    if (!first) throw new Error("somebody has to be there");
    const elsewhere = new Elsewhere(ben, ada, site_id, [first, ...others]);
    await elsewhere.#begin();
    return elsewhere;
  }

  async #begin(): Promise<void> {
    this.#siteName = (await this.ada.ask<Site>("GET", `/v1/sites/${this.siteId}`)).name;
    for (const [number, color] of COLORS.entries())
      this.#tags.push(await this.ben.makesTag(`${word(number)} ${Date.now() % 100_000}`, color));
    const { conversationId } = this.open;
    for (let number = 1; number <= 6; number += 1) {
      await this.open.says(`I would like to know more, part ${number}`);
      this.#said.push(...(await this.ben.says(conversationId, `Here is part ${number}`)));
    }
    await this.ben.notes(conversationId, "A good customer");
    await this.ada.reads(conversationId);
    await this.ada.isNow("online");
  }

  /** So many changes, of all kinds, one after the other. */
  async happens(count: number): Promise<void> {
    const changes = this.#changes();
    for (let turn = 0; turn < count; turn += 1) await changes[turn % changes.length]?.(turn);
  }

  /** Everybody goes home, and leaves the seat and the names as they were. */
  async ends(): Promise<void> {
    for (const writer of [this.open, ...this.listed, ...this.#spare]) writer.leaves();
    await this.ada.isNow("online");
    await this.#nameSite(this.#siteName);
    await this.ada.ask("PATCH", `/v1/agents/${this.ben.agent.id}`, { active: false });
  }

  #changes(): Change[] {
    const { ben, ada } = this;
    const open = this.open.conversationId;
    const listed = (turn: number): Writer => this.listed[turn % this.listed.length] ?? this.open;
    const tag = (turn: number): string => this.#tags[turn % this.#tags.length] ?? "";
    const toggled = ({ tag_ids }: Conversation, id: string): string[] =>
      tag_ids.includes(id) ? tag_ids.filter((each) => each !== id) : [...tag_ids, id];
    return [
      (turn) => listed(turn).says(`And another thing, number ${turn}`),
      () => this.open.reads(),
      (turn) => this.open.says(`Said while you were away, number ${turn}`),
      (turn) => ben.changes(listed(turn).conversationId, (now) => ({ tag_ids: toggled(now, tag(turn)) })),
      async (turn) => this.#said.push(...(await ben.says(open, `Ben answers, number ${turn}`))),
      (turn) => ada.reads(listed(turn + 3).conversationId),
      (turn) => ada.isNow((["away", "offline", "online"] as const)[turn % 3] ?? "away"),
      (turn) => ben.changesCustomer(this.open.customerId, { name: `${nameOf(turn)} the ${turn}th` }),
      (turn) => this.#edits(turn),
      (turn) => this.#starts(turn),
      (turn) => ben.changes(listed(turn).conversationId, ({ status }) => nextStatus(status, turn)),
      (turn) => ben.changesCustomer(listed(turn).customerId, { name: `${nameOf(turn + 1)} of ${turn}` }),
      (turn) => ben.ask("PATCH", `/v1/tags/${tag(turn)}`, { name: `${word(turn)} ${turn} ${Date.now() % 100_000}` }),
      () => this.#deletesMessage(),
      (turn) => ben.notes(open, `A note about it, number ${turn}`),
      (turn) => ben.changesCustomer(this.open.customerId, { note: `Worth knowing, number ${turn}` }),
      (turn) => ben.changes(open, (now) => ({ tag_ids: toggled(now, tag(turn + 1)) })),
      (turn) => ben.changes(open, () => ({ priority: (["high", "urgent", "low", "normal"] as const)[turn % 4] })),
      (turn) => ben.changes(listed(turn + 1).conversationId, () => ({ priority: turn % 2 ? "urgent" : "high" })),
      (turn) => ben.ask("PATCH", "/v1/me", { name: `Ben Okafor ${turn}` }),
      (turn) => ben.isNow(turn % 2 ? "away" : "online"),
      () => this.#deletesConversation(),
      (turn) => listed(turn + 5).says(`Is anybody there, number ${turn}`),
      (turn) => ben.changes(open, () => ({ assignee_id: turn % 2 ? ben.agent.id : ada.agent.id })),
      (turn) =>
        ben.changesCustomer(this.open.customerId, {
          attributes: { plan: `Plan ${turn}` },
          tag_ids: [tag(turn)],
          email: `person.${turn}@mail.example`,
        }),
      () => this.#erases(),
      (turn) => ben.changes(listed(turn + 2).conversationId, () => ({ assignee_id: ada.agent.id })),
      (turn) => this.#nameSite(`The kettle shop ${turn}`),
      (turn) => ada.ask(turn % 2 ? "DELETE" : "PUT", `/v1/customers/${listed(turn).customerId}/block`),
      (turn) => this.#replacesTag(turn),
    ];
  }

  async #edits(turn: number): Promise<void> {
    const [message, ...others] = this.#said;
    if (!message) return;
    const path = `/v1/conversations/${message.conversation_id}/messages/${message.id}`;
    const edited = await this.ben.ask<Message>("PATCH", path, {
      text: `Better words ${turn}`,
      version: message.version,
    });
    this.#said = [...others, edited];
  }

  async #deletesMessage(): Promise<void> {
    const message = this.#said.pop();
    if (message) await this.ben.ask("DELETE", `/v1/conversations/${message.conversation_id}/messages/${message.id}`);
  }

  async #deletesConversation(): Promise<void> {
    const writer = this.#spare.pop();
    if (writer) await this.ada.ask("DELETE", `/v1/conversations/${writer.conversationId}`);
  }

  async #erases(): Promise<void> {
    const writer = this.#spare.pop();
    if (writer) await this.ada.ask("POST", `/v1/customers/${writer.customerId}/erase`);
  }

  async #starts(turn: number): Promise<void> {
    const writer = await Writer.comes(this.ben.api, this.siteId);
    await writer.starts(nameOf(turn), `A new question, number ${turn}`);
    this.#spare.push(writer);
  }

  async #nameSite(name: string): Promise<void> {
    const { version } = await this.ada.ask<Site>("GET", `/v1/sites/${this.siteId}`);
    await this.ada.ask("PATCH", `/v1/sites/${this.siteId}`, { version, name });
  }

  /** The oldest is deleted, and a new one made. */
  async #replacesTag(turn: number): Promise<void> {
    const gone = this.#tags.shift();
    if (gone) await this.ada.ask<Tag>("DELETE", `/v1/tags/${gone}`);
    const color = COLORS[turn % COLORS.length] ?? "#5c5c66";
    this.#tags.push(await this.ben.makesTag(`New ${turn} ${Date.now() % 100_000}`, color));
  }
}

function nextStatus(status: Conversation["status"], turn: number): object {
  if (status !== "open") return { status: "open" };
  const until = new Date(Date.now() + 5 * HOUR_MS).toISOString();
  return [{ status: "resolved" }, { status: "pending" }, { status: "snoozed", snoozed_until: until }][turn % 3] ?? {};
}

function nameOf(number: number): string {
  return NAMES[number % NAMES.length] ?? "Somebody";
}

function word(number: number): string {
  return ["delivery", "refund", "billing", "press"][number % 4] ?? "other";
}
