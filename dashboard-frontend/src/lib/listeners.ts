/** A set of listeners that may come and go while it speaks. */
export class Listeners {
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  announce(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
