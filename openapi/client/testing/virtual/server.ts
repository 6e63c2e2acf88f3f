import type { ClientFrame, SendMessage, ServerFrame, SetMark } from "../../../generated/types.gen";
import { rowsOf } from "../../rows";
import { met, VirtualTables } from "./tables";

export interface Answer {
  status: number;
  body: unknown;
  retryAfterS?: number;
}

/** One socket, as the server sees it. */
export interface Peer {
  send(frame: ServerFrame): void;
  close(code: number): void;
}

/** The server in memory: sockets, long-polls and requests over one cursor of change numbers with an epoch. */
export class VirtualServer {
  readonly tables = new VirtualTables(() => this.#committed());
  readonly #peers = new Map<Peer, { sent: number; until: number }>();
  readonly #waiting = new Set<() => void>();
  #epoch = 1;
  #token = 0;
  #busyUntil = 0;
  readonly #tokenMs: number;
  /** How a commit reaches the sockets: at once, or only with the timer. */
  hint: "now" | "lost" | "doubled" | "late" = "now";

  constructor(tokenMs: number) {
    this.#tokenMs = tokenMs;
    setInterval(() => this.#follow(), 1_000);
    setInterval(() => this.#ping(), 25_000);
  }

  issueToken(): string {
    this.#token += 1;
    return `${this.#token}:${Date.now() + this.#tokenMs}`;
  }

  /** Another transaction history: no cursor of before can be resumed. */
  renewEpoch(): void {
    this.#epoch += 1;
    this.dropSockets(1012);
  }

  heal(): void {
    this.hint = "now";
    this.#busyUntil = 0;
  }

  busy(ms: number): void {
    this.#busyUntil = Date.now() + ms;
  }

  dropSockets(code: number): void {
    for (const peer of this.#peers.keys()) peer.close(code);
    this.#peers.clear();
  }

  hello(peer: Peer, token: string, since: string | null): void {
    const until = tokenEnd(token);
    if (until <= Date.now()) {
      met.expired += 1;
      peer.close(4002);
    } else if (this.#isBusy()) {
      peer.send({ type: "error", code: "busy", detail: "", retry_after_ms: 2_000 });
      peer.close(4003);
    } else {
      this.#welcome(peer, until, since);
    }
  }

  #welcome(peer: Peer, until: number, since: string | null): void {
    const from = this.#resume(since);
    if (from === null) met.reset += 1;
    else if (since !== null) met.resumed += 1;
    if (from === null) peer.send({ type: "reset" });
    else if (from < this.tables.change) peer.send(this.tables.frame(from, `${this.#epoch}.${this.tables.change}`));
    peer.send({ type: "ready", cursor: `${this.#epoch}.${this.tables.change}` });
    this.#peers.set(peer, { sent: this.tables.change, until });
  }

  /** What a live socket says. */
  hear(peer: Peer, frame: ClientFrame): void {
    const known = this.#peers.get(peer);
    if (!known) return;
    if (frame.type === "probe") peer.send({ type: "ping" });
    if (frame.type === "mark") this.tables.mark(frame.conversation_id, "customer", frame);
    if (frame.type !== "refresh") return;
    met.refreshed += 1;
    known.until = Math.max(known.until, tokenEnd(frame.token));
  }

  gone(peer: Peer): void {
    this.#peers.delete(peer);
  }

  async handle(method: string, path: string, token: string, body: unknown): Promise<Answer> {
    if (this.#isBusy()) met.busy += 1;
    if (this.#isBusy()) return { status: 503, body: { code: "busy" }, retryAfterS: 2 };
    if (tokenEnd(token) <= Date.now()) return { status: 401, body: { code: "token_expired" } };
    if (path === "/v1/sync") return this.#sync(body as { since: string | null; wait: number });
    const [, conversationId = "", part] = /conversations\/(\w+)\/(\w+)/.exec(path) ?? [];
    if (part === "marks") {
      met.markedByRequest += 1;
      return { status: 200, body: this.tables.mark(conversationId, "customer", body as SetMark) };
    }
    if (method === "GET") return { status: 200, body: this.#page(conversationId) };
    const { id, text } = body as SendMessage;
    return { status: 201, body: this.tables.store(conversationId, id, text, "customer") };
  }

  #page(conversationId: string): unknown {
    const marks = this.tables.marks().filter((mark) => mark.conversation_id === conversationId);
    return { items: this.tables.messages(conversationId).reverse(), agents: [], marks, next: null };
  }

  async #sync({ since, wait }: { since: string | null; wait: number }): Promise<Answer> {
    const until = Date.now() + wait * 1000;
    const from = this.#resume(since);
    while (from !== null && since !== null && from === this.tables.change && Date.now() < until) {
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
        setTimeout(resolve, until - Date.now());
      });
    }
    met.polled += 1;
    if (from === null) met.resetByPoll += 1;
    const cursor = `${this.#epoch}.${this.tables.change}`;
    const frame = this.tables.frame(since === null || from === null ? this.tables.change : from, cursor);
    return { status: 200, body: { ...rowsOf(frame), cursor, reset: from === null } };
  }

  /** Null: this cursor cannot be resumed. */
  #resume(since: string | null): number | null {
    if (since === null) return this.tables.change;
    const [epoch, change] = since.split(".").map(Number);
    return epoch === this.#epoch && change !== undefined ? change : null;
  }

  #committed(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
    // A hint is a frame without a cursor: it may come twice, late, after newer ones, or never.
    const frame = this.tables.frame(this.tables.change - 1, null);
    const hint = (): void => {
      for (const peer of this.#peers.keys()) peer.send(frame);
    };
    if (this.hint === "now" || this.hint === "doubled") hint();
    if (this.hint === "doubled" || this.hint === "late") setTimeout(hint, 8_000);
  }

  #ping(): void {
    for (const peer of this.#peers.keys()) peer.send({ type: "ping" });
  }

  #follow(): void {
    for (const [peer, known] of this.#peers) {
      if (known.until <= Date.now()) {
        met.expired += 1;
        this.#peers.delete(peer);
        peer.close(4002);
      } else if (known.sent < this.tables.change) {
        peer.send(this.tables.frame(known.sent, `${this.#epoch}.${this.tables.change}`));
        known.sent = this.tables.change;
      }
    }
  }

  #isBusy(): boolean {
    return Date.now() < this.#busyUntil;
  }
}

function tokenEnd(token: string): number {
  return Number(token.split(":")[1]);
}
