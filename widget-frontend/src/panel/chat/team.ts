import type { Presence } from "@stonechat/openapi/client";

/** The server says at once whether somebody is there; only then does silence mean that nobody is. */
const ANSWERS_WITHIN_MS = 2_000;

/** Whether somebody of the team is there, of which only a live connection tells. */
export class TeamWatch {
  readonly #presence: Pick<Presence, "in">;
  readonly #onChange: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #opened: string | null = null;
  #live = false;
  #answered = false;

  constructor(presence: Pick<Presence, "in">, onChange: () => void) {
    this.#presence = presence;
    this.#onChange = onChange;
  }

  /** Null while that is not known. */
  isThere(): boolean | null {
    if (this.#opened === null) return null;
    if (this.#presence.in(this.#opened).some(({ event }) => event === "presence")) return true;
    return this.#answered ? false : null;
  }

  /** The conversation whose timeline is shown. */
  open(conversationId: string | null): void {
    this.#opened = conversationId;
    this.#ask();
  }

  /** `live`: a socket tells what happens. */
  follow(live: boolean): void {
    this.#live = live;
    this.#ask();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #ask(): void {
    clearTimeout(this.#timer);
    this.#answered = false;
    if (!this.#live || this.#opened === null) return;
    this.#timer = setTimeout(() => {
      this.#answered = true;
      this.#onChange();
    }, ANSWERS_WITHIN_MS);
  }
}
