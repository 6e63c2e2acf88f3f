import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pass, settle, TestConnection } from "./testing/connection";
import { aMessage, noRows } from "./testing/rows";
import { FakeSocket } from "./testing/sockets";

describe("SyncConnection", () => {
  let test: TestConnection;

  beforeEach(() => {
    test = new TestConnection();
  });
  afterEach(() => {
    test.end();
  });

  it("says hello with its token in the first message and is live when the server is ready", async () => {
    const socket = await test.goLive();
    expect(socket.url).toBe("ws://api/v1/socket");
    expect(socket.sent).toEqual([{ type: "hello", token: "token", tab: "tab-1", since: null }]);
    expect(test.statuses).toEqual(["connecting", "live"]);
    expect(test.onReady).toHaveBeenCalledTimes(1);
  });

  it("asks for what it missed with the newest cursor of any frame", async () => {
    const socket = await test.goLive();
    socket.serverSends({ type: "rows", ...noRows, cursor: "c2" });
    socket.serverSends({ type: "rows", ...noRows, cursor: null });
    socket.serverCloses(1006);
    await pass(500);
    FakeSocket.last.serverAccepts();
    expect(FakeSocket.last).not.toBe(socket);
    expect(FakeSocket.last.sent[0]).toMatchObject({ type: "hello", since: "c2" });
  });

  it("hands rows on without the cursor and answers pings", async () => {
    const socket = await test.goLive();
    socket.serverSends({ type: "rows", ...noRows, messages: [aMessage()], cursor: "c2" });
    socket.serverSends({ type: "ping" });
    expect(test.onRows).toHaveBeenCalledWith({ ...noRows, messages: [aMessage()] });
    expect(socket.sent.at(-1)).toEqual({ type: "pong" });
  });

  it("forgets its cursor on reset before it is ready again", async () => {
    const socket = await test.goLive();
    socket.serverCloses(1012);
    await pass(500);
    FakeSocket.last.serverAccepts();
    FakeSocket.last.serverSends({ type: "reset" });
    expect(test.onReset).toHaveBeenCalledTimes(1);
    FakeSocket.last.serverCloses(1006);
    await pass(1000);
    FakeSocket.last.serverAccepts();
    expect(FakeSocket.last.sent[0]).toMatchObject({ since: null });
  });

  it("survives frames that it does not know or cannot read", async () => {
    const socket = await test.goLive();
    socket.serverSends({ type: "from_the_future" });
    socket.serverSends("not json");
    expect(test.connection.status).toBe("live");
  });

  it("keeps a live connection whose probe is answered and drops one that is silent", async () => {
    const socket = await test.goLive();
    test.connection.wake();
    expect(socket.sent.at(-1)).toEqual({ type: "probe" });
    socket.serverSends({ type: "ping" });
    await pass(10_000);
    expect(test.connection.status).toBe("live");
    test.connection.wake();
    await pass(5000);
    expect(socket.readyState).toBe(3);
    await pass(500);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it("finds a half-open connection by itself after the pings stop", async () => {
    const socket = await test.goLive();
    await pass(39_999);
    expect(socket.sent.at(-1)).toMatchObject({ type: "hello" });
    await pass(1);
    expect(socket.sent.at(-1)).toEqual({ type: "probe" });
    await pass(5000);
    expect(test.connection.status).toBe("waiting");
  });

  it("gives up a handshake that never ends", async () => {
    test.connection.start();
    await settle();
    await pass(10_000);
    expect(test.connection.status).toBe("waiting");
  });

  it("opens no second socket when stopped and started while a token is on its way", async () => {
    let give: (token: string) => void = () => undefined;
    test.token.mockReturnValueOnce(new Promise((resolve) => (give = resolve)));
    test.connection.start();
    test.connection.stop();
    test.connection.start();
    give("late");
    await settle();
    expect(FakeSocket.all).toHaveLength(1);
    FakeSocket.last.serverAccepts();
    expect(FakeSocket.last.sent[0]).toMatchObject({ token: "token" });
  });

  it("is silent after stop", async () => {
    const socket = await test.goLive();
    test.connection.stop();
    socket.serverSends({ type: "rows", ...noRows, cursor: "c2" });
    socket.serverCloses(1006);
    await pass(60_000);
    expect(test.onRows).not.toHaveBeenCalled();
    expect(FakeSocket.all).toHaveLength(1);
  });
});
