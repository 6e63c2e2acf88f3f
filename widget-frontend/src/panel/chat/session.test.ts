// @vitest-environment jsdom
import { ApiError } from "@stonechat/openapi/client";
import type { OpenSession, WidgetSession } from "@stonechat/openapi/types";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { refuseStorage, stubLocks } from "../../testing/storage";
import { Saved } from "./saved";
import { Session } from "./session";

/** The server's side of the exchange: every key is answered with a new one. */
class Exchange {
  readonly asked: (string | null)[] = [];
  told: OpenSession | null = null;
  readonly invalid = new Set<string>();
  reachable = true;
  count = 0;

  readonly post = (async (_path: string, body: OpenSession) => {
    const { resume_key } = body;
    this.told = body;
    this.asked.push(resume_key);
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (!this.reachable) throw new ApiError(0);
    if (resume_key !== null && this.invalid.has(resume_key)) {
      const problem = { type: "", title: "", status: 401, detail: "", code: "resume_key_invalid", errors: [] };
      throw new ApiError(401, problem);
    }
    this.count += 1;
    const customer = { id: "k1", name: "Maria", email: null } as WidgetSession["customer"];
    return { token: `token-${this.count}`, expires_in: 1800, resume_key: `key-${this.count}`, customer };
  }) as unknown as <T>() => Promise<T>;
}

describe("Session", () => {
  let exchange: Exchange;
  const onForgotten = vi.fn<() => Promise<void>>();

  beforeEach(() => {
    localStorage.clear();
    exchange = new Exchange();
    onForgotten.mockReset().mockResolvedValue();
  });

  function aTab(): { session: Session; saved: Saved } {
    const saved = new Saved("s1");
    return { saved, session: new Session({ siteId: "s1", api: exchange, saved, onForgotten }) };
  }

  it("asks nothing of the server while there is no customer", async () => {
    expect(await aTab().session.token(false)).toBeNull();
    expect(await aTab().session.token(true)).toBeNull();
    expect(exchange.asked).toEqual([]);
    expect(localStorage).toHaveLength(0);
  });

  it("makes a customer when a conversation begins, and stores the key before anything else happens", async () => {
    const { session } = aTab();
    await session.begin();
    expect(localStorage.getItem("stonechat:s1")).toContain("key-1");
    expect(exchange.asked).toEqual([null]);
    expect(await session.token(false)).toBe("token-1");
    expect(exchange.asked).toHaveLength(1);
  });

  it("tells with every exchange where the customer is, and in which language", async () => {
    vi.stubGlobal("parent", { location: { href: "https://shop.test/cart" }, document: { referrer: "" } });
    await aTab().session.begin();
    await aTab().session.token(false);
    expect(exchange.told).toMatchObject({
      site_id: "s1",
      resume_key: "key-1",
      page: "https://shop.test/cart",
      referrer: null,
      locale: navigator.language,
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
  });

  it("comes back as the same customer on the next page, and replaces the key", async () => {
    await aTab().session.begin();
    const next = aTab();
    expect(await next.session.token(false)).toBe("token-2");
    expect(exchange.asked).toEqual([null, "key-1"]);
    expect(next.saved.state.resume_key).toBe("key-2");
  });

  it("exchanges once for many requests at the same time", async () => {
    await aTab().session.begin();
    const { session } = aTab();
    const tokens = await Promise.all([session.token(false), session.token(true), session.token(false)]);
    expect(new Set(tokens).size).toBe(1);
    expect(exchange.asked).toHaveLength(2);
  });

  it("gets another token when asked for a fresh one, and before the old one ends", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { session } = aTab();
    await session.begin();
    expect(await session.token(true)).toBe("token-2");
    vi.setSystemTime(Date.now() + 1_739_000);
    expect(await session.token(false)).toBe("token-2");
    vi.setSystemTime(Date.now() + 2_000);
    expect(await session.token(false)).toBe("token-3");
    vi.useRealTimers();
  });

  it("lets tabs exchange one after the other, each with the newest key", async () => {
    stubLocks();
    await aTab().session.begin();
    const [one, two] = [aTab(), aTab()];
    await Promise.all([one.session.token(false), two.session.token(false)]);
    expect(exchange.asked).toEqual([null, "key-1", "key-2"]);
  });

  it("makes one customer when two tabs begin at once", async () => {
    stubLocks();
    await Promise.all([aTab().session.begin(), aTab().session.begin()]);
    expect(exchange.asked).toEqual([null, "key-1"]);
  });

  it("forgets a key that the server does not know, and says so", async () => {
    const { session, saved } = aTab();
    saved.update({ resume_key: "old", conversation_id: "c1" });
    exchange.invalid.add("old");
    expect(await session.token(false)).toBeNull();
    expect(onForgotten).toHaveBeenCalledTimes(1);
    expect(localStorage.getItem("stonechat:s1")).toBeNull();
  });

  it("takes the key of a faster tab instead of forgetting", async () => {
    const { session, saved } = aTab();
    saved.update({ resume_key: "old" });
    exchange.invalid.add("old");
    const answer = session.token(false);
    await vi.waitFor(() => expect(exchange.asked).toEqual(["old"]), { interval: 0 });
    localStorage.setItem("stonechat:s1", JSON.stringify({ resume_key: "newer" }));
    expect(await answer).toBe("token-1");
    expect(exchange.asked).toEqual(["old", "newer"]);
    expect(onForgotten).not.toHaveBeenCalled();
  });

  it("begins as a new customer when the old key is refused in the middle of a start", async () => {
    const { session, saved } = aTab();
    saved.update({ resume_key: "old", conversation_id: "c1" });
    exchange.invalid.add("old");
    await session.begin();
    expect(exchange.asked).toEqual(["old", null]);
    expect(saved.state).toMatchObject({ resume_key: "key-1", conversation_id: "c1" });
    expect(onForgotten).not.toHaveBeenCalled();
  });

  it("does not use its token any more when another tab has become somebody else", async () => {
    const { session, saved } = aTab();
    saved.update({ browser_id: "anna" });
    await session.begin();
    localStorage.setItem("stonechat:s1", JSON.stringify({ browser_id: "ben", resume_key: "bens" }));
    saved.refresh();
    expect(await session.token(false)).toBe("token-2");
    expect(exchange.asked).toEqual([null, "bens"]);
  });

  it("knows what the customer said of themselves, until they are somebody else here", async () => {
    const { session, saved } = aTab();
    expect(session.knownAnswers()).toEqual({});
    saved.update({ browser_id: "anna" });
    await session.begin();
    expect(session.knownAnswers()).toEqual({ name: "Maria" });
    localStorage.setItem("stonechat:s1", JSON.stringify({ browser_id: "ben" }));
    saved.refresh();
    expect(session.knownAnswers()).toEqual({});
  });

  it("keeps the key when the server cannot be reached", async () => {
    const { session, saved } = aTab();
    saved.update({ resume_key: "old" });
    exchange.reachable = false;
    await expect(session.token(false)).rejects.toThrow();
    expect(saved.state.resume_key).toBe("old");
    exchange.reachable = true;
    expect(await session.token(false)).toBe("token-1");
  });

  it("works from memory where storage is refused", async () => {
    refuseStorage();
    const { session } = aTab();
    await session.begin();
    expect(await session.token(true)).toBe("token-2");
    expect(exchange.asked).toEqual([null, "key-1"]);
  });
});
