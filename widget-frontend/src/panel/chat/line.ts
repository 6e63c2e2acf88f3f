import type { SyncStatus } from "@stonechat/openapi/client";

/** `refused`: the server wants no connection from here; it is asked again when the customer comes back to the chat. */
export type Line = "fine" | "offline" | "reconnecting" | "refused";

/** A line that is back within this time is not worth a word. */
const PATIENCE_MS = 3_000;

/** What the customer should know of the connection. */
export class LineWatch {
  readonly #onChange: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #trouble: Line = "fine";

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    window.addEventListener("online", onChange);
    window.addEventListener("offline", onChange);
  }

  get line(): Line {
    if (navigator.onLine === false) return "offline";
    return this.#trouble;
  }

  follow(status: SyncStatus): void {
    if (status === "connecting" || status === "waiting") {
      this.#timer ??= setTimeout(() => this.#set("reconnecting"), PATIENCE_MS);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#set(status === "refused" ? "refused" : "fine");
  }

  stop(): void {
    clearTimeout(this.#timer);
    window.removeEventListener("online", this.#onChange);
    window.removeEventListener("offline", this.#onChange);
  }

  #set(trouble: Line): void {
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    this.#onChange();
  }
}
