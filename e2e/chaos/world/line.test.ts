import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { after, before, describe, it } from "node:test";
import { Line, type LineFault, type LineMode } from "./line.ts";

/** How long a line may stay silent before we believe that nothing will come. */
const SILENCE_MS = 300;

describe("a line", () => {
  let server: Server;
  let line: Line;
  let strikes: LineFault[] = [];
  const heard: string[] = [];

  before(async () => {
    server = createServer((request: IncomingMessage, response: ServerResponse) => {
      heard.push(`${request.method} ${request.url}`);
      request.resume();
      request.on("end", () => response.end("x".repeat(1500)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    line = await openLine("pass");
  });

  after(() => {
    line.close();
    server.closeAllConnections();
    server.close();
  });

  function openLine(calm: "pass" | "no upgrade"): Promise<Line> {
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    return Line.open({ target: () => port, onStrike: (fault) => strikes.push(fault), calm });
  }

  /** Whether an answer came, and after how many milliseconds. */
  async function ask(path: string, method = "POST"): Promise<{ answered: boolean; took: number }> {
    const begin = Date.now();
    try {
      const signal = AbortSignal.timeout(SILENCE_MS * 10);
      await (await fetch(`http://127.0.0.1:${line.port}${path}`, { method, signal })).text();
      return { answered: true, took: Date.now() - begin };
    } catch {
      return { answered: false, took: Date.now() - begin };
    }
  }

  async function during(mode: LineMode, act: () => Promise<void>): Promise<void> {
    strikes = [];
    line.mode = mode;
    await act();
    line.heal();
  }

  it("carries requests and answers when nothing strikes it", async () => {
    strikes = [];
    assert.ok((await ask("/v1/conversations")).answered);
    assert.deepEqual(strikes, []);
  });

  it("cuts between the server's answer and its arrival, once", async () => {
    strikes = [];
    heard.length = 0;
    line.cutNextAnswer();
    assert.ok(!(await ask("/v1/conversations")).answered);
    assert.deepEqual(heard, ["POST /v1/conversations"]);
    assert.deepEqual(strikes, ["answer cut"]);
    assert.ok((await ask("/v1/conversations")).answered);
  });

  it("swallows everything on a half-open connection, and lets new ones through", async () => {
    strikes = [];
    await ask("/first");
    line.goSilent();
    const lost = ask("/second");
    const unheard = await Promise.race([lost, new Promise((resolve) => setTimeout(resolve, SILENCE_MS, "silence"))]);
    assert.equal(unheard, "silence");
    assert.deepEqual(strikes, ["half-open line"]);
    line.heal();
    assert.ok(!(await lost).answered);
    assert.ok((await ask("/third")).answered);
  });

  it("refuses connections while it is told to", async () => {
    await during("refuse", async () => {
      line.cut();
      assert.ok(!(await ask("/")).answered);
      assert.ok(strikes.includes("line refused"));
    });
    assert.ok((await ask("/")).answered);
  });

  it("carries a kilobyte a second when it is slow", async () => {
    await during("slow", async () => {
      const { answered, took } = await ask("/");
      assert.ok(answered);
      assert.ok(took > 1000, `it took ${took} ms`);
      assert.deepEqual(strikes, ["slow line"]);
    });
  });

  it("lets requests through and no socket where upgrades are blocked", async () => {
    await during("no upgrade", async () => {
      heard.length = 0;
      // Connections that were kept alive have ended, which the client has to hear of first.
      await new Promise((resolve) => setTimeout(resolve, SILENCE_MS));
      const response = await fetch(`http://127.0.0.1:${line.port}/v1/socket`);
      assert.equal(response.status, 403);
      assert.ok((await ask("/v1/sync")).answered);
      assert.deepEqual(heard, ["POST /v1/sync"]);
      assert.ok(strikes.includes("upgrade blocked"));
    });
  });
});
