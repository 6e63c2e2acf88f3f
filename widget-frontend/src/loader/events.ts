export interface StonechatEvents {
  /** The panel is loaded and can be used. */
  ready: undefined;
  open: undefined;
  close: undefined;
  /** How many messages wait to be read. */
  unread: number;
}

export type StonechatListener<E extends keyof StonechatEvents> = (detail: StonechatEvents[E]) => void;

type AnyListener = (detail: StonechatEvents[keyof StonechatEvents]) => void;

export class Events {
  readonly #listeners = new Map<string, Set<AnyListener>>();

  on<E extends keyof StonechatEvents>(event: E, listener: StonechatListener<E>): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener as AnyListener));
    return () => void listeners.delete(listener as AnyListener);
  }

  emit<E extends keyof StonechatEvents>(event: E, detail: StonechatEvents[E]): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) {
      try {
        listener(detail);
      } catch (error) {
        // A mistake in the host page's own listener must not stop the chat, and must not be hidden from its author.
        console.error(error);
      }
    }
  }
}
