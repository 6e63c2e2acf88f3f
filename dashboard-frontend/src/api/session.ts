import { ApiError, withLock } from "@stonechat/openapi/client";
import type { Agent, SignedIn } from "@stonechat/openapi/types";
import { Listeners } from "@/lib/listeners";

/** `no_cookie`: the browser did not keep the cookie with which a sign-in goes on. */
type SignedOutBecause = "unknown" | "asked" | "elsewhere" | "ended" | "no_cookie";

export type SessionState =
  | { phase: "restoring" }
  | { phase: "unreachable"; error: unknown }
  | { phase: "signed_out"; because: SignedOutBecause }
  | { phase: "signed_in"; agent: Agent };

/** The three calls that need the refresh cookie. */
export interface SessionCalls {
  login(email: string, password: string): Promise<SignedIn>;
  refresh(): Promise<SignedIn>;
  logout(): Promise<void>;
}

type News = { type: "signed_in"; signedIn: SignedIn; until: number } | { type: "signed_out" };

interface Token {
  value: string;
  gained: number;
  until: number;
}

const LOCK = "stonechat.session";
/** How long before its end a token is renewed. */
const AHEAD_MS = 60_000;
/** A token younger than this is not renewed again: whoever asks lost a race with the one who just did. */
const FRESH_MS = 5_000;
/** What another tab tells may come a little later than its lock. */
const NEWS_MS = 200;

/**
 * Who is signed in, and the access token: in memory only. One tab at a time renews, under a lock, and tells the others,
 * so ten tabs that wake together make one request and not ten.
 */
export class Session {
  readonly #calls: SessionCalls;
  readonly #channel: BroadcastChannel | null;
  readonly #listeners = new Listeners();
  readonly subscribe = this.#listeners.subscribe;
  #state: SessionState = { phase: "restoring" };
  #token: Token | null = null;
  #renewal: Promise<string | null> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(calls: SessionCalls) {
    this.#calls = calls;
    this.#channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("stonechat.session") : null;
    this.#channel?.addEventListener("message", (event: MessageEvent<News>) => this.#hear(event.data));
  }

  readonly state = (): SessionState => this.#state;

  /** On load: the refresh cookie may still be good. */
  async restore(): Promise<void> {
    if (this.#state.phase === "unreachable") this.#become({ phase: "restoring" });
    try {
      await this.token(true);
    } catch (error) {
      if (this.#state.phase === "restoring") this.#become({ phase: "unreachable", error });
    }
  }

  /** A token that works, or null when nobody is signed in. `fresh`: the last one was refused. Throws when offline. */
  async token(fresh: boolean): Promise<string | null> {
    if (this.#state.phase === "signed_out") return null;
    if (this.#token && (fresh ? this.#isNew(this.#token) : this.#token.until > Date.now())) return this.#token.value;
    return this.#renewOnce();
  }

  /** The server turned this session away: is it over? Asked however new the token is. */
  async check(): Promise<void> {
    if (this.#state.phase !== "signed_in") return;
    await this.#renewOnce().catch(() => undefined);
  }

  signIn(email: string, password: string): Promise<void> {
    return this.admit(() => this.#calls.login(email, password));
  }

  /** Signs in whoever the server lets in: by a password or by a link. Who was signed in here before is no longer. */
  async admit(call: () => Promise<SignedIn>): Promise<void> {
    const signedIn = await withLock(LOCK, call);
    const until = endOf(signedIn);
    this.#keep(signedIn, until);
    // The page goes on meanwhile: most browsers keep the cookie.
    void withLock(LOCK, () => this.#proveCookie(signedIn, until));
  }

  /** Rejects when the server cannot be reached: the cookie would outlive a sign-out that only looks like one. */
  async signOut(): Promise<void> {
    await withLock(LOCK, async () => {
      await this.#calls.logout();
      this.#leave("asked");
      // Under the lock: another tab that asks whether its session is over hears first why.
      this.#tell({ type: "signed_out" });
    });
  }

  /** The cookie is out of the page's sight: only its use shows that the browser keeps it. */
  async #proveCookie(signedIn: SignedIn, until: number): Promise<void> {
    if (this.#state.phase !== "signed_in") return;
    try {
      this.#enter(await this.#calls.refresh());
    } catch (error) {
      if (isOver(error)) this.#leave("no_cookie");
      else this.#tell({ type: "signed_in", signedIn, until });
    }
  }

  #renewOnce(): Promise<string | null> {
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  #renew(): Promise<string | null> {
    const before = this.#token;
    return withLock(LOCK, async () => {
      // The tab that had the lock before may still have to tell what it was given: that is worth the moment's wait.
      if (before && this.#token === before) await this.#news();
      if (this.#token && this.#token !== before) return this.#token.value;
      if (this.#state.phase === "signed_out") return null;
      try {
        return this.#enter(await this.#calls.refresh());
      } catch (error) {
        if (!isOver(error)) throw error;
        this.#leave(this.#state.phase === "signed_in" ? "ended" : "unknown");
        return null;
      }
    });
  }

  /** Another tab tells what it was given, or none does. */
  async #news(): Promise<void> {
    const channel = this.#channel;
    if (!channel) return;
    await new Promise<void>((resolve) => {
      const heard = (): void => {
        clearTimeout(timer);
        channel.removeEventListener("message", heard);
        resolve();
      };
      const timer = setTimeout(heard, NEWS_MS);
      channel.addEventListener("message", heard);
    });
  }

  #enter(signedIn: SignedIn): string {
    const until = endOf(signedIn);
    this.#keep(signedIn, until);
    this.#tell({ type: "signed_in", signedIn, until });
    return signedIn.access_token;
  }

  #keep({ access_token, agent }: SignedIn, until: number): void {
    this.#token = { value: access_token, gained: Date.now(), until };
    clearTimeout(this.#timer);
    const ahead = Math.max(FRESH_MS, until - Date.now() - AHEAD_MS);
    // A failure here is no news: whoever needs the token next asks again and hears of it.
    this.#timer = setTimeout(() => this.token(true).catch(() => undefined), ahead);
    const known = this.#state.phase === "signed_in" ? this.#state.agent : null;
    if (known?.id !== agent.id || known.version !== agent.version) this.#become({ phase: "signed_in", agent });
  }

  #leave(because: SignedOutBecause): void {
    this.#token = null;
    clearTimeout(this.#timer);
    this.#become({ phase: "signed_out", because });
  }

  #hear(news: News): void {
    if (news.type === "signed_out") {
      if (this.#state.phase === "signed_in") this.#leave("elsewhere");
    } else if (news.until > (this.#token?.until ?? 0)) {
      this.#keep(news.signedIn, news.until);
    }
  }

  #isNew(token: Token): boolean {
    return token.gained > Date.now() - FRESH_MS;
  }

  #tell(news: News): void {
    this.#channel?.postMessage(news);
  }

  #become(state: SessionState): void {
    this.#state = state;
    this.#listeners.announce();
  }
}

function endOf({ expires_in }: SignedIn): number {
  return Date.now() + expires_in * 1000;
}

/** The server knows no session of this browser. */
function isOver(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}
