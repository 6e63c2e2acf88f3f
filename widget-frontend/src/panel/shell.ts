/** Whether the panel is on the screen, as the loader says. */
export class Shell {
  readonly #listeners = new Set<() => void>();
  #shown = false;
  /** Grows whenever the customer asks for the panel, and the focus should move into it. */
  #calls = 0;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly isShown = (): boolean => this.#shown;

  readonly focusCalls = (): number => this.#calls;

  show(takeFocus: boolean): void {
    this.#shown = true;
    if (takeFocus) this.#calls += 1;
    for (const listener of this.#listeners) listener();
  }

  hide(): void {
    this.#shown = false;
    for (const listener of this.#listeners) listener();
  }
}
