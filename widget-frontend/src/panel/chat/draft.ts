import type { Saved } from "./saved";

const PAUSE_MS = 300;

/**
 * What is typed and not sent yet. It is known here with every key, and stored for the next page after a pause. Only what
 * was typed in this tab is stored by this tab: elsewhere the same text may have been sent meanwhile.
 */
export class Draft {
  readonly #saved: Saved;
  readonly #listeners = new Set<() => void>();
  #text: string;
  #typedHere = false;
  /** The conversation that it belongs to. */
  #conversationId: string | null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(saved: Saved) {
    this.#saved = saved;
    this.#text = saved.state.draft;
    this.#conversationId = saved.state.conversation_id;
    window.addEventListener("pagehide", this.store);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly text = (): string => this.#text;

  type(text: string): void {
    if (text === this.#text) return;
    this.#typedHere = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.store, PAUSE_MS);
    this.#show(text);
    // Other tabs must not offer for long what has just been sent.
    if (text === "") this.store();
  }

  /** A draft belongs to a conversation: before there is one, nothing is stored. */
  readonly store = (): void => {
    clearTimeout(this.#timer);
    if (this.#typedHere && this.#conversationId !== null) this.#saved.keepDraft(this.#conversationId, this.#text);
    this.#typedHere = false;
  };

  /** Takes over what another tab stored, unless something newer was typed here, and goes where the customer goes. */
  follow(): void {
    const { conversation_id } = this.#saved.state;
    if (conversation_id !== this.#conversationId) {
      // What was typed before there was a conversation belongs to the first one.
      if (this.#conversationId !== null) this.store();
      this.#conversationId = conversation_id;
    }
    const { draft } = this.#saved.state;
    if (!this.#typedHere && draft !== this.#text) this.#show(draft);
  }

  stop(): void {
    this.store();
    window.removeEventListener("pagehide", this.store);
  }

  #show(text: string): void {
    this.#text = text;
    for (const listener of [...this.#listeners]) listener();
  }
}
