import type { StonechatEvents } from "../stonechat";

type Listener<E extends keyof StonechatEvents> = (detail: StonechatEvents[E]) => void;

type AnyListener = (detail: unknown) => void;

/** Listeners get every event by themselves, everybody else on the page as a CustomEvent. */
export class Events {
  readonly #listeners = new Set<readonly [event: string, listener: AnyListener]>();

  on<E extends keyof StonechatEvents>(event: E, listener: Listener<E>): () => void {
    const entry = [event, listener as AnyListener] as const;
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  emit<E extends keyof StonechatEvents>(event: E, detail: StonechatEvents[E]): void {
    for (const [name, listener] of [...this.#listeners]) {
      if (name === event) guard(() => listener(detail));
    }
    window.dispatchEvent(new CustomEvent(`stonechat:${event}`, { detail }));
  }
}

/** A mistake in the host page's own code must not stop the chat, and must not be hidden from its author. */
export function guard(act: () => void): void {
  try {
    act();
  } catch (error) {
    console.error(error);
  }
}
