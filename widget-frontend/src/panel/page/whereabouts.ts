import type { Api } from "@stonechat/openapi/client";
import type { TellPage } from "@stonechat/openapi/types";
import type { StonechatError } from "../../stonechat";

export interface WhereaboutsOptions {
  api: Pick<Api, "put">;
  /** Nobody is told where somebody is who has not written. */
  hasConversation: () => boolean;
  onError(error: StonechatError): void;
}

/** The page that the customer is on: its address, or what the page itself says for as long as it has that address. */
export class Whereabouts {
  readonly #options: WhereaboutsOptions;
  #said: { page: string; at: string } | null = null;
  #told: string | null;
  #telling = false;

  /** `told`: the address that went with a session before this came. */
  constructor(options: WhereaboutsOptions, told: string | null) {
    this.#options = options;
    this.#told = told;
  }

  page(): string {
    const { href } = window.parent.location;
    return this.#said?.at === href ? this.#said.page : href;
  }

  /** For a request that tells it among other things. */
  report(): string {
    this.#told = this.page();
    return this.#told;
  }

  set({ url, at }: { url: unknown; at: string }): void {
    try {
      this.#said = { page: new URL(String(url), at).href, at };
    } catch {
      this.#options.onError({ code: "bad_input", message: "setPage takes an address." });
    }
    void this.tell();
  }

  /** One request at a time; what changes meanwhile goes with the next. A page that could not be told gives way to the next. */
  async tell(): Promise<void> {
    const { api, hasConversation } = this.#options;
    if (this.#telling || !hasConversation()) return;
    this.#telling = true;
    try {
      while (this.#told !== null && this.page() !== this.#told) {
        const body: TellPage = { page: this.report() };
        await api.put("/v1/widget/page", body);
      }
    } catch {
      // Where somebody is does not matter enough to ask again.
    } finally {
      this.#telling = false;
    }
  }
}
