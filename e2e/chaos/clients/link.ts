import { type Self, SyncConnection, uuidv7 } from "@stonechat/openapi/client";
import type { AnyRows } from "./memory.ts";

/** How a client hears of changes. */
export interface Link {
  start(): void;
  /** The tab was woken, or somebody signed in again. */
  wake(): void;
  stop(): void;
  readonly live: boolean;
}

export interface LinkOptions {
  base: string;
  self: Self;
  token: (fresh: boolean) => Promise<string>;
  onRows(rows: AnyRows): void;
  onReset(): void;
  onReady(): void;
  /** The server wants no more questions until somebody signs in again. */
  onRefused(): void;
}

/** The client core that both frontends use. */
export class CoreLink implements Link {
  readonly connection: SyncConnection;

  constructor(options: LinkOptions) {
    this.connection = new SyncConnection({
      url: () => `${options.base.replace("http", "ws")}/v1/socket`,
      api: () => options.base,
      tab: uuidv7(),
      self: options.self,
      token: options.token,
      onRows: (rows) => options.onRows(rows),
      onReset: () => options.onReset(),
      onReady: () => options.onReady(),
      onStatus: (status) => {
        if (status === "refused") options.onRefused();
      },
    });
  }

  get live(): boolean {
    return this.connection.status === "live";
  }

  start(): void {
    this.connection.start();
  }

  wake(): void {
    this.connection.wake();
  }

  stop(): void {
    this.connection.stop();
  }
}
