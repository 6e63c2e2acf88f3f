import { type Api, createApi, type SyncConnection } from "@stonechat/openapi/client";
import type { FinalState, Transport } from "../checker/evidence.ts";
import type { Line } from "../world/line.ts";
import { pause } from "../world/time.ts";
import { type BrowserSocket, type LineUser, useLine } from "./browser.ts";
import { HistoryWriter } from "./history.ts";
import { CoreLink, type Link, type LinkOptions } from "./link.ts";
import { loadAll } from "./loading.ts";
import { type AnyRows, Memory } from "./memory.ts";
import type { Person } from "./person.ts";
import { RawLongPollLink } from "./raw-long-poll.ts";
import { RawSocketLink } from "./raw-socket.ts";
import { Sender } from "./sender.ts";

export interface ClientOptions {
  name: string;
  person: Person;
  transport: Transport;
  line: Line;
  historyFile: string;
  forgetsCursor: boolean;
}

/** One page of somebody: what it holds, what it wants to send, and how it hears of changes. All of it is written down. */
export class Client implements LineUser {
  readonly name: string;
  readonly person: Person;
  readonly transport: Transport;
  readonly line: Line;
  readonly history: HistoryWriter;
  readonly forgetsCursor: boolean;
  readonly api: Api;
  readonly base: string;
  memory = new Memory();
  /** Timelines that this page shows. */
  readonly opened = new Set<string>();
  sender: Sender;
  #link: Link | null = null;
  #sockets = new Set<BrowserSocket>();
  #mustLoad = true;
  #running = false;
  /** Grows with every page and every reset, so that a loading which was overtaken ends. */
  #loading = 0;
  #isLoaded = false;

  constructor(options: ClientOptions) {
    this.name = options.name;
    this.person = options.person;
    this.transport = options.transport;
    this.line = options.line;
    this.forgetsCursor = options.forgetsCursor;
    this.base = `http://127.0.0.1:${options.line.port}`;
    this.history = new HistoryWriter(options.historyFile);
    this.api = createApi({ base: this.base, token: (fresh) => this.token(fresh) });
    this.sender = new Sender(this);
    useLine(options.line.port, this);
    const { name: client, transport } = this;
    this.history.write({ type: "begin", client, audience: this.person.audience, transport });
  }

  /** Begins, once there is somebody to speak for; trouble on the way is nothing new. */
  async start(): Promise<void> {
    this.#running = true;
    while (this.#running) {
      try {
        await this.token(false);
        break;
      } catch {
        await pause(300 + Math.random() * 700);
      }
    }
    if (this.person.id) this.history.write({ type: "identity", id: this.person.id });
    this.sender.begin();
    this.#link = this.#openLink();
    this.#link.start();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#link?.stop();
    this.sender.close();
    this.drop();
    await this.history.close();
  }

  /** The page is loaded anew: memory is gone, storage stays. */
  reload(): void {
    // A page that is still about to begin is new anyway.
    if (!this.#link) return;
    this.#link.stop();
    this.sender.close();
    this.history.write({ type: "reloaded" });
    this.memory = new Memory();
    this.opened.clear();
    this.#begun();
    this.sender = new Sender(this);
    this.#link = this.#openLink();
    this.sender.begin();
    this.#link.start();
  }

  wake(): void {
    this.#link?.wake();
    this.sender.wake();
  }

  /** Stops reading for a while, as a sleeping machine does; the socket stays open. */
  async sleep(milliseconds: number): Promise<void> {
    const sockets = [...this.#sockets].filter((socket) => socket.readyState === WebSocket.OPEN);
    for (const socket of sockets) socket.pause();
    await pause(milliseconds);
    for (const socket of sockets) socket.resume();
  }

  token(fresh: boolean): Promise<string> {
    return this.person.token(this.base, fresh);
  }

  /** Puts rows into memory, and into the history. */
  apply(rows: AnyRows, via: "line" | "answer" | "load"): void {
    const seen = this.memory.upsert(rows);
    if (seen.length) this.history.write({ type: "rows", via, rows: seen });
  }

  /** The client core's connection, for those who have one. */
  get core(): SyncConnection | null {
    return this.#link instanceof CoreLink ? this.#link.connection : null;
  }

  /** Loses its sockets, as when a network changes. */
  drop(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  get hasSocket(): boolean {
    return [...this.#sockets].some((socket) => socket.readyState === WebSocket.OPEN);
  }

  get isLive(): boolean {
    return this.#link?.live ?? false;
  }

  get unsent(): number {
    return this.sender.unsent;
  }

  get isSettled(): boolean {
    return this.#link?.live === true && this.#isLoaded && this.unsent === 0;
  }

  /** For whoever waits for it in vain. */
  describe(): string {
    const live = this.#link?.live ? "live" : "not live";
    return `${this.name} (${this.transport}, ${live}, ${this.#isLoaded ? "loaded" : "not loaded"}, ${this.unsent} unsent)`;
  }

  finish(): void {
    const state: FinalState = {
      settled: this.isSettled,
      unsent: this.unsent,
      conversations: this.memory.heldConversations(),
      timelines: this.memory.timelines(),
      others: this.memory.others(),
    };
    this.history.write({ type: "final", state });
  }

  onHello(resumes: boolean): void {
    this.history.write({ type: "hello", resumes });
  }

  onFrame(type: string): void {
    if (type === "ready") this.history.write({ type: "ready" });
  }

  onOpened(socket: BrowserSocket): void {
    this.#sockets.add(socket);
  }

  onClosed(socket: BrowserSocket, code: number): void {
    this.#sockets.delete(socket);
    this.history.write({ type: "closed", code });
  }

  onAnswer(method: string, path: string, status: number, code: string | null): void {
    if (method !== "GET" || status >= 400) this.history.write({ type: "answer", method, path, status, code });
  }

  #openLink(): Link {
    const options: LinkOptions = {
      base: this.base,
      self: { author: this.person.audience, id: this.person.id },
      token: (fresh) => this.token(fresh),
      onRows: (rows) => this.apply(rows, "line"),
      onReset: () => this.#reset(),
      onReady: () => void this.#ready(),
      onRefused: () => void this.#signInAgain(),
    };
    if (this.transport === "raw socket") return new RawSocketLink(options);
    if (this.transport === "raw long-poll") return new RawLongPollLink(options);
    return new CoreLink(options);
  }

  #reset(): void {
    this.history.write({ type: "reset" });
    this.memory.doubt();
    this.#begun();
  }

  #begun(): void {
    this.#mustLoad = true;
    this.#isLoaded = false;
    this.#loading += 1;
  }

  async #ready(): Promise<void> {
    if (!this.#mustLoad) return;
    this.#mustLoad = false;
    const loading = this.#loading;
    while (this.#running && loading === this.#loading) {
      try {
        await loadAll(this, () => loading === this.#loading);
        if (loading !== this.#loading) return;
        this.memory.dropDoubtful();
        this.#isLoaded = true;
        return;
      } catch {
        await pause(300 + Math.random() * 700);
      }
    }
  }

  /** Somebody reads that they are signed out, and signs in again. */
  async #signInAgain(): Promise<void> {
    await pause(500 + Math.random() * 1_500);
    if (this.#running) this.#link?.wake();
  }
}
