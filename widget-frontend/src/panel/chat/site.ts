import { type Api, ApiError } from "@stonechat/openapi/client";
import type { WidgetConfig } from "@stonechat/openapi/types";

/** What the owner set for this site. */
export class Site {
  readonly #api: Pick<Api, "get">;
  readonly #siteId: string;
  readonly #language: () => string;
  readonly #onChange: () => void;
  config: WidgetConfig | null = null;
  /** `unavailable`: asking again will not help. */
  problem: "unavailable" | "unreachable" | null = null;

  constructor(api: Pick<Api, "get">, siteId: string, language: () => string, onChange: () => void) {
    this.#api = api;
    this.#siteId = siteId;
    this.#language = language;
    this.#onChange = onChange;
  }

  async load(): Promise<void> {
    const language = this.#language();
    try {
      const query = new URLSearchParams({ site: this.#siteId, language });
      const config = await this.#api.get<WidgetConfig>(`/v1/widget/config?${query}`, { anonymous: true });
      // Another language was chosen while this one was on its way.
      if (language !== this.#language()) return;
      this.config = config;
      this.problem = null;
    } catch (error) {
      if (language !== this.#language()) return;
      const status = error instanceof ApiError ? error.status : 0;
      this.problem = status >= 400 && status < 500 && status !== 429 ? "unavailable" : "unreachable";
    }
    this.#onChange();
  }
}
