import { type Api, ApiError } from "@stonechat/openapi/client";
import type { TellAttributes } from "@stonechat/openapi/types";
import type { StonechatError } from "../../stonechat";

export interface AttributesOptions {
  api: Pick<Api, "put">;
  /** There is a customer whose attributes these can be. */
  hasSession: () => boolean;
  onError(error: StonechatError): void;
}

/** What the page says of the customer for agents to see. It waits until there is a session, and is never its reason. */
export class Attributes {
  readonly #options: AttributesOptions;
  #values: TellAttributes["attributes"] = {};
  #untold = false;
  #telling = false;

  constructor(options: AttributesOptions) {
    this.#options = options;
  }

  set(values: unknown): void {
    const message = faultOf(values);
    if (message !== null) {
      this.#options.onError({ code: "bad_input", message });
      return;
    }
    this.#values = { ...this.#values, ...(values as TellAttributes["attributes"]) };
    this.#untold = true;
    void this.tell();
  }

  /** Of a new customer nothing is known yet. */
  sessionBegan(): void {
    this.#untold = Object.keys(this.#values).length > 0;
    void this.tell();
  }

  /** What cannot be told for now is told when the tab wakes, or with the next change. */
  async tell(): Promise<void> {
    const { api, hasSession, onError } = this.#options;
    if (this.#telling || !hasSession()) return;
    this.#telling = true;
    try {
      while (this.#untold) {
        this.#untold = false;
        const body: TellAttributes = { attributes: this.#values };
        await api.put("/v1/widget/attributes", body);
      }
    } catch (error) {
      const { status, problem } = error instanceof ApiError ? error : new ApiError(0);
      const passing = status < 400 || status >= 500 || status === 401 || status === 429;
      if (passing) this.#untold = true;
      else
        onError({
          code: problem?.code ?? "attributes_failed",
          message: problem?.detail || "The attributes were refused.",
        });
    } finally {
      this.#telling = false;
    }
  }
}

function faultOf(values: unknown): string | null {
  if (typeof values !== "object" || values === null || Array.isArray(values)) return "setAttributes takes an object.";
  const wrong = Object.entries(values).find(([, value]) => !isValue(value));
  return wrong ? `setAttributes takes texts, numbers, true, false and null: “${wrong[0]}” is none of these.` : null;
}

function isValue(value: unknown): boolean {
  return (
    value === null ||
    typeof value === "string" ||
    typeof value === "boolean" ||
    (typeof value === "number" && Number.isFinite(value))
  );
}
