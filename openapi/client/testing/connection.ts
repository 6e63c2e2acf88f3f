import { vi } from "vitest";
import { SyncConnection, type SyncOptions, type SyncStatus } from "../connection";
import { FakePolls } from "./polls";
import { FakeSocket } from "./sockets";

/** A connection on a clock that stands still, with a server that the test plays. Jitter is off: every wait is the widest. */
export class TestConnection {
  readonly statuses: SyncStatus[] = [];
  readonly token = vi.fn<(fresh: boolean) => Promise<string | null>>().mockResolvedValue("token");
  readonly onRows = vi.fn<SyncOptions["onRows"]>();
  readonly onReset = vi.fn();
  readonly onReady = vi.fn<() => void | Promise<void>>();
  readonly polls = new FakePolls();
  readonly connection: SyncConnection;

  constructor() {
    vi.useFakeTimers();
    vi.spyOn(Math, "random").mockReturnValue(1);
    FakeSocket.install();
    this.polls.install();
    this.connection = new SyncConnection({
      url: () => "ws://api/v1/socket",
      api: () => "http://api",
      self: { author: "agent", id: "me" },
      tab: "tab-1",
      token: this.token,
      onRows: this.onRows,
      onReset: this.onReset,
      onReady: this.onReady,
      onStatus: (status) => this.statuses.push(status),
    });
  }

  async goLive(): Promise<FakeSocket> {
    this.connection.start();
    await settle();
    FakeSocket.last.serverAccepts();
    FakeSocket.last.serverSends({ type: "ready", cursor: "c1" });
    return FakeSocket.last;
  }

  /** Nothing here but what HTTP allows: every attempt to open a socket fails at once, until polling begins. */
  async fallBack(): Promise<void> {
    this.connection.start();
    await settle();
    for (const wait of [500, 1000, 0]) {
      FakeSocket.last.serverCloses(1006);
      await pass(wait);
    }
  }

  end(): void {
    this.connection.stop();
    vi.useRealTimers();
  }
}

export const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
export const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
