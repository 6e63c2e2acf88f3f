// @vitest-environment jsdom
import { ApiError } from "@stonechat/openapi/client";
import type { OpenSession, WidgetSession } from "@stonechat/openapi/types";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { refuseStorage, stubLocks } from "../../testing/storage";
import { Identity } from "../page/identity";
import { Saved } from "./saved";
import { Session } from "./session";
import { readVisit } from "./visit";

/** The server's side of the exchange: every key is answered with a new one. */
class Exchange {
  readonly asked: (string | null)[] = [];
  told: OpenSession | null = null;
  readonly invalid = new Set<string>();
  reachable = true;
  count = 0;
  /** Whose identities were told, each with the token that spoke. */
  readonly identified: [identity: string, bearer: string | null][] = [];
  customerId = "k1";

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
    return this.#session(null);
  }) as unknown as <T>() => Promise<T>;

  /** Takes what begins with "good": who is named there becomes the customer. */
  async identify<T>(path: string, body: unknown, bearer: string | null): Promise<T> {
    expect(path).toBe("/v1/widget/identify");
    const { token } = body as { token: string };
    this.identified.push([token, bearer]);
    if (!this.reachable) throw new ApiError(0);
    if (!token.startsWith("good")) {
      const detail = "This identity has expired; sign one anew for each page.";
      throw new ApiError(403, { type: "", title: "", status: 403, detail, code: "identity_refused", errors: [] });
    }
    this.count += 1;
    this.customerId = token;
    return this.#session("2026-11-23T09:30:00Z") as T;
  }

  #session(verified_at: string | null): WidgetSession {
    const known = this.customerId.startsWith("good") ? "2026-11-23T09:30:00Z" : verified_at;
    const customer = {
      id: this.customerId,
      name: "Maria",
      email: null,
      verified_at: known,
    } as WidgetSession["customer"];
    return { token: `token-${this.count}`, expires_in: 1800, resume_key: `key-${this.count}`, customer };
  }
}

describe("Session", () => {
  let exchange: Exchange;
  const onForgotten = vi.fn<() => Promise<void>>();
  const [onError, onSomebodyElse, onBegun] = [vi.fn(), vi.fn(), vi.fn()];

  beforeEach(() => {
    localStorage.clear();
    exchange = new Exchange();
    onForgotten.mockReset().mockResolvedValue();
    for (const heard of [onError, onSomebodyElse, onBegun]) heard.mockReset();
  });

  function aTab(): { session: Session; saved: Saved; identity: Identity } {
    const saved = new Saved("s1");
    const identity = new Identity(onError);
    const session: Session = new Session({
      siteId: "s1",
      api: exchange,
      inHand: { post: (path, body) => exchange.identify(path, body, session.tokenInHand) },
      saved,
      visit: readVisit,
      identity: async () => identity,
      onForgotten,
      onSomebodyElse,
      onBegun,
    });
    return { saved, session, identity };
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

  it("becomes the customer that another tab has just made, where there are no locks", async () => {
    const [one, other] = [aTab(), aTab()];
    await Promise.all([one.session.begin(), other.session.begin()]);
    expect(exchange.asked).toEqual([null, null, "key-1"]);
    expect(await other.session.token(false)).toBe("token-3");
    expect(other.saved.refresh().resume_key).toBe("key-3");
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

  describe("identified by the site's server", () => {
    it("tells nobody who the customer is before there is a session, and makes none for it", async () => {
      const { session, identity } = aTab();
      identity.offer({ token: "good-anna" });
      await session.identify();
      expect([exchange.asked, exchange.identified]).toEqual([[], []]);
      expect(localStorage).toHaveLength(0);
    });

    it("tells it as soon as a session begins, and keeps the key that the answer brings", async () => {
      const { session, identity, saved } = aTab();
      identity.offer({ token: "good-anna" });
      await session.begin();
      expect(exchange.identified).toEqual([["good-anna", "token-1"]]);
      expect(saved.state.resume_key).toBe("key-2");
      expect(await session.token(false)).toBe("token-2");
      expect(onSomebodyElse).not.toHaveBeenCalled();
    });

    it("tells it at once where a session is there, each identity once", async () => {
      const { session, identity, saved } = aTab();
      await session.begin();
      identity.offer({ token: "good-anna" });
      await session.identify();
      await session.identify();
      await session.token(true);
      expect(exchange.identified).toEqual([["good-anna", "token-1"]]);
      expect(saved.state.resume_key).toBe("key-3");
    });

    it("keeps an identity that could not be told for the next time", async () => {
      const { session, identity } = aTab();
      await session.begin();
      identity.offer({ token: "good-anna" });
      exchange.reachable = false;
      await session.identify();
      exchange.reachable = true;
      expect(identity.waits).toBe(true);
      await session.identify();
      expect(identity.waits).toBe(false);
      expect(onError).not.toHaveBeenCalled();
    });

    it("asks the page's provider when a session begins, and not when one goes on", async () => {
      const { session, identity } = aTab();
      const provider = vi.fn(async () => "good-anna");
      identity.provideBy(provider);
      await session.begin();
      await session.token(true);
      expect(provider).toHaveBeenCalledTimes(1);
      expect(exchange.identified.map(([token]) => token)).toEqual(["good-anna"]);
    });

    it("asks the provider for another one when an identity is refused", async () => {
      const { session, identity } = aTab();
      identity.provideBy(() => "good-again");
      identity.offer({ token: "old" });
      await session.begin();
      expect(exchange.identified.map(([token]) => token)).toEqual(["old", "good-again"]);
      expect(onError).not.toHaveBeenCalled();
    });

    it("goes on without an identity that is refused, and tells the page why", async () => {
      const { session, identity } = aTab();
      identity.offer({ token: "old" });
      await session.begin();
      expect(await session.token(false)).toBe("token-1");
      expect(onError.mock.calls).toEqual([
        [{ code: "identity_failed", message: "This identity has expired; sign one anew for each page." }],
      ]);
    });

    it("goes on where the provider fails, gives no text, or never answers", async () => {
      const broken = [() => Promise.reject(new Error("sign-in is down")), () => 7 as unknown as string];
      for (const provider of broken) {
        localStorage.clear();
        const { session, identity } = aTab();
        identity.provideBy(provider);
        await session.begin();
      }
      expect(onError.mock.calls.map(([{ message }]) => message)).toEqual([
        "sign-in is down",
        "The token provider gave no text.",
      ]);
      vi.useFakeTimers();
      localStorage.clear();
      const { session, identity } = aTab();
      identity.provideBy(() => new Promise(() => undefined));
      const begun = session.begin();
      await vi.advanceTimersByTimeAsync(11_000);
      await begun;
      vi.useRealTimers();
      expect(onError).toHaveBeenCalledTimes(3);
    });

    it("has the same customer again where the key is lost, without forgetting the conversation", async () => {
      const { session, identity, saved } = aTab();
      identity.offer({ token: "good-anna" });
      await session.begin();
      saved.update({ conversation_id: "c1" });
      exchange.invalid.add("key-2");
      expect(await session.token(true)).toBe("token-4");
      expect(exchange.identified.map(([token]) => token)).toEqual(["good-anna", "good-anna"]);
      expect(saved.state.conversation_id).toBe("c1");
      expect(onForgotten).not.toHaveBeenCalled();
    });

    it("says when the site's server names another person than before", async () => {
      const { session, identity } = aTab();
      identity.offer({ token: "good-anna" });
      await session.begin();
      identity.offer({ token: "good-ben" });
      await session.identify();
      expect(onSomebodyElse).toHaveBeenCalledTimes(1);
    });

    it("refuses what cannot be an identity or a provider", () => {
      const { identity } = aTab();
      for (const wrong of [undefined, null, "a.b.c", { token: "" }, { token: 4 }])
        expect(identity.offer(wrong)).toBe(false);
      identity.provideBy("a.b.c");
      expect(onError).toHaveBeenCalledTimes(6);
      expect(identity.known).toBe(false);
    });
  });
});
