import "fake-indexeddb/auto";
import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, type MockInstance, vi } from "vitest";
import { configureClient } from "@/api/client";
import { conversationDetail, conversationList } from "@/api/queries";
import { Session } from "@/api/session";
import { deferred } from "@/tests/deferred";
import { conversation, EVERYTHING, message } from "@/tests/rows";
import { Live } from "./live";

class Socket {
  static latest: Socket;
  static readonly OPEN = 1;
  readonly readyState = 1;
  readonly said: { type: string }[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  constructor() {
    Socket.latest = this;
  }
  send(text: string): void {
    this.said.push(JSON.parse(text) as { type: string });
  }
  close(): void {}
  hear(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

const CONFIG = { api: "http://api.test" };
const opened: Live[] = [];
let cache: QueryClient;
/** Whether the session is over. */
let asked: MockInstance<Session["check"]>;

/** Each agent has an outbox of their own: a test that names none gets an empty one. */
async function start(agentId: string = crypto.randomUUID()): Promise<Live> {
  const unused = () => Promise.reject(new Error("unused"));
  const session = new Session({ login: unused, refresh: unused, logout: unused });
  vi.spyOn(session, "token").mockResolvedValue("token");
  asked = vi.spyOn(session, "check").mockResolvedValue();
  configureClient(CONFIG, session);
  const live = new Live({ config: CONFIG, session, cache, agentId });
  opened.push(live);
  await vi.waitFor(() => expect(Socket.latest.onopen).toBeTypeOf("function"));
  Socket.latest.onopen?.();
  return live;
}

function isStale(): boolean | undefined {
  return cache.getQueryState(conversationList(EVERYTHING, "mara").queryKey)?.isInvalidated;
}

beforeEach(() => {
  vi.stubGlobal("WebSocket", Socket);
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
  cache = new QueryClient();
  cache.setQueryData(conversationList(EVERYTHING, "mara").queryKey, { pages: [], pageParams: [] });
});

afterEach(() => {
  for (const live of opened.splice(0)) live.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("lets loading begin when the subscription stands", async () => {
  const live = await start();
  expect(live.state().mayLoad).toBe(false);

  Socket.latest.hear({ type: "ready", cursor: "1" });

  expect(live.state().mayLoad).toBe(true);
});

it("does not wait for a subscription for ever, and loads once more when it stands at last", async () => {
  const live = await start();
  await vi.advanceTimersByTimeAsync(800);
  expect(live.state().mayLoad).toBe(true);
  expect(isStale()).toBe(false);

  Socket.latest.hear({ type: "ready", cursor: "1" });

  expect(isStale()).toBe(true);
});

it("loads nothing again after an ordinary reconnect, and everything after a reset", async () => {
  await start();
  Socket.latest.hear({ type: "ready", cursor: "1" });
  cache.setQueryData(conversationList(EVERYTHING, "mara").queryKey, { pages: [], pageParams: [] });
  expect(isStale()).toBe(false);

  Socket.latest.hear({ type: "ready", cursor: "2" });
  expect(isStale()).toBe(false);
  Socket.latest.hear({ type: "reset" });
  Socket.latest.hear({ type: "ready", cursor: "3" });

  expect(isStale()).toBe(true);
});

it("says that it reconnects after a while, not at every blink", async () => {
  const live = await start();
  Socket.latest.hear({ type: "ready", cursor: "1" });

  Socket.latest.onclose?.({ code: 1006 });
  expect(live.state().connection).toBe("fine");
  await vi.advanceTimersByTimeAsync(2_000);

  expect(live.state().connection).toBe("reconnecting");
});

it("says that it stopped when the server said stop, and tries again when the tab wakes", async () => {
  const live = await start();
  Socket.latest.hear({ type: "ready", cursor: "1" });
  const refused = Socket.latest;

  refused.onclose?.({ code: 4900 });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(live.state().connection).toBe("stopped");
  expect(Socket.latest).toBe(refused);
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.waitFor(() => expect(Socket.latest).not.toBe(refused));
  Socket.latest.hear({ type: "ready", cursor: "2" });

  expect(live.state().connection).toBe("fine");
});

it("comes back by itself after an error that the server did not foresee", async () => {
  const live = await start();
  Socket.latest.hear({ type: "ready", cursor: "1" });
  const broken = Socket.latest;

  broken.onclose?.({ code: 4500 });
  await vi.waitFor(() => expect(Socket.latest).not.toBe(broken));

  expect(live.state().connection).toBe("fine");
});

it("tells the server what arrived, and that who answers has read", async () => {
  vi.stubGlobal("fetch", async (request: Request) => {
    const body = (await request.json()) as { id: string; text: string };
    return Response.json(message({ ...body, seq: 3, conversation_id: "one", author: "agent" }), { status: 201 });
  });
  const live = await start();
  Socket.latest.hear({ type: "ready", cursor: "1" });

  Socket.latest.hear({ type: "rows", messages: [message({ id: "a", seq: 2, conversation_id: "one" })], cursor: null });
  await vi.waitFor(() =>
    expect(Socket.latest.said.at(-1)).toMatchObject({ type: "mark", delivered_seq: 2, read_seq: 0 }),
  );
  await live.send("one", "message", "An answer");

  const mark = { type: "mark", conversation_id: "one", delivered_seq: 3, read_seq: 3 };
  await vi.waitFor(() => expect(Socket.latest.said.at(-1)).toEqual(mark));
});

it("is fine with polling where the network lets no socket through, and goes back when it does", async () => {
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    const { wait } = JSON.parse(String(init.body)) as { wait: number };
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait * 1000));
    expect(url).toBe("http://api.test/v1/sync");
    const rows = { conversations: [], messages: [], customers: [], agents: [] };
    return Response.json({ ...rows, reset: false, cursor: "p1" });
  });
  const live = await start();
  for (let attempts = 0; attempts < 4; attempts++) {
    const blocked = Socket.latest;
    blocked.onclose?.({ code: 1006 });
    if (attempts < 3) await vi.waitFor(() => expect(Socket.latest).not.toBe(blocked), { timeout: 5_000 });
  }
  await vi.advanceTimersByTimeAsync(2_000);
  expect(live.state()).toEqual({ connection: "fine", mayLoad: true });

  const blocked = Socket.latest;
  for (let second = 0; second < 75 && Socket.latest === blocked; second++) await vi.advanceTimersByTimeAsync(1_000);
  Socket.latest.onopen?.();
  expect(Socket.latest.said).toMatchObject([{ type: "hello", since: "p1" }]);
  Socket.latest.hear({ type: "ready", cursor: "2" });

  expect(live.state().connection).toBe("fine");
});

it("keeps what could not be sent for the page that comes after a reload", async () => {
  const before = await start("reloading");
  await before.send("one", "note", "Not lost", { mentions: ["jonas"] });
  before.close();

  const after = await start("reloading");

  await vi.waitFor(() => expect(after.entries().map((entry) => entry.body)).toMatchObject([{ text: "Not lost" }]));
  expect(after.entries()[0]?.body).toMatchObject({ kind: "note", mentions: ["jonas"] });
});

it("sends with the id that it stored, and forgets the entry when it is answered", async () => {
  const asked = deferred<string>();
  vi.stubGlobal("fetch", async (request: Request) => {
    const body = (await request.json()) as { id: string; text: string };
    // An outbox that another test closed may still have been about to send.
    if (body.text === "Sent once") asked.resolve(body.id);
    const stored = message({ ...body, seq: 1, conversation_id: "one", author: "agent" });
    return new Response(JSON.stringify(stored), { status: 201, headers: { "Content-Type": "application/json" } });
  });
  const live = await start();

  await live.send("one", "message", "Sent once");
  const [entry] = live.entries();

  expect(entry).toBeDefined();
  expect(await asked.promise).toBe(entry?.id);
  await vi.waitFor(() => expect(live.entries()).toEqual([]));
});

it("tells what others did to who listens, once it is in the cache", async () => {
  const live = await start();
  const heard: string[] = [];
  const { queryKey } = conversationDetail("one");
  cache.setQueryData(queryKey, conversation({ id: "one" }));
  const unsubscribe = live.subscribeRows(({ conversations }) => {
    for (const { id } of conversations) heard.push(`${id} is ${cache.getQueryData(queryKey)?.status}`);
  });
  Socket.latest.hear({ type: "rows", conversations: [conversation({ id: "one", status: "pending", version: 2 })] });
  unsubscribe();
  Socket.latest.hear({ type: "rows", conversations: [conversation({ id: "one", status: "resolved", version: 3 })] });

  expect(heard).toEqual(["one is pending"]);
});

it("asks whether the session is over when the server turns the connection away for good", async () => {
  const live = await start();
  Socket.latest.hear({ type: "ready", cursor: "1" });
  Socket.latest.onclose?.({ code: 4900 });

  expect(asked).toHaveBeenCalledOnce();
  expect(live.state().connection).toBe("stopped");
});
