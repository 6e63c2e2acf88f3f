import { ApiError } from "@stonechat/openapi/client";
import type { SignedIn } from "@stonechat/openapi/types";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MARA } from "@/tests/agent";
import { deferred } from "@/tests/deferred";
import { Session, type SessionCalls } from "./session";

let answers: (() => Promise<SignedIn>)[];
let refreshes: number;
const calls: SessionCalls = {
  login: async (email) => signedIn(`login-${email}`),
  refresh: () => {
    refreshes += 1;
    return (answers.shift() ?? (async () => signedIn(`token-${refreshes}`)))();
  },
  logout: async () => undefined,
};

function signedIn(token: string, seconds = 900): SignedIn {
  return { access_token: token, expires_in: seconds, agent: MARA };
}

beforeEach(() => {
  answers = [];
  refreshes = 0;
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  // Each test is alone: Node's channel would carry news from one session to the next.
  vi.stubGlobal("BroadcastChannel", undefined);
  Reflect.deleteProperty(globalThis, "BroadcastChannel");
});

afterEach(() => {
  vi.useRealTimers();
});

describe("a token", () => {
  it("is asked for once, however many need it", async () => {
    const session = new Session(calls);
    const answer = deferred<SignedIn>();
    answers.push(() => answer.promise);

    const wanted = [session.token(true), session.token(false), session.restore(), session.token(true)];
    answer.resolve(signedIn("one"));
    await Promise.all(wanted);

    expect(refreshes).toBe(1);
    expect(await session.token(false)).toBe("one");
  });

  it("is renewed when it was refused, but not by the one who lost the race", async () => {
    const session = new Session(calls);
    await session.restore();

    expect(await session.token(true)).toBe("token-1");
    vi.advanceTimersByTime(6_000);
    expect(await session.token(true)).toBe("token-2");
  });

  it("is renewed a minute before it ends", async () => {
    const session = new Session(calls);
    await session.restore();

    await vi.advanceTimersByTimeAsync(839_000);
    expect(refreshes).toBe(1);
    await vi.advanceTimersByTimeAsync(2_000);

    expect(refreshes).toBe(2);
  });

  it("is null once the cookie is no good any more, without asking again", async () => {
    const session = new Session(calls);
    answers.push(() => Promise.reject(new ApiError(401)));
    await session.restore();

    expect(await session.token(true)).toBeNull();
    expect(session.state()).toEqual({ phase: "signed_out", because: "unknown" });
    expect(refreshes).toBe(1);
  });

  it("says that the session ended when that happens to somebody who was signed in", async () => {
    const session = new Session(calls);
    await session.restore();
    vi.advanceTimersByTime(6_000);
    answers.push(() => Promise.reject(new ApiError(401)));

    await session.token(true);

    expect(session.state()).toEqual({ phase: "signed_out", because: "ended" });
  });

  it("is asked for once more when the server turned the session away, however new it is", async () => {
    const session = new Session(calls);
    await session.restore();
    await session.check();
    expect(session.state()).toEqual({ phase: "signed_in", agent: MARA });
    answers.push(() => Promise.reject(new ApiError(401)));

    await session.check();

    expect(session.state()).toEqual({ phase: "signed_out", because: "ended" });
  });

  it("keeps the agent signed in when the server cannot be reached", async () => {
    const session = new Session(calls);
    await session.restore();
    vi.advanceTimersByTime(6_000);
    answers.push(() => Promise.reject(new ApiError(0)));

    await expect(session.token(true)).rejects.toThrow();

    expect(session.state().phase).toBe("signed_in");
  });
});

describe("starting", () => {
  it("tells an unreachable server from nobody being signed in, and tries again", async () => {
    const session = new Session(calls);
    answers.push(() => Promise.reject(new ApiError(0)));

    await session.restore();
    expect(session.state().phase).toBe("unreachable");
    await session.restore();

    expect(session.state()).toEqual({ phase: "signed_in", agent: MARA });
  });
});

describe("signing in", () => {
  const reject = (status: number) => () => Promise.reject(new ApiError(status));

  it("lets the page go on at once, and proves meanwhile that the browser keeps the cookie", async () => {
    const session = new Session(calls);

    await session.signIn("mara@example.com", "secret");
    expect(session.state()).toEqual({ phase: "signed_in", agent: MARA });
    await vi.waitFor(() => expect(refreshes).toBe(1));

    expect(await session.token(false)).toBe("token-1");
  });

  it("says so where the browser refuses the cookie", async () => {
    const session = new Session(calls);
    answers.push(reject(401));

    await session.signIn("mara@example.com", "secret");
    await vi.waitFor(() => expect(session.state()).toEqual({ phase: "signed_out", because: "no_cookie" }));
  });

  it("keeps who came in when the proof did not get through", async () => {
    const session = new Session(calls);
    answers.push(reject(0));

    await session.signIn("mara@example.com", "secret");
    await vi.waitFor(() => expect(refreshes).toBe(1));

    expect(await session.token(false)).toBe("login-mara@example.com");
  });
});

describe("several tabs", () => {
  class Channel extends EventTarget {
    static readonly all = new Set<Channel>();
    static lateMs = 0;
    constructor() {
      super();
      Channel.all.add(this);
    }
    postMessage(data: unknown): void {
      const tell = (): void => {
        for (const other of Channel.all) if (other !== this) other.dispatchEvent(new MessageEvent("message", { data }));
      };
      if (Channel.lateMs) setTimeout(tell, Channel.lateMs);
      else tell();
    }
  }

  beforeEach(() => {
    Channel.all.clear();
    Channel.lateMs = 0;
    vi.stubGlobal("BroadcastChannel", Channel);
  });

  /** Web Locks as browsers have them: one holder at a time. */
  function stubLocks(): void {
    let turn = Promise.resolve<unknown>(undefined);
    vi.stubGlobal("navigator", {
      locks: {
        request: (_name: string, task: () => Promise<unknown>) => {
          const mine = turn.then(task);
          turn = mine.catch(() => undefined);
          return mine;
        },
      },
    });
  }

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("make one request when ten of them wake at once", async () => {
    stubLocks();
    const tabs = Array.from({ length: 10 }, () => new Session(calls));

    await Promise.all(tabs.map((tab) => tab.restore()));

    expect(refreshes).toBe(1);
    expect(await Promise.all(tabs.map((tab) => tab.token(false)))).toEqual(Array(10).fill("token-1"));
  });

  it("make one renewal also when the news of it come a moment after the lock", async () => {
    stubLocks();
    const tabs = Array.from({ length: 5 }, () => new Session(calls));
    await Promise.all(tabs.map((tab) => tab.restore()));
    refreshes = 0;
    Channel.lateMs = 50;

    await vi.advanceTimersByTimeAsync(845_000);

    expect(refreshes).toBe(1);
    expect(await Promise.all(tabs.map((tab) => tab.token(false)))).toEqual(Array(5).fill("token-1"));
  });

  it("sign out together", async () => {
    const [first, second] = [new Session(calls), new Session(calls)];
    await Promise.all([first.restore(), second.restore()]);

    await first.signOut();

    expect(first.state()).toEqual({ phase: "signed_out", because: "asked" });
    expect(second.state()).toEqual({ phase: "signed_out", because: "elsewhere" });
  });

  it("stay signed in when signing out did not reach the server", async () => {
    const session = new Session({ ...calls, logout: () => Promise.reject(new ApiError(0)) });
    await session.restore();

    await expect(session.signOut()).rejects.toThrow();

    expect(session.state().phase).toBe("signed_in");
  });
});
