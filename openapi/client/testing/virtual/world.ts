import { IDBFactory } from "fake-indexeddb";
import { expect, vi } from "vitest";
import { type VirtualLine, VirtualSocket, virtualFetch } from "./line";
import { VirtualServer } from "./server";
import { type Sabotage, VirtualTab } from "./tab";
import { CONVERSATIONS } from "./tables";

export interface WorldOptions {
  seed: number;
  /** Browsers without them exist: then the id rule alone has to do. */
  webLocks: boolean;
  tokenMs: number;
  sabotage: Sabotage;
}

/** Both tabs must agree with the server this long after the last fault, whatever that was. */
const HEALED_MS = 150_000;

/** One customer with two tabs in one browser, the server, all that lies between, and what must be true at any time. */
export class World {
  readonly server: VirtualServer;
  readonly tabs: VirtualTab[];
  /** What the customer said, in this order. */
  readonly said = new Map<string, string[]>(CONVERSATIONS.map((id) => [id, []]));
  readonly #options: WorldOptions;
  readonly #versions = new Map<string, number>();

  constructor(options: WorldOptions) {
    this.#options = options;
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 23) });
    vi.stubGlobal("indexedDB", new IDBFactory());
    vi.stubGlobal("fetch", virtualFetch);
    vi.stubGlobal("WebSocket", VirtualSocket);
    vi.stubGlobal("navigator", options.webLocks ? { locks: new VirtualLocks() } : {});
    vi.spyOn(Math, "random").mockImplementation(randomFrom(options.seed));
    this.server = new VirtualServer(options.tokenMs);
    this.tabs = [this.#open(0), this.#open(1)];
  }

  tab(at: number): VirtualTab {
    return this.tabs[at] as VirtualTab;
  }

  /** Resolves in virtual time. */
  async say(at: number, conversationId: string): Promise<void> {
    let stored = false;
    const before = new Set(
      this.tab(at)
        .outbox.entries()
        .map(({ id }) => id),
    );
    const adding = this.tab(at)
      .say(conversationId)
      .then(() => (stored = true));
    const id = this.tab(at)
      .outbox.entries()
      .find((entry) => !before.has(entry.id))?.id;
    if (id === undefined) throw new Error("The outbox did not take the message.");
    this.said.get(conversationId)?.push(id);
    while (!stored) await vi.advanceTimersByTimeAsync(1);
    await adding;
  }

  /** The page goes and comes again; only the outbox is left. */
  reload(at: number): void {
    const old = this.tab(at);
    old.close();
    this.tabs[at] = this.#open(at);
    for (const key of this.#versions.keys()) if (key.startsWith(`${at} `)) this.#versions.delete(key);
  }

  async pass(ms: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms);
  }

  /** What is true at any time, whatever is broken. */
  check(): void {
    for (const [at, tab] of this.tabs.entries()) {
      for (const conversationId of CONVERSATIONS) this.#checkTimeline(at, tab, conversationId);
    }
    for (const [conversationId, ids] of this.said) {
      const stored = this.server.tables.messages(conversationId);
      const ours = stored.filter(({ author }) => author === "customer").map(({ text }) => text);
      const arrived = ids.map((id) => `text of ${id}`).filter((text) => ours.includes(text));
      expect(ours, "each message is stored once, in the order in which it was said").toEqual(arrived);
      for (const tab of this.tabs) {
        for (const { id, seq } of stored) expect(tab.acknowledged.get(id) ?? seq, "the number of an answer").toBe(seq);
      }
    }
  }

  /** After all faults are over, everything was delivered, and everybody knows it: also where only polling is left. */
  async heal(sockets: VirtualLine["socketsAre"]): Promise<void> {
    this.server.heal();
    for (const { line } of this.tabs) {
      line.heal();
      line.socketsAre = sockets;
      if (sockets !== "open") line.closeSockets(1006);
    }
    const until = Date.now() + HEALED_MS;
    while (true) {
      await this.pass(HEALED_MS / 15);
      this.check();
      try {
        return this.#checkAgreement(sockets);
      } catch (disagreement) {
        if (Date.now() >= until) throw disagreement;
      }
    }
  }

  #checkAgreement(sockets: VirtualLine["socketsAre"]): void {
    for (const [conversationId, ids] of this.said) {
      const stored = this.server.tables.messages(conversationId);
      const ours = stored.filter(({ author }) => author === "customer");
      expect(
        ours.map(({ id }) => id),
        "all that was said is stored under its id",
      ).toEqual(ids);
      for (const tab of this.tabs) {
        expect(tab.rows.messages(conversationId), "the client holds what the server holds").toEqual(stored);
        for (const mark of this.server.tables.marks().filter((row) => row.conversation_id === conversationId)) {
          expect(tab.rows.mark(conversationId, mark.reader), "the client knows the marks").toEqual(mark);
        }
        const delivered =
          this.server.tables.marks().find((row) => row.id === `${conversationId}-customer`)?.delivered_seq ?? 0;
        expect(delivered, "what arrived is marked").toBe(stored.length);
      }
    }
    for (const tab of this.tabs) {
      expect(tab.connection.status).toBe("live");
      if (sockets !== "open") expect(tab.connection.transport).toBe("poll");
      expect(tab.outbox.entries(), "nothing is left to send").toEqual([]);
    }
  }

  end(): void {
    for (const tab of this.tabs) tab.close();
    vi.clearAllTimers();
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  }

  #open(at: number): VirtualTab {
    return new VirtualTab(this.server, `tab-${at}`, this.#options.sabotage);
  }

  #checkTimeline(at: number, tab: VirtualTab, conversationId: string): void {
    const messages = tab.rows.messages(conversationId);
    const numbers = messages.map(({ seq }) => seq);
    expect(numbers, "a timeline is in order, each number once").toEqual([...new Set(numbers)].sort((a, b) => a - b));
    const marks = (["customer", "team"] as const).flatMap((reader) => tab.rows.mark(conversationId, reader) ?? []);
    for (const { id, version } of [...messages, ...marks]) {
      const key = `${at} ${id}`;
      expect(version, "no row goes back").toBeGreaterThanOrEqual(this.#versions.get(key) ?? 0);
      this.#versions.set(key, version);
    }
    for (const { id, delivered_seq, read_seq } of marks) {
      const key = `${at} ${id} reached`;
      expect(delivered_seq, "no more is read than has arrived").toBeGreaterThanOrEqual(read_seq);
      expect(delivered_seq + read_seq, "marks only go forward").toBeGreaterThanOrEqual(this.#versions.get(key) ?? 0);
      this.#versions.set(key, delivered_seq + read_seq);
    }
  }
}

/** Web Locks of one browser. */
class VirtualLocks {
  readonly #tails = new Map<string, Promise<unknown>>();

  request<T>(name: string, task: () => Promise<T>): Promise<T> {
    const turn = (this.#tails.get(name) ?? Promise.resolve()).then(task, task);
    this.#tails.set(name, turn);
    return turn;
  }
}

function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
