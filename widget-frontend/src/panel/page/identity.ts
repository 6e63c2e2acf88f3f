import { type Api, ApiError } from "@stonechat/openapi/client";
import type { WidgetSession } from "@stonechat/openapi/types";
import type { StonechatError, StonechatTokenProvider } from "../../stonechat";

/** The page is asked for an identity while a conversation waits to begin, so it may not take for ever. */
const PATIENCE_MS = 10_000;

/** Who the customer is by the word of the site's own server: the page hands it over, the session brings it to the API. */
export class Identity {
  readonly #onError: (error: StonechatError) => void;
  #untold: string | null = null;
  #last: string | null = null;
  #provider: StonechatTokenProvider | null = null;

  constructor(onError: (error: StonechatError) => void) {
    this.#onError = onError;
  }

  /** There is something that the API does not know yet. */
  get waits(): boolean {
    return this.#untold !== null;
  }

  /** A session that is lost can be had again. */
  get known(): boolean {
    return (this.#untold ?? this.#last ?? this.#provider) !== null;
  }

  /** False where that cannot be an identity. */
  offer(identity: unknown): boolean {
    const token = (identity as { token?: unknown } | null)?.token;
    if (typeof token !== "string" || !token) {
      this.#onError({ code: "bad_input", message: "identify takes { token }, a text that your server signed." });
      return false;
    }
    this.#untold = token;
    return true;
  }

  provideBy(provider: unknown): void {
    if (typeof provider === "function" || provider === null) this.#provider = provider as StonechatTokenProvider | null;
    else this.#onError({ code: "bad_input", message: "setTokenProvider takes a function, or null." });
  }

  /** The session of whom the API takes this for; null where there is nothing to tell, or it takes nothing. `begins`: of a new session it knows nothing at all. */
  async tell(api: Pick<Api, "post">, begins: boolean): Promise<WidgetSession | null> {
    let token = await this.#next(begins);
    while (token !== null) {
      try {
        const session = await api.post<WidgetSession>("/v1/widget/identify", { token });
        this.#last = token;
        if (this.#untold === token) this.#untold = null;
        return session;
      } catch (error) {
        const problem = error instanceof ApiError ? error.problem : null;
        if (problem?.code !== "identity_refused") return null;
        token = await this.#after(token, problem.detail);
      }
    }
    return null;
  }

  async #next(begins: boolean): Promise<string | null> {
    if (this.#untold !== null || !begins) return this.#untold;
    return this.#provider ? this.#ask() : this.#last;
  }

  /** Another one in the place of one that the API does not take. */
  async #after(refused: string, why: string): Promise<string | null> {
    if (this.#untold === refused) this.#untold = null;
    this.#last = null;
    const renewed = await this.#ask();
    if (renewed !== null && renewed !== refused) return renewed;
    this.#onError({ code: "identity_failed", message: why });
    return null;
  }

  async #ask(): Promise<string | null> {
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error("The token provider took too long.")), PATIENCE_MS);
    });
    try {
      const token = await Promise.race([this.#provider?.() ?? null, late]);
      if (token === null || typeof token === "string") return token || null;
      throw new TypeError("The token provider gave no text.");
    } catch (error) {
      this.#onError({ code: "identity_failed", message: error instanceof Error ? error.message : String(error) });
      return null;
    }
  }
}
