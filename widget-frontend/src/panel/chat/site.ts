import { type Api, ApiError } from "@stonechat/openapi/client";
import type { WidgetConfig } from "@stonechat/openapi/types";
import { language } from "./visit";

/** What the owner set for this site. */
export class Site {
  readonly #api: Pick<Api, "get">;
  readonly #siteId: string;
  readonly #onChange: () => void;
  config: WidgetConfig | null = null;
  /** `unavailable`: asking again will not help. */
  problem: "unavailable" | "unreachable" | null = null;

  constructor(api: Pick<Api, "get">, siteId: string, onChange: () => void) {
    this.#api = api;
    this.#siteId = siteId;
    this.#onChange = onChange;
  }

  async load(): Promise<void> {
    try {
      const query = new URLSearchParams({ site: this.#siteId });
      const spoken = language();
      if (spoken) query.set("language", spoken);
      this.config = await this.#api.get<WidgetConfig>(`/v1/widget/config?${query}`, { anonymous: true });
      this.problem = null;
    } catch (error) {
      const status = error instanceof ApiError ? error.status : 0;
      this.problem = status >= 400 && status < 500 && status !== 429 ? "unavailable" : "unreachable";
    }
    this.#onChange();
  }
}
