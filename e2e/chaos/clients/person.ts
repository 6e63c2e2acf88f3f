import { createHmac } from "node:crypto";
import { ApiError, errorOf } from "@stonechat/openapi/client";
import type { SignedIn, WidgetSession } from "@stonechat/openapi/types";
import type { Audience } from "../checker/evidence.ts";

const TIMEOUT_MS = 15_000;

/** Somebody with an identity that outlives pages and is shared by their tabs. */
export interface Person {
  readonly audience: Audience;
  /** Names the storage that their tabs share. */
  readonly name: string;
  /** Known once the server told. */
  id: string | null;
  /** The token in hand ends so soon that it is still in use then. False: there is none to shorten. */
  shorten(secret: string, seconds: number): boolean;
  token(base: string, fresh: boolean): Promise<string>;
}

/** The part of a token's life after which it is renewed. */
const FRESH_FOR = 0.7;

interface Grant {
  token: string;
  seconds: number;
}

/** Tabs of one person ask one after the other, as a lock in the browser makes them do. */
abstract class TokenHolder implements Person {
  abstract readonly audience: Audience;
  readonly name: string;
  id: string | null = null;
  readonly #renewsAhead: boolean;
  #held: { token: string; staleAt: number } | null = null;
  #renewing: Promise<Grant> | null = null;

  /** Those who do not renew ahead of time learn from refusals that their token has ended. */
  constructor(name: string, renewsAhead: boolean) {
    this.name = name;
    this.#renewsAhead = renewsAhead;
  }

  async token(base: string, fresh: boolean): Promise<string> {
    if (this.#held && !fresh && Date.now() < this.#held.staleAt) return this.#held.token;
    this.#renewing ??= this.renew(base).finally(() => {
      this.#renewing = null;
    });
    const { token, seconds } = await this.#renewing;
    const staleAt = this.#renewsAhead ? Date.now() + seconds * 1000 * FRESH_FOR : Number.POSITIVE_INFINITY;
    this.#held = { token, staleAt };
    return token;
  }

  shorten(secret: string, seconds: number): boolean {
    if (!this.#held) return false;
    this.#held = { token: shortened(this.#held.token, secret, seconds), staleAt: Number.POSITIVE_INFINITY };
    return true;
  }

  protected abstract renew(base: string): Promise<Grant>;
}

/** The same claims, signed again with another end. */
function shortened(token: string, secret: string, seconds: number): string {
  const [head = "", claims = ""] = token.split(".");
  const exp = Math.floor(Date.now() / 1000 + seconds);
  const changed = { ...(JSON.parse(Buffer.from(claims, "base64url").toString()) as object), exp };
  const signed = `${head}.${Buffer.from(JSON.stringify(changed)).toString("base64url")}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

export class CustomerPerson extends TokenHolder {
  readonly audience = "customer";
  readonly #siteId: string;
  #resumeKey: string | null = null;
  /** The server did not know them any more: it has lost somebody. */
  onForgotten: () => void = () => undefined;

  constructor(name: string, renewsAhead: boolean, siteId: string) {
    super(name, renewsAhead);
    this.#siteId = siteId;
  }

  protected async renew(base: string): Promise<Grant> {
    const body = { site_id: this.#siteId, resume_key: this.#resumeKey };
    try {
      const session = (await (await post(`${base}/v1/widget/session`, body)).json()) as WidgetSession;
      this.#resumeKey = session.resume_key;
      this.id = session.customer.id;
      return { token: session.token, seconds: session.expires_in };
    } catch (error) {
      if (error instanceof ApiError && error.problem?.code === "resume_key_invalid") this.onForgotten();
      throw error;
    }
  }
}

export class AgentPerson extends TokenHolder {
  readonly audience = "agent";
  readonly #credentials: { email: string; password: string };
  #cookie: string | null = null;

  constructor(name: string, renewsAhead: boolean, credentials: { email: string; password: string }) {
    super(name, renewsAhead);
    this.#credentials = credentials;
  }

  /** Signs out in another tab, over a road of its own. Whoever asks for a fresh token then signs in again. */
  async signOut(base: string): Promise<void> {
    if (this.#cookie === null) return;
    await post(`${base}/v1/auth/logout`, undefined, this.#cookie);
    this.#cookie = null;
  }

  get isSignedIn(): boolean {
    return this.#cookie !== null;
  }

  protected async renew(base: string): Promise<Grant> {
    const signedIn = (await this.#refresh(base)) ?? (await this.#signIn(base));
    this.id = signedIn.agent.id;
    return { token: signedIn.access_token, seconds: signedIn.expires_in };
  }

  async #refresh(base: string): Promise<SignedIn | null> {
    if (this.#cookie === null) return null;
    try {
      return await this.#admitted(await post(`${base}/v1/auth/refresh`, undefined, this.#cookie));
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error;
      // An answer that was lost for longer than the server repeats it ends the session: a person signs in again.
      this.#cookie = null;
      return null;
    }
  }

  async #signIn(base: string): Promise<SignedIn> {
    return this.#admitted(await post(`${base}/v1/auth/login`, this.#credentials));
  }

  async #admitted(response: Response): Promise<SignedIn> {
    const signedIn = (await response.json()) as SignedIn;
    this.#cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? this.#cookie;
    return signedIn;
  }
}

async function post(url: string, body: unknown, cookie?: string): Promise<Response> {
  const headers = new Headers(cookie === undefined ? {} : { Cookie: cookie });
  const init: RequestInit = { method: "POST", headers, signal: AbortSignal.timeout(TIMEOUT_MS) };
  if (body !== undefined) {
    headers.set("Content-Type", "application/json");
    init.body = JSON.stringify(body);
  }
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch {
    throw new ApiError(0);
  }
  if (!response.ok) throw errorOf(response, await response.json().catch(() => null));
  return response;
}
