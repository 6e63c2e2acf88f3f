import { uuidv7 } from "@stonechat/openapi/client";
import { pause } from "../world/time.ts";
import type { Link, LinkOptions } from "./link.ts";
import type { AnyRows } from "./memory.ts";

interface Frame {
  type: string;
  cursor?: string | null;
}

/** The least that somebody who reads only the protocol's guide would write. */
export class RawSocketLink implements Link {
  readonly #options: LinkOptions;
  #socket: WebSocket | null = null;
  #cursor: string | null = null;
  #running = false;
  #fresh = false;
  live = false;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = true;
    void this.#run();
  }

  wake(): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#say({ type: "probe" });
  }

  stop(): void {
    this.#running = false;
    this.#socket?.close();
  }

  async #run(): Promise<void> {
    while (this.#running) {
      try {
        const token = await this.#options.token(this.#fresh);
        if (!this.#running) return;
        await this.#connect(token);
      } catch {
        // No token for now.
      }
      this.live = false;
      await pause(200 + Math.random() * 1_000);
    }
  }

  /** Resolves when the connection has ended. */
  #connect(token: string): Promise<void> {
    return new Promise((resolve) => {
      const socket = new WebSocket(`${this.#options.base.replace("http", "ws")}/v1/socket`);
      this.#socket = socket;
      // Three missed pings, or a handshake that takes for ever.
      const giveUp = () => {
        socket.onclose = null;
        socket.onmessage = null;
        socket.close();
        resolve();
      };
      let watch = setTimeout(giveUp, 10_000);
      socket.onopen = () => this.#say({ type: "hello", token, tab: uuidv7(), since: this.#cursor });
      socket.onmessage = (event: MessageEvent<string>) => {
        clearTimeout(watch);
        watch = setTimeout(giveUp, 40_000);
        this.#hear(JSON.parse(event.data) as Frame);
      };
      socket.onclose = (event) => {
        clearTimeout(watch);
        this.#fresh = event.code === 4002 || event.code === 4900;
        resolve();
      };
    });
  }

  #hear(frame: Frame): void {
    if (frame.type === "ping") this.#say({ type: "pong" });
    if (frame.type === "reset") {
      this.#cursor = null;
      this.#options.onReset();
    }
    if (frame.type === "rows") this.#options.onRows(frame as unknown as AnyRows);
    if (frame.cursor) this.#cursor = frame.cursor;
    if (frame.type !== "ready") return;
    this.live = true;
    this.#options.onReady();
  }

  #say(frame: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
}
