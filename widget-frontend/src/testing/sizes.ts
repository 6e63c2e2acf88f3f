/** Elements of jsdom have no size, so none of them ever gets another one. */
class ResizeObserverOfNothing implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

globalThis.ResizeObserver ??= ResizeObserverOfNothing;
