import type { SyncStatus } from "@stonechat/openapi/client";

export type Line = "fine" | "offline" | "reconnecting";

/** A line that is back within this time is not worth a word. */
const PATIENCE_MS = 3_000;

/** What the customer should know of the connection. */
export class LineWatch {
  readonly #onChange: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lost = false;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    window.addEventListener("online", onChange);
    window.addEventListener("offline", onChange);
  }

  get line(): Line {
    if (navigator.onLine === false) return "offline";
    return this.#lost ? "reconnecting" : "fine";
  }

  follow(status: SyncStatus): void {
    if (status === "connecting" || status === "waiting") {
      this.#timer ??= setTimeout(() => this.#set(true), PATIENCE_MS);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#set(false);
  }

  stop(): void {
    clearTimeout(this.#timer);
    window.removeEventListener("online", this.#onChange);
    window.removeEventListener("offline", this.#onChange);
  }

  #set(lost: boolean): void {
    if (lost === this.#lost) return;
    this.#lost = lost;
    this.#onChange();
  }
}
