import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Problem } from "../generated/types.gen";
import { ApiError, createApi } from "./api";

const problem: Problem = {
  type: "about:blank",
  title: "No",
  status: 422,
  detail: "Not so.",
  code: "invalid_input",
  errors: [],
};

function answer(status: number, body: unknown = {}, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}

describe("createApi", () => {
  const fetching = vi.fn<typeof fetch>();
  const token = vi.fn<(fresh: boolean) => Promise<string | null>>();
  const api = createApi({ base: "https://api.test", token });

  beforeEach(() => {
    fetching.mockReset();
    token.mockReset().mockImplementation(async (fresh) => (fresh ? "second" : "first"));
    vi.stubGlobal("fetch", fetching);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const bearers = (): (string | null)[] =>
    fetching.mock.calls.map(([, init]) => new Headers(init?.headers).get("Authorization"));
  const failure = (work: Promise<unknown>): Promise<ApiError> =>
    work.then(
      () => Promise.reject(),
      (error) => error,
    );

  it("sends JSON with the bearer token and nothing that would need another preflight", async () => {
    fetching.mockResolvedValue(answer(201, { id: "m1" }));
    expect(await api.post("/v1/things", { id: "m1" })).toEqual({ id: "m1" });
    const [url, init] = fetching.mock.calls[0] ?? [];
    expect(url).toBe("https://api.test/v1/things");
    expect(init?.method).toBe("POST");
    expect(init?.body).toBe('{"id":"m1"}');
    expect([...new Headers(init?.headers).keys()].sort()).toEqual(["authorization", "content-type"]);
  });

  it("repeats a request once with a fresh token when the first was refused", async () => {
    fetching.mockResolvedValueOnce(answer(401)).mockResolvedValueOnce(answer(200, { ok: true }));
    expect(await api.get("/v1/me")).toEqual({ ok: true });
    expect(bearers()).toEqual(["Bearer first", "Bearer second"]);
  });

  it("gives up when the fresh token is refused too", async () => {
    fetching.mockImplementation(async () => answer(401, { ...problem, status: 401, code: "unauthenticated" }));
    const error = await failure(api.get("/v1/me"));
    expect(error.status).toBe(401);
    expect(error.problem?.code).toBe("unauthenticated");
    expect(fetching).toHaveBeenCalledTimes(2);
  });

  it("asks for no token and believes a 401 at once when anonymous", async () => {
    fetching.mockImplementation(async () => answer(401));
    expect((await failure(api.post("/v1/widget/session", {}, { anonymous: true }))).status).toBe(401);
    expect(token).not.toHaveBeenCalled();
    expect(fetching).toHaveBeenCalledTimes(1);
    expect(bearers()).toEqual([null]);
  });

  it("sends nothing when nobody is signed in", async () => {
    token.mockResolvedValue(null);
    expect((await failure(api.get("/v1/me"))).status).toBe(401);
    expect(fetching).not.toHaveBeenCalled();
  });

  it("carries the problem and how long to wait", async () => {
    fetching.mockResolvedValue(answer(503, { ...problem, status: 503 }, { "Retry-After": "7" }));
    const error = await failure(api.get("/v1/me"));
    expect(error).toBeInstanceOf(ApiError);
    expect([error.status, error.problem?.detail, error.retryAfterMs]).toEqual([503, "Not so.", 7000]);
  });

  it("reports only the status when a proxy answers with a page of its own", async () => {
    fetching.mockResolvedValue(new Response("<h1>Bad gateway</h1>", { status: 502 }));
    const error = await failure(api.get("/v1/me"));
    expect([error.status, error.problem, error.retryAfterMs]).toEqual([502, null, null]);
  });

  it("reports status 0 when no answer comes", async () => {
    fetching.mockRejectedValue(new TypeError("Failed to fetch"));
    expect((await failure(api.get("/v1/me"))).status).toBe(0);
  });

  it("gives up waiting after fifteen seconds", async () => {
    vi.useFakeTimers();
    fetching.mockImplementation(
      (_url, init) =>
        new Promise((_resolve, reject) => init?.signal?.addEventListener("abort", () => reject(new Error()))),
    );
    const settled = vi.fn();
    const waiting = failure(api.get("/v1/me")).then(settled);
    await vi.advanceTimersByTimeAsync(14_999);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await waiting;
    expect(settled.mock.calls[0]?.[0]).toMatchObject({ status: 0 });
  });
});
