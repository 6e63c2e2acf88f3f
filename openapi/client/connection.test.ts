import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ApiError } from "./api";
import { pass, settle, TestConnection } from "./testing/connection";
import { aMark, aMessage, noRows } from "./testing/rows";
import { FakeSocket } from "./testing/sockets";

const typing = {
  type: "ephemeral",
  conversation_id: "c1",
  event: "typing",
  author: "customer",
  author_id: "k1",
  kind: "message",
  active: true,
} as const;

describe("What a SyncConnection tells and hears beside rows", () => {
  let test: TestConnection;

  beforeEach(() => {
    test = new TestConnection();
  });
  afterEach(() => {
    test.end();
  });

  it("gives the server a newer token in time, so that the socket outlives the first one", async () => {
    const socket = await test.goLive();
    socket.serverSends({ type: "ping" });
    await settle();
    test.token.mockResolvedValue("newer");
    socket.serverSends({ type: "ping" });
    await settle();
    socket.serverSends({ type: "ping" });
    await settle();
    expect(socket.sent.filter(({ type }) => type === "refresh")).toEqual([{ type: "refresh", token: "newer" }]);
    expect(test.token.mock.calls.every(([fresh]) => !fresh)).toBe(true);
  });

  it("lives on when a newer token cannot be had yet", async () => {
    const socket = await test.goLive();
    test.token.mockRejectedValueOnce(new Error("offline")).mockResolvedValueOnce(null);
    socket.serverSends({ type: "ping" });
    socket.serverSends({ type: "ping" });
    await settle();
    expect(test.connection.status).toBe("live");
    expect(socket.sent.some(({ type }) => type === "refresh")).toBe(false);
  });

  it("tells nothing before it is live, and opens its timelines again after every reconnect", async () => {
    test.connection.presence.open("c1");
    const first = await test.goLive();
    expect(first.sent.slice(1)).toEqual([{ type: "open", conversation_id: "c1" }]);
    first.serverCloses(1006);
    test.connection.presence.viewing("c1");
    await pass(500);
    FakeSocket.last.serverAccepts();
    FakeSocket.last.serverSends({ type: "ready", cursor: "c2" });
    expect(FakeSocket.last.sent.slice(1).map(({ type }) => type)).toEqual(["open", "viewing"]);
  });

  it("knows who types until they have said it, and nobody without a connection", async () => {
    const socket = await test.goLive();
    const { presence } = test.connection;
    socket.serverSends(typing);
    expect(presence.in("c1")).toMatchObject([{ event: "typing", author_id: "k1" }]);
    socket.serverSends({ type: "rows", ...noRows, messages: [aMessage({ author_id: "k1" })], cursor: null });
    expect(presence.in("c1")).toEqual([]);
    socket.serverSends(typing);
    socket.serverCloses(1006);
    expect(presence.in("c1")).toEqual([]);
  });

  it("marks over the socket, and again over the next one unless its own row came back", async () => {
    const socket = await test.goLive();
    test.connection.marks.reach("c1", "read", 4);
    test.connection.marks.reach("c2", "read", 2);
    await pass(300);
    const mark = { type: "mark", conversation_id: "c1", delivered_seq: 4, read_seq: 4 };
    expect(socket.sent[1]).toEqual(mark);
    const theirs = aMark({ reader: "agent", reader_id: "other", delivered_seq: 9, read_seq: 9 });
    const mine = aMark({
      id: "k2",
      conversation_id: "c2",
      reader: "agent",
      reader_id: "me",
      delivered_seq: 2,
      read_seq: 2,
    });
    socket.serverSends({ type: "rows", ...noRows, marks: [theirs, mine], cursor: null });
    socket.serverCloses(1006);
    await pass(500);
    FakeSocket.last.serverAccepts();
    FakeSocket.last.serverSends({ type: "ready", cursor: "c2" });
    expect(FakeSocket.last.sent.slice(1)).toEqual([mark]);
  });

  it("marks by request while it polls", async () => {
    await test.fallBack();
    test.polls.last.answer({});
    await settle();
    test.connection.marks.reach("c1", "delivered", 4);
    await pass(300);
    expect(test.polls.last).toMatchObject({
      url: "http://api/v1/conversations/c1/marks",
      method: "PUT",
      body: { delivered_seq: 4, read_seq: 0 },
    });
  });

  it("tells a busy server again what it did not take, when it asked to", async () => {
    const socket = await test.goLive();
    test.connection.presence.open("c1");
    test.connection.marks.reach("c1", "read", 1);
    await pass(300);
    socket.serverSends({ type: "error", code: "busy", detail: "", retry_after_ms: 2_000 });
    const before = socket.sent.length;
    await pass(1_999);
    expect(socket.sent).toHaveLength(before);
    await pass(1);
    expect(socket.sent.slice(before).map(({ type }) => type)).toEqual(["open", "mark"]);
  });

  it("loads the snapshots until they are there, and no more once another loading began or the server said stop", async () => {
    test.onReady.mockRejectedValueOnce(new ApiError(503, null, 3_000)).mockRejectedValueOnce(new ApiError(0));
    const socket = await test.goLive();
    await pass(2_999);
    expect(test.onReady).toHaveBeenCalledTimes(1);
    await pass(1);
    expect(test.onReady).toHaveBeenCalledTimes(2);
    await pass(1_000);
    expect(test.onReady).toHaveBeenCalledTimes(3);
    test.onReady.mockRejectedValue(new ApiError(0));
    socket.serverSends({ type: "ready", cursor: "c2" });
    await settle();
    socket.serverCloses(4901);
    await pass(60_000);
    expect(test.onReady).toHaveBeenCalledTimes(4);
  });

  it("knows nothing of the last person when another one starts it", async () => {
    await test.goLive();
    test.connection.marks.reach("c1", "read", 4);
    test.connection.stop();
    const socket = await test.goLive();
    await pass(1_000);
    expect(socket.sent).toEqual([expect.objectContaining({ type: "hello", since: null })]);
  });

  it("takes rows of a server that does not know all kinds of them yet", async () => {
    const socket = await test.goLive();
    socket.serverSends(JSON.stringify({ type: "rows", messages: [aMessage()], cursor: "c2" }));
    expect(test.onRows).toHaveBeenCalledWith({ ...noRows, messages: [aMessage()] });
  });
});
