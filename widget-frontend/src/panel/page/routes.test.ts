// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type RoutedPage, watchRoutes } from "./routes";

describe("watchRoutes", () => {
  const changed = vi.fn();
  let end: AbortController;

  beforeEach(() => {
    changed.mockReset();
    end = new AbortController();
  });

  it("follows the Navigation API where there is one, and leaves the history alone", () => {
    const navigation = new EventTarget();
    const { pushState } = history;
    const page: RoutedPage = { history, addEventListener: vi.fn(), navigation };
    watchRoutes(page, changed, end.signal);
    navigation.dispatchEvent(new Event("currententrychange"));
    expect(changed).toHaveBeenCalledTimes(1);
    expect(history.pushState).toBe(pushState);
    end.abort();
    navigation.dispatchEvent(new Event("currententrychange"));
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it("follows the history elsewhere, with what was given to it, and without a timer", () => {
    const timers = [vi.spyOn(window, "setTimeout"), vi.spyOn(window, "setInterval")];
    watchRoutes(window, changed, end.signal);
    history.pushState({ step: 1 }, "", "/cart");
    expect([location.pathname, history.state]).toEqual(["/cart", { step: 1 }]);
    history.replaceState(null, "", "/cart?step=2");
    window.dispatchEvent(new PopStateEvent("popstate"));
    window.dispatchEvent(new HashChangeEvent("hashchange"));
    expect(changed).toHaveBeenCalledTimes(4);
    for (const timer of timers) expect(timer).not.toHaveBeenCalled();
    end.abort();
  });

  it("puts the history back as it was", () => {
    const { pushState } = history;
    watchRoutes(window, changed, end.signal);
    expect(history.pushState).not.toBe(pushState);
    end.abort();
    expect(history.pushState).toBe(pushState);
    expect(Object.hasOwn(history, "pushState")).toBe(false);
    history.pushState(null, "", "/later");
    expect(changed).not.toHaveBeenCalled();
  });

  it("lets a patch stand that somebody else put over ours, or had there before", () => {
    const before = history.pushState.bind(history);
    history.pushState = before;
    watchRoutes(window, changed, end.signal);
    end.abort();
    expect(history.pushState).toBe(before);
    end = new AbortController();
    watchRoutes(window, changed, end.signal);
    const ours = history.pushState;
    const theirs = vi.fn((...given: Parameters<History["pushState"]>) => ours.apply(history, given));
    history.pushState = theirs;
    end.abort();
    history.pushState(null, "", "/theirs");
    expect(theirs).toHaveBeenCalledTimes(1);
    expect(location.pathname).toBe("/theirs");
    expect(changed).not.toHaveBeenCalled();
    Reflect.deleteProperty(history, "pushState");
  });
});
