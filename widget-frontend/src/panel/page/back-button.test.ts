// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BackButton } from "./back-button";

describe("The back button", () => {
  const onBack = vi.fn();
  let phone: boolean;
  let button: BackButton;

  beforeEach(() => {
    phone = true;
    onBack.mockReset();
    vi.stubGlobal("matchMedia", () => ({ matches: phone }));
    history.replaceState(null, "");
    button = new BackButton(onBack);
  });
  afterEach(() => {
    button.stop();
  });
  const goBack = async (): Promise<void> => {
    const gone = new Promise((resolve) => window.addEventListener("popstate", resolve, { once: true }));
    history.back();
    await gone;
  };

  it("closes an open panel on a phone", async () => {
    button.shown();
    await goBack();
    expect(onBack).toHaveBeenCalledTimes(1);
    button.hidden();
    expect(history.state).toBeNull();
  });

  it("leaves no step behind when the panel was closed otherwise", async () => {
    button.shown();
    button.shown();
    const gone = new Promise((resolve) => window.addEventListener("popstate", resolve, { once: true }));
    button.hidden();
    await gone;
    expect(history.state).toBeNull();
    expect(onBack).not.toHaveBeenCalled();
  });

  it("takes no step back that is the page's own", async () => {
    button.shown();
    history.pushState("the page went on", "");
    button.hidden();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(history.state).toBe("the page went on");
  });

  it("does nothing beside a page", () => {
    phone = false;
    const before = history.length;
    button.shown();
    expect(history.length).toBe(before);
  });
});
