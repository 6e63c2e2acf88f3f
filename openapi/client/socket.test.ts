import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SyncConnection, type SyncOptions, type SyncStatus } from "./socket";
import { aMessage } from "./testing/rows";
import { FakeSocket } from "./testing/sockets";

const noRows = { conversations: [], messages: [], customers: [], agents: [] };

describe("SyncConnection", () => {
  let statuses: SyncStatus[];
  const token = vi.fn<(fresh: boolean) => Promise<string | null>>();
  const onRows = vi.fn<SyncOptions["onRows"]>();
  const onReset = vi.fn();
  const onReady = vi.fn();
  let connection: SyncConnection;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(Math, "random").mockReturnValue(1);
    FakeSocket.install();
    statuses = [];
    for (const mock of [onRows, onReset, onReady]) mock.mockReset();
    token.mockReset().mockResolvedValue("token");
    const onStatus = (status: SyncStatus): void => void statuses.push(status);
    connection = new SyncConnection({
      url: () => "ws://api/v1/socket",
      tab: "tab-1",
      token,
      onRows,
      onReset,
      onReady,
      onStatus,
    });
  });
  afterEach(() => {
    connection.stop();
    vi.useRealTimers();
  });

  const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
  const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
  async function goLive(): Promise<FakeSocket> {
    connection.start();
    await settle();
    FakeSocket.last.serverAccepts();
    FakeSocket.last.serverSends({ type: "ready", cursor: "c1" });
    return FakeSocket.last;
  }

  it("says hello with its token in the first message and is live when the server is ready", async () => {
    const socket = await goLive();
    expect(socket.url).toBe("ws://api/v1/socket");
    expect(socket.sent).toEqual([{ type: "hello", token: "token", tab: "tab-1", since: null }]);
    expect(statuses).toEqual(["connecting", "live"]);
    expect(onReady).toHaveBeenCalledTimes(1);
  });

  it("asks for what it missed with the newest cursor of any frame", async () => {
    const socket = await goLive();
    socket.serverSends({ type: "rows", ...noRows, cursor: "c2" });
    socket.serverSends({ type: "rows", ...noRows, cursor: null });
    socket.serverCloses(1006);
    await pass(500);
    FakeSocket.last.serverAccepts();
    expect(FakeSocket.last).not.toBe(socket);
    expect(FakeSocket.last.sent[0]).toMatchObject({ type: "hello", since: "c2" });
  });

  it("hands rows on without the cursor and answers pings", async () => {
    const socket = await goLive();
    socket.serverSends({ type: "rows", ...noRows, messages: [aMessage()], cursor: "c2" });
    socket.serverSends({ type: "ping" });
    expect(onRows).toHaveBeenCalledWith({ ...noRows, messages: [aMessage()] });
    expect(socket.sent.at(-1)).toEqual({ type: "pong" });
  });

  it("forgets its cursor on reset before it is ready again", async () => {
    const socket = await goLive();
    socket.serverCloses(1012);
    await pass(500);
    FakeSocket.last.serverAccepts();
    FakeSocket.last.serverSends({ type: "reset" });
    expect(onReset).toHaveBeenCalledTimes(1);
    FakeSocket.last.serverCloses(1006);
    await pass(1000);
    FakeSocket.last.serverAccepts();
    expect(FakeSocket.last.sent[0]).toMatchObject({ since: null });
  });

  it("survives frames that it does not know or cannot read", async () => {
    const socket = await goLive();
    socket.serverSends({ type: "from_the_future" });
    socket.serverSends("not json");
    expect(connection.status).toBe("live");
  });

  it("waits longer after each failure and no more than the backoff allows", async () => {
    connection.start();
    await settle();
    for (const wait of [500, 1000, 2000]) {
      const before = FakeSocket.all.length;
      FakeSocket.last.serverCloses(1006);
      expect(connection.status).toBe("waiting");
      await pass(wait - 1);
      expect(FakeSocket.all.length).toBe(before);
      await pass(1);
      expect(FakeSocket.all.length).toBe(before + 1);
    }
  });

  it("does not storm a server that accepts and closes at once", async () => {
    for (const wait of [500, 1000, 2000]) {
      const socket = await goLive();
      socket.serverCloses(1011);
      await pass(wait - 1);
      expect(FakeSocket.last).toBe(socket);
      await pass(1);
      expect(FakeSocket.last).not.toBe(socket);
    }
  });

  it("starts the backoff anew after a connection that lasted", async () => {
    connection.start();
    await settle();
    for (let failures = 0; failures < 5; failures++) {
      FakeSocket.last.serverCloses(1006);
      await pass(30_000);
    }
    const socket = await goLive();
    await pass(10_000);
    socket.serverCloses(1006);
    await pass(500);
    expect(FakeSocket.last).not.toBe(socket);
  });

  it("comes back when the server that said bye asked it to", async () => {
    const socket = await goLive();
    socket.serverSends({ type: "bye", retry_after_ms: 4000 });
    expect(socket.readyState).toBe(3);
    await pass(3999);
    expect(FakeSocket.last).toBe(socket);
    await pass(1);
    expect(FakeSocket.last).not.toBe(socket);
  });

  it("believes the wait that an error frame asked for before the close", async () => {
    connection.start();
    await settle();
    const socket = FakeSocket.last;
    socket.serverAccepts();
    socket.serverSends({ type: "error", code: "too_many", detail: "Later.", retry_after_ms: 9000 });
    socket.serverCloses(4008);
    await pass(8999);
    expect(FakeSocket.last).toBe(socket);
    await pass(1);
    expect(FakeSocket.last).not.toBe(socket);
  });

  it("gets a fresh token after 4002 and only then", async () => {
    const socket = await goLive();
    socket.serverCloses(4002);
    await pass(500);
    FakeSocket.last.serverAccepts();
    FakeSocket.last.serverSends({ type: "bye", retry_after_ms: 0 });
    await pass(1000);
    expect(token.mock.calls.map(([fresh]) => fresh)).toEqual([false, true, false]);
  });

  it("stops for good when the server says stop, also when woken", async () => {
    const socket = await goLive();
    socket.serverCloses(4501);
    connection.wake();
    await pass(60_000);
    expect(connection.status).toBe("stopped");
    expect(FakeSocket.last).toBe(socket);
  });

  it("stops without a token and connects when woken after sign-in", async () => {
    token.mockResolvedValueOnce(null);
    connection.start();
    await pass(60_000);
    expect(connection.status).toBe("stopped");
    expect(FakeSocket.all).toHaveLength(0);
    connection.wake();
    await settle();
    expect(FakeSocket.all).toHaveLength(1);
  });

  it("tries again when the token could not be had", async () => {
    token.mockRejectedValueOnce(new Error("offline"));
    connection.start();
    await settle();
    expect(connection.status).toBe("waiting");
    await pass(500);
    expect(FakeSocket.all).toHaveLength(1);
  });

  it("connects at once when woken while it waits", async () => {
    const socket = await goLive();
    socket.serverCloses(1006);
    connection.wake();
    await settle();
    expect(FakeSocket.last).not.toBe(socket);
    await pass(500);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it("keeps a live connection whose probe is answered and drops one that is silent", async () => {
    const socket = await goLive();
    connection.wake();
    expect(socket.sent.at(-1)).toEqual({ type: "probe" });
    socket.serverSends({ type: "ping" });
    await pass(10_000);
    expect(connection.status).toBe("live");
    connection.wake();
    await pass(5000);
    expect(socket.readyState).toBe(3);
    await pass(500);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it("finds a half-open connection by itself after the pings stop", async () => {
    const socket = await goLive();
    await pass(39_999);
    expect(socket.sent.at(-1)).toMatchObject({ type: "hello" });
    await pass(1);
    expect(socket.sent.at(-1)).toEqual({ type: "probe" });
    await pass(5000);
    expect(connection.status).toBe("waiting");
  });

  it("gives up a handshake that never ends", async () => {
    connection.start();
    await settle();
    await pass(10_000);
    expect(connection.status).toBe("waiting");
  });

  it("opens no second socket when stopped and started while a token is on its way", async () => {
    let give: (token: string) => void = () => undefined;
    token.mockReturnValueOnce(new Promise((resolve) => (give = resolve)));
    connection.start();
    connection.stop();
    connection.start();
    give("late");
    await settle();
    expect(FakeSocket.all).toHaveLength(1);
    FakeSocket.last.serverAccepts();
    expect(FakeSocket.last.sent[0]).toMatchObject({ token: "token" });
  });

  it("is silent after stop", async () => {
    const socket = await goLive();
    connection.stop();
    socket.serverSends({ type: "rows", ...noRows, cursor: "c2" });
    socket.serverCloses(1006);
    await pass(60_000);
    expect(onRows).not.toHaveBeenCalled();
    expect(FakeSocket.all).toHaveLength(1);
  });
});
