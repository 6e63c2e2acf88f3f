import { ApiError } from "@stonechat/openapi/client";
import { listConversations, signIn, signOut } from "@stonechat/openapi/sdk";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { configureClient } from "./client";
import { Session } from "./session";

const ORIGIN = "http://api.test";
let tokens: (string | null)[];
let asked: { url: string; authorization: string | null; body: string }[];
let answers: (Response | Error)[];

beforeEach(() => {
  tokens = [];
  asked = [];
  answers = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const authorization = request.headers.get("Authorization");
    asked.push({ url: request.url, authorization, body: await request.text() });
    const answer = answers.shift();
    if (answer instanceof Response) return answer;
    throw answer ?? new TypeError("Failed to fetch");
  });
  const session = new Session({
    login: () => Promise.reject(new Error("unused")),
    refresh: () => Promise.reject(new Error("unused")),
    logout: () => Promise.reject(new Error("unused")),
  });
  vi.spyOn(session, "token").mockImplementation(async () => tokens.shift() ?? null);
  configureClient({ api: ORIGIN }, session);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function answer(status: number, body: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
}

function problem(status: number, code: string): Response {
  return answer(status, { type: "about:blank", title: code, status, detail: `It is ${code}.`, code, errors: [] });
}

const PAGE = { items: [], customers: [], next: null };

it("repeats a request once with a new token when its token was refused", async () => {
  tokens = ["old", "new"];
  answers = [problem(401, "token_expired"), answer(200, PAGE)];

  const { data } = await listConversations({ throwOnError: true });

  expect(data).toEqual(PAGE);
  expect(asked.map((request) => request.authorization)).toEqual(["Bearer old", "Bearer new"]);
});

it("does not repeat it a second time", async () => {
  tokens = ["old", "new", "newer"];
  answers = [problem(401, "token_expired"), problem(401, "token_expired"), answer(200, PAGE)];

  await expect(listConversations({ throwOnError: true })).rejects.toMatchObject({ status: 401 });

  expect(asked).toHaveLength(2);
});

it("lets a wrong password be a wrong password", async () => {
  tokens = ["new"];
  answers = [problem(401, "wrong_credentials")];

  const refused = signIn({ body: { email: "a@b.c", password: "x" }, throwOnError: true });

  await expect(refused).rejects.toMatchObject({ status: 401, problem: { code: "wrong_credentials" } });
  expect(asked).toHaveLength(1);
});

it("makes an ApiError without a status of a failed connection", async () => {
  tokens = ["one"];

  const error: unknown = await listConversations({ throwOnError: true }).catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 0, problem: null });
});

it("believes Retry-After, and takes a proxy's page for no problem document", async () => {
  tokens = ["one"];
  answers = [new Response("<h1>Bad gateway</h1>", { status: 503, headers: { "Retry-After": "2" } })];

  await expect(listConversations({ throwOnError: true })).rejects.toMatchObject({
    status: 503,
    problem: null,
    retryAfterMs: 2_000,
  });
});

describe("an answer that takes its time", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    tokens = ["one"];
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** The server's side of an answer that comes piece by piece. */
  function slowly(): { say: (text: string) => void; end: () => void } {
    let server: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        server = controller;
      },
    });
    vi.stubGlobal("fetch", async (_: Request, { signal }: RequestInit) => {
      signal?.addEventListener("abort", () => server?.error(signal.reason));
      return new Response(body, { headers: { "Content-Type": "application/json" } });
    });
    return { say: (text) => server?.enqueue(new TextEncoder().encode(text)), end: () => server?.close() };
  }

  it("may take minutes, as long as something comes", async () => {
    const server = slowly();
    const coming = listConversations({ throwOnError: true });
    for (const piece of ['{"items":[],', '"customers":[],', '"next":', "null}"]) {
      await vi.advanceTimersByTimeAsync(14_000);
      server.say(piece);
    }
    server.end();

    expect((await coming).data).toEqual(PAGE);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("may have no content, though Chromium gives it a body", async () => {
    const nothing = new Response(null, { status: 204 });
    Object.defineProperty(nothing, "body", { value: new ReadableStream({ start: (end) => end.close() }) });
    vi.stubGlobal("fetch", async () => nothing);

    const { response } = await signOut({ throwOnError: true });

    expect(response.status).toBe(204);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is given up when nothing comes for 15 seconds", async () => {
    const server = slowly();
    const coming = listConversations({ throwOnError: true });
    const outcome = expect(coming).rejects.toMatchObject({ name: "ApiError", status: 0 });
    await vi.advanceTimersByTimeAsync(1_000);
    server.say('{"items":[');
    await vi.advanceTimersByTimeAsync(16_000);

    await outcome;
  });
});
