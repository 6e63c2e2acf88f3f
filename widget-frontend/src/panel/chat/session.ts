import { type Api, ApiError, withLock } from "@stonechat/openapi/client";
import type { Customer, OpenSession, WidgetSession } from "@stonechat/openapi/types";
import type { Saved } from "./saved";
import { readVisit } from "./visit";

/** A token is renewed this long before it ends, so that no request goes out with one that ends on the way. */
const MARGIN_MS = 60_000;

export interface SessionOptions {
  siteId: string;
  api: Pick<Api, "post">;
  saved: Saved;
  /** The server does not know the resume key any more; right after this call nothing of it is left in storage. */
  onForgotten(): Promise<void>;
  /** `blocked` is another one. */
  onChange?(): void;
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

  /** Null while nobody has started a conversation: only `begin` makes a new customer. */
  readonly token = async (fresh: boolean): Promise<string | null> => {
    return (!fresh && this.#current()) || this.#exchange(false);
  };

  /** Makes sure that there is a customer to speak for. */
  async begin(): Promise<void> {
    if (this.#current() === null) await this.#exchange(true);
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
    const { siteId } = this.#options;
    this.#exchanging = withLock(`stonechat-session:${siteId}`, () => this.#renew(mayBegin)).finally(() => {
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
      if (mayBegin) return this.#request(null);
      await onForgotten();
      saved.forget();
      return null;
    }
  }

  async #request(resumeKey: string | null): Promise<string> {
    const { api, saved, siteId } = this.#options;
    const body: OpenSession = { site_id: siteId, resume_key: resumeKey, ...readVisit() };
    const session = await api.post<WidgetSession>("/v1/widget/session", body, { anonymous: true });
    // Stored before anything is done with it: after a crash right here the customer still comes back as the same one.
    saved.update({ resume_key: session.resume_key });
    this.#token = session.token;
    this.#customer = session.customer;
    this.#owner = saved.state.browser_id;
    this.#endsAt = Date.now() + session.expires_in * 1000 - MARGIN_MS;
    this.#setBlocked(false);
    return session.token;
  }

  #setBlocked(blocked: boolean): void {
    if (blocked === this.blocked) return;
    this.blocked = blocked;
    this.#options.onChange?.();
  }
}
