import { type Api, ApiError, withLock } from "@stonechat/openapi/client";
import type { Customer, OpenSession, WidgetSession } from "@stonechat/openapi/types";
import type { Identity } from "../page/identity";
import type { Saved } from "./saved";
import type { Visit } from "./visit";

/** A token is renewed this long before it ends, so that no request goes out with one that ends on the way. */
const MARGIN_MS = 60_000;

export interface SessionOptions {
  siteId: string;
  api: Pick<Api, "post">;
  /** Speaks with the token in hand, whichever it is: a new one cannot be had while one is exchanged. */
  inHand: Pick<Api, "post">;
  saved: Saved;
  /** The server does not know the resume key any more; right after this call nothing of it is left in storage. */
  onForgotten(): Promise<void>;
  /** `blocked` is another one. */
  onChange?(): void;
  visit(): Visit;
  /** Null where the page says nothing of who the customer is. */
  identity(): Promise<Identity | null>;
  /** The site's server names somebody else than it did before: nothing of what is here is theirs. */
  onSomebodyElse(): void;
  /** The API knows nothing of this customer yet. */
  onBegun(): void;
}

/** The customer's token, and the resume key that brings the same customer back. */
export class Session {
  readonly #options: SessionOptions;
  #token: string | null = null;
  #owner: string | null = null;
  #customer: Customer | null = null;
  #endsAt = 0;
  /** The team takes no messages from this customer. */
  blocked = false;
  #exchanging: Promise<string | null> | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** Not asked for, and maybe at its end. */
  get tokenInHand(): string | null {
    return this.#token;
  }

  /** Null while nobody has started a conversation: only `begin` makes a new customer. */
  readonly token = async (fresh: boolean): Promise<string | null> => {
    return (!fresh && this.#current()) || this.#exchange(false);
  };

  /** Makes sure that there is a customer to speak for. */
  async begin(): Promise<void> {
    if (this.#current() === null) await this.#exchange(true);
  }

  /** Tells who the customer is, as far as there is a session that can become theirs. */
  async identify(): Promise<void> {
    // A session that is on its way tells it by itself.
    await this.#exchanging?.catch(() => undefined);
    if ((await this.token(false)) === null) return;
    await withLock(this.#lock(), () => this.#identify(false));
  }

  know(customer: Customer): void {
    this.#customer = customer;
  }

  /** What need not be asked of the customer again, by the keys of the questions whose answers are kept with them. */
  knownAnswers(): Record<string, string> {
    if (this.#owner !== this.#options.saved.state.browser_id) return {};
    const { name, email, phone } = this.#customer ?? {};
    const known = Object.entries({ name, email, phone });
    return Object.fromEntries(known.filter((entry): entry is [string, string] => Boolean(entry[1])));
  }

  /** The token in hand, unless it ends soon, or another tab has become somebody else meanwhile. */
  #current(): string | null {
    const { browser_id } = this.#options.saved.state;
    return this.#owner === browser_id && Date.now() < this.#endsAt ? this.#token : null;
  }

  async #exchange(mayBegin: boolean): Promise<string | null> {
    if (this.#exchanging) {
      const token = await this.#exchanging;
      if (token !== null || !mayBegin) return token;
    }
    this.#exchanging = withLock(this.#lock(), () => this.#renew(mayBegin)).finally(() => {
      this.#exchanging = null;
    });
    return this.#exchanging;
  }

  async #renew(mayBegin: boolean): Promise<string | null> {
    const { saved, onForgotten } = this.#options;
    // Read again under the lock: another tab may have exchanged the key meanwhile.
    const key = saved.refresh().resume_key;
    if (key === null && !mayBegin) return null;
    try {
      return await this.#request(key);
    } catch (error) {
      const code = error instanceof ApiError ? error.problem?.code : undefined;
      if (code === "blocked") this.#setBlocked(true);
      if (code !== "resume_key_invalid") throw error;
      // Where there are no locks, another tab may have been faster.
      if (saved.refresh().resume_key !== key) return this.#request(saved.state.resume_key);
      this.#token = this.#customer = null;
      if (mayBegin || (await this.#options.identity())?.known) return this.#request(null);
      await onForgotten();
      saved.forget();
      return null;
    }
  }

  async #request(resumeKey: string | null): Promise<string> {
    const { api, siteId, saved, visit, onBegun } = this.#options;
    const body: OpenSession = { site_id: siteId, resume_key: resumeKey, ...visit() };
    const before = saved.state.resume_key;
    const session = await api.post<WidgetSession>("/v1/widget/session", body, { anonymous: true });
    const { resume_key } = saved.refresh();
    // Where there are no locks, another tab may have made a customer in the same moment: there is only one here.
    if (resumeKey === null && resume_key && resume_key !== before) return this.#request(resume_key);
    this.#take(session);
    await this.#identify(resumeKey === null);
    if (resumeKey === null) onBegun();
    return this.#token ?? session.token;
  }

  /** Only under the lock: the answer ends the key that other tabs know. What fails here is no reason to have no session. */
  async #identify(begins: boolean): Promise<void> {
    const { inHand, onSomebodyElse } = this.#options;
    const identity = await this.#options.identity();
    if (!identity || this.#token === null) return;
    const before = this.#customer;
    const session = await identity.tell(inHand, begins);
    if (session) this.#take(session);
    if (before?.verified_at && before.id !== this.#customer?.id) onSomebodyElse();
  }

  #lock(): string {
    return `stonechat-session:${this.#options.siteId}`;
  }

  #take(session: WidgetSession): void {
    const { saved } = this.#options;
    // Stored before anything is done with it: after a crash right here the customer still comes back as the same one.
    saved.update({ resume_key: session.resume_key });
    this.#token = session.token;
    this.#customer = session.customer;
    this.#owner = saved.state.browser_id;
    this.#endsAt = Date.now() + session.expires_in * 1000 - MARGIN_MS;
    this.#setBlocked(false);
  }

  #setBlocked(blocked: boolean): void {
    if (blocked === this.blocked) return;
    this.blocked = blocked;
    this.#options.onChange?.();
  }
}
