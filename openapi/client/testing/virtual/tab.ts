import type { Message, MessagePage } from "../../../generated/types.gen";
import { type Api, createApi } from "../../api";
import { SyncConnection } from "../../connection";
import { uuidv7 } from "../../ids";
import { Outbox } from "../../outbox";
import { RowStore, type Rows } from "../../rows";
import { VirtualLine } from "./line";
import type { VirtualServer } from "./server";
import { CONVERSATIONS } from "./tables";

/** What a client must not do, so that the tests can show that they would notice. */
export type Sabotage = "none" | "takes older versions" | "forgets to resume" | "sends under a new id";

/** A page of one customer, put together from the core as the widget and the dashboard do it. */
export class VirtualTab {
  readonly line: VirtualLine;
  readonly rows = new RowStore();
  readonly outbox: Outbox;
  readonly connection: SyncConnection;
  /** What the server answered for what was sent from here. */
  readonly acknowledged = new Map<string, number>();
  readonly #server: VirtualServer;
  readonly #api: Api;
  readonly #sabotage: Sabotage;
  #token = "";
  #mustLoad = true;
  #resets = 0;

  constructor(server: VirtualServer, name: string, sabotage: Sabotage) {
    this.#server = server;
    this.#sabotage = sabotage;
    this.line = new VirtualLine(server);
    this.line.forgetful = sabotage === "forgets to resume";
    this.line.join(name);
    const token = async (fresh: boolean): Promise<string> => this.#tokenOf(fresh);
    this.#api = createApi({ base: `http://${name}`, token });
    this.outbox = new Outbox({
      name: "customer-1",
      deliver: (entry) => this.#deliver(entry),
      onChange: () => undefined,
    });
    this.connection = new SyncConnection({
      url: () => `ws://${name}/v1/socket`,
      api: () => `http://${name}`,
      tab: name,
      self: { author: "customer", id: null },
      token,
      onRows: (rows) => this.#take(rows),
      onReset: () => this.#reset(),
      onReady: () => this.#load(),
      onStatus: () => undefined,
    });
    void this.outbox.load();
    this.connection.start();
  }

  say(conversationId: string, id = uuidv7()): Promise<void> {
    const body = { id, text: `text of ${id}` };
    return this.outbox.add({ id, conversation_id: conversationId, type: "message", body });
  }

  read(conversationId: string): void {
    this.connection.marks.reach(conversationId, "read", this.rows.messages(conversationId).at(-1)?.public_seq ?? 0);
  }

  wake(): void {
    this.connection.wake();
    this.outbox.wake();
  }

  close(): void {
    this.connection.stop();
    this.outbox.close();
    this.line.down = true;
    this.line.closeSockets(1001);
  }

  async #deliver({ conversation_id, body, id }: { conversation_id: string; body: object; id: string }): Promise<void> {
    const sent = this.#sabotage === "sends under a new id" ? { ...body, id: uuidv7() } : body;
    const stored = await this.#api.post<Message>(`/v1/conversations/${conversation_id}/messages`, sent);
    this.acknowledged.set(id, stored.seq);
    this.#take({ messages: [stored] });
  }

  #take(rows: Partial<Rows>): void {
    if (this.#sabotage === "takes older versions") this.#forgetVersions(rows.messages ?? []);
    this.rows.upsert(rows);
    this.#arrived();
  }

  /** A row that is in doubt is replaced by any other. */
  #forgetVersions(incoming: readonly Message[]): void {
    const ids = new Set(incoming.map(({ id }) => id));
    const others = CONVERSATIONS.flatMap((id) => this.rows.messages(id)).filter(({ id }) => !ids.has(id));
    const marks = CONVERSATIONS.flatMap((id) => [
      this.rows.mark(id, "customer") ?? [],
      this.rows.mark(id, "team") ?? [],
    ]);
    this.rows.doubtAll();
    this.rows.upsert({ messages: others, marks: marks.flat() });
  }

  #arrived(): void {
    for (const id of CONVERSATIONS) {
      this.connection.marks.reach(id, "delivered", this.rows.messages(id).at(-1)?.public_seq ?? 0);
    }
  }

  #reset(): void {
    this.#resets += 1;
    this.#mustLoad = true;
    this.rows.doubtAll();
  }

  async #load(): Promise<void> {
    if (!this.#mustLoad) return;
    const resets = this.#resets;
    for (const id of CONVERSATIONS) {
      const page = await this.#api.get<MessagePage>(`/v1/conversations/${id}/messages`);
      // What was asked for before a reset is as doubtful as what was held then.
      if (resets !== this.#resets) return;
      this.rows.upsert({ messages: page.items, marks: page.marks });
    }
    this.rows.dropDoubtful();
    this.#arrived();
    this.#mustLoad = false;
  }

  /** Renewed a minute ahead where the line allows it, as both frontends do. */
  async #tokenOf(fresh: boolean): Promise<string> {
    const left = Number(this.#token.split(":")[1] ?? 0) - Date.now();
    if (fresh || left < 60_000) {
      if (this.line.down) throw new TypeError("Failed to fetch");
      this.#token = this.#server.issueToken();
    }
    return this.#token;
  }
}
