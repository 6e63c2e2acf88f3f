import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pass, settle, TestConnection } from "./testing/connection";
import { FakeSocket } from "./testing/sockets";

describe("The way back of a SyncConnection", () => {
  let test: TestConnection;

  beforeEach(() => {
    test = new TestConnection();
  });
  afterEach(() => {
    test.end();
  });

  it("waits longer after each failure and no more than the backoff allows", async () => {
    test.connection.start();
    await settle();
    for (const wait of [500, 1000, 2000]) {
      const before = FakeSocket.all.length;
      FakeSocket.last.serverCloses(1006);
      expect(test.connection.status).toBe("waiting");
      await pass(wait - 1);
      expect(FakeSocket.all.length).toBe(before);
      await pass(1);
      expect(FakeSocket.all.length).toBe(before + 1);
    }
  });

  it("does not storm a server that accepts and closes at once", async () => {
    for (const wait of [500, 1000, 2000]) {
      const socket = await test.goLive();
      socket.serverCloses(1011);
      await pass(wait - 1);
      expect(FakeSocket.last).toBe(socket);
      await pass(1);
      expect(FakeSocket.last).not.toBe(socket);
    }
  });

  it("starts the backoff anew after a connection that lasted", async () => {
    test.connection.start();
    await settle();
    for (let failures = 0; failures < 5; failures++) {
      FakeSocket.last.serverCloses(1006);
      await pass(30_000);
    }
    const socket = await test.goLive();
    await pass(10_000);
    socket.serverCloses(1006);
    await pass(500);
    expect(FakeSocket.last).not.toBe(socket);
  });

  it("comes back when the server that said bye asked it to", async () => {
    const socket = await test.goLive();
    socket.serverSends({ type: "bye", retry_after_ms: 4000 });
    expect(socket.readyState).toBe(3);
    await pass(3999);
    expect(FakeSocket.last).toBe(socket);
    await pass(1);
    expect(FakeSocket.last).not.toBe(socket);
  });

  it("believes the wait that an error frame asked for before the close", async () => {
    test.connection.start();
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
    const socket = await test.goLive();
    socket.serverCloses(4002);
    await pass(500);
    FakeSocket.last.serverAccepts();
    FakeSocket.last.serverSends({ type: "bye", retry_after_ms: 0 });
    await pass(1000);
    expect(test.token.mock.calls.map(([fresh]) => fresh)).toEqual([false, true, false]);
  });

  it.each([1006, 1011, 4003, 4499, 4500, 4501, 4899])("comes back with backoff after close %i", async (code) => {
    const socket = await test.goLive();
    socket.serverCloses(code);
    expect(test.connection.status).toBe("waiting");
    await pass(499);
    expect(FakeSocket.last).toBe(socket);
    await pass(1);
    expect(FakeSocket.last).not.toBe(socket);
  });

  it.each([4900, 4901, 4999])("does not come back by itself after close %i", async (code) => {
    const socket = await test.goLive();
    socket.serverCloses(code);
    await pass(60_000);
    expect(test.connection.status).toBe("refused");
    expect(FakeSocket.last).toBe(socket);
  });

  it("tries once more with a fresh token when woken after the server said stop", async () => {
    const socket = await test.goLive();
    socket.serverCloses(4900);
    test.connection.wake();
    await settle();
    expect(FakeSocket.last).not.toBe(socket);
    expect(test.token.mock.calls.map(([fresh]) => fresh)).toEqual([false, true]);
    FakeSocket.last.serverAccepts();
    FakeSocket.last.serverSends({ type: "ready", cursor: "c2" });
    expect(test.connection.status).toBe("live");
  });

  it("stays stopped when woken after its own side stopped it", async () => {
    const socket = await test.goLive();
    test.connection.stop();
    test.connection.wake();
    await pass(60_000);
    expect(FakeSocket.last).toBe(socket);
  });

  it("stops without a token and connects when woken after sign-in", async () => {
    test.token.mockResolvedValueOnce(null);
    test.connection.start();
    await pass(60_000);
    expect(test.connection.status).toBe("stopped");
    expect(FakeSocket.all).toHaveLength(0);
    test.connection.wake();
    await settle();
    expect(FakeSocket.all).toHaveLength(1);
  });

  it("tries again when the token could not be had", async () => {
    test.token.mockRejectedValueOnce(new Error("offline"));
    test.connection.start();
    await settle();
    expect(test.connection.status).toBe("waiting");
    await pass(500);
    expect(FakeSocket.all).toHaveLength(1);
  });

  it("connects at once when woken while it waits", async () => {
    const socket = await test.goLive();
    socket.serverCloses(1006);
    test.connection.wake();
    await settle();
    expect(FakeSocket.last).not.toBe(socket);
    await pass(500);
    expect(FakeSocket.all).toHaveLength(2);
  });
});
