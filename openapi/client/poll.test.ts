import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pass, settle, TestConnection } from "./testing/connection";
import { aMessage, noRows } from "./testing/rows";
import { FakeSocket } from "./testing/sockets";

describe("A SyncConnection that gets no socket", () => {
  let test: TestConnection;

  beforeEach(() => {
    test = new TestConnection();
  });
  afterEach(() => {
    test.end();
  });

  it("polls after three attempts that found nobody, and is live with the first answer", async () => {
    await test.fallBack();
    expect(test.polls.asked).toMatchObject([
      { url: "http://api/v1/sync", bearer: "Bearer token", since: null, wait: 0 },
    ]);
    expect(test.connection.status).toBe("waiting");
    test.polls.last.answer({ cursor: "p1" });
    await settle();
    expect(test.connection.status).toBe("live");
    expect(test.connection.transport).toBe("poll");
    expect(test.onReady).toHaveBeenCalledTimes(1);
    await pass(500);
    expect(test.polls.last).toMatchObject({ since: "p1", wait: 25 });
  });

  it("polls after ten seconds when an attempt is swallowed without a word", async () => {
    test.connection.start();
    await settle();
    await pass(9_999);
    expect(test.polls.asked).toHaveLength(0);
    await pass(1);
    expect(test.polls.asked).toHaveLength(1);
  });

  it("takes quick failures for a restart of the server where a socket was live before", async () => {
    const socket = await test.goLive();
    socket.serverCloses(1006);
    for (const wait of [500, 1000, 2000]) {
      await pass(wait);
      FakeSocket.last.serverCloses(1006);
    }
    expect(test.polls.asked).toHaveLength(0);
    await pass(4000);
    FakeSocket.last.serverCloses(1006);
    await settle();
    expect(test.polls.last).toMatchObject({ since: "c1", wait: 0 });
  });

  it("does not poll a server that closes its sockets itself, nor after a token that could not be had", async () => {
    test.token.mockRejectedValue(new Error("offline"));
    test.connection.start();
    await pass(30_000);
    test.token.mockResolvedValue("token");
    for (let attempts = 0; attempts < 5; attempts++) {
      while (FakeSocket.all.length <= attempts) await pass(1_000);
      FakeSocket.last.serverCloses(4003);
    }
    expect(test.polls.asked).toHaveLength(0);
  });

  it("hands rows on, keeps the cursor and asks at once for what comes next, but not in a storm", async () => {
    await test.fallBack();
    test.polls.last.answer({ cursor: "p1" });
    await pass(500);
    test.polls.last.answer({ messages: [aMessage()], cursor: "p2" });
    await pass(499);
    expect(test.onRows).toHaveBeenLastCalledWith({ ...noRows, messages: [aMessage()] });
    expect(test.polls.asked).toHaveLength(2);
    await pass(1);
    expect(test.polls.last).toMatchObject({ since: "p2", wait: 25 });
    await pass(20_000);
    test.polls.last.answer({ cursor: "p3" });
    await settle();
    expect(test.polls.last).toMatchObject({ since: "p3" });
  });

  it("reloads on a reset and goes on with the new cursor", async () => {
    await test.fallBack();
    test.polls.last.answer({ cursor: "p1" });
    await pass(500);
    test.polls.last.answer({ reset: true, cursor: "n1" });
    await pass(500);
    expect(test.onReset).toHaveBeenCalledTimes(1);
    expect(test.onReady).toHaveBeenCalledTimes(2);
    expect(test.polls.last).toMatchObject({ since: "n1" });
  });

  it("waits longer after each failure and believes Retry-After", async () => {
    await test.fallBack();
    test.polls.last.fail();
    await pass(499);
    expect(test.polls.asked).toHaveLength(1);
    await pass(1);
    test.polls.last.refuse(503, "busy", { "Retry-After": "7" });
    await pass(6_999);
    expect(test.polls.asked).toHaveLength(2);
    await pass(1);
    expect(test.polls.asked).toHaveLength(3);
  });

  it("gives up a question that is never answered", async () => {
    await test.fallBack();
    test.polls.last.answer({});
    await pass(500);
    const asked = test.polls.last;
    await pass(39_999);
    expect(asked.signal.aborted).toBe(false);
    await pass(1);
    expect(asked.signal.aborted).toBe(true);
    expect(test.connection.transport).toBeNull();
  });

  it("repeats a question once with a fresh token, and stops when that is refused too", async () => {
    await test.fallBack();
    test.polls.last.refuse(401, "token_expired");
    await settle();
    expect(test.token.mock.calls.at(-1)).toEqual([true]);
    test.polls.last.answer({});
    await pass(500);
    test.polls.last.refuse(401, "token_expired");
    await settle();
    test.polls.last.refuse(401, "unauthenticated");
    await pass(120_000);
    expect(test.connection.status).toBe("refused");
    expect(test.polls.asked).toHaveLength(4);
  });

  it("takes a refusal without a problem document for a proxy's, which may pass", async () => {
    await test.fallBack();
    test.polls.last.refuse(403);
    await pass(500);
    expect(test.polls.asked).toHaveLength(2);
  });

  it("stops when there is no token any more", async () => {
    await test.fallBack();
    test.token.mockResolvedValue(null);
    test.polls.last.answer({});
    await pass(120_000);
    expect(test.connection.status).toBe("stopped");
    expect(test.polls.asked).toHaveLength(1);
  });

  it("tries the socket now and then, and polls until that one is ready", async () => {
    await test.fallBack();
    test.polls.last.answer({ cursor: "p1" });
    await pass(2_000);
    FakeSocket.last.serverCloses(1006);
    const before = FakeSocket.all.length;
    for (const wait of [25_000, 25_000, 24_999]) {
      await pass(wait);
      test.polls.last.answer({ cursor: "p1" });
      await settle();
    }
    expect(FakeSocket.all.length).toBe(before);
    await pass(1);
    expect(FakeSocket.all.length).toBe(before + 1);
    const socket = FakeSocket.last;
    const poll = test.polls.last;
    socket.serverAccepts();
    expect(socket.sent[0]).toMatchObject({ type: "hello", since: "p1" });
    expect(poll.signal.aborted).toBe(false);
    expect(test.connection.status).toBe("live");
    socket.serverSends({ type: "ready", cursor: "c9" });
    expect(poll.signal.aborted).toBe(true);
    expect(test.connection.transport).toBe("socket");
    const asked = test.polls.asked.length;
    await pass(30_000);
    expect(test.polls.asked).toHaveLength(asked);
  });

  it("tries the socket at once when the line was down and a poll is answered again", async () => {
    await test.fallBack();
    test.polls.last.answer({});
    await pass(2_000);
    FakeSocket.last.serverCloses(1006);
    await settle();
    test.polls.last.fail();
    await pass(500);
    const before = FakeSocket.all.length;
    test.polls.last.answer({});
    await settle();
    expect(FakeSocket.all.length).toBe(before + 1);
  });

  it("asks anew and tries the socket when woken, without a word of trouble", async () => {
    await test.fallBack();
    test.polls.last.answer({});
    await pass(2_000);
    FakeSocket.last.serverCloses(1006);
    const [before, sleeping] = [FakeSocket.all.length, test.polls.last];
    test.connection.wake();
    await settle();
    expect(sleeping.signal.aborted).toBe(true);
    expect(test.polls.last).toMatchObject({ wait: 0 });
    expect(FakeSocket.all.length).toBe(before + 1);
    expect(test.statuses.slice(test.statuses.indexOf("live"))).toEqual(["live"]);
  });

  it("is silent after stop", async () => {
    await test.fallBack();
    test.connection.stop();
    test.polls.last.answer({ messages: [aMessage()] });
    await pass(120_000);
    expect(test.onRows).not.toHaveBeenCalled();
    expect(test.polls.asked).toHaveLength(1);
    expect(test.connection.status).toBe("stopped");
  });
});
