// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { saved, TestPages, tellOtherTabs } from "../../testing/pages";

describe("Draft", () => {
  let pages: TestPages;

  beforeEach(() => {
    pages = new TestPages();
  });
  afterEach(() => {
    pages.close();
    vi.useRealTimers();
  });

  it("is kept for the next page after a pause, and at once when the page goes away", async () => {
    const { draft } = await pages.begun();
    vi.useFakeTimers();
    draft.type("Hel");
    draft.type("Hello");
    expect(saved()["draft"]).toBe("");
    vi.advanceTimersByTime(300);
    expect(saved()["draft"]).toBe("Hello");
    draft.type("Hello you");
    window.dispatchEvent(new Event("pagehide"));
    expect(pages.open().draft.text()).toBe("Hello you");
  });

  it("is not brought back by a second tab after the first has sent it", async () => {
    const first = await pages.begun();
    first.draft.type("Hello");
    first.draft.store();
    const second = pages.open();
    expect(second.draft.text()).toBe("Hello");
    first.draft.type("");
    window.dispatchEvent(new Event("pagehide"));
    second.destroy();
    expect(saved()["draft"]).toBe("");
    expect(pages.open().draft.text()).toBe("");
  });

  it("follows what another tab types and sends, and tells who shows it", async () => {
    const first = await pages.begun();
    const second = pages.open();
    const told = vi.fn();
    second.draft.subscribe(told);
    first.draft.type("Hello");
    first.draft.store();
    tellOtherTabs();
    expect(second.draft.text()).toBe("Hello");
    expect(told).toHaveBeenCalledTimes(1);
    first.draft.type("");
    tellOtherTabs();
    expect(second.draft.text()).toBe("");
  });

  it("keeps what is being typed here when another tab stores something", async () => {
    const first = await pages.begun();
    const second = pages.open();
    second.draft.type("Mine");
    first.draft.type("Theirs");
    first.draft.store();
    tellOtherTabs();
    expect(second.draft.text()).toBe("Mine");
  });
});
