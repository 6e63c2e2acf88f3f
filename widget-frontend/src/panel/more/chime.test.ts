// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Chime } from "./chime";

describe("Chime", () => {
  const started = vi.fn();
  let watched: boolean;
  let muted: boolean;
  let active: boolean;

  beforeEach(() => {
    vi.useFakeTimers();
    started.mockReset();
    [watched, muted, active] = [false, false, true];
    const node = {
      frequency: { value: 0 },
      gain: { setValueAtTime: vi.fn(), linearRampToValueAtTime: vi.fn(), exponentialRampToValueAtTime: vi.fn() },
      connect: (next: unknown) => next,
      start: started,
      stop: vi.fn(),
    };
    vi.stubGlobal(
      "AudioContext",
      class {
        state = "running";
        currentTime = 0;
        destination = {};
        createOscillator = (): unknown => node;
        createGain = (): unknown => node;
        close = async (): Promise<void> => undefined;
      },
    );
    const held = new Set<string>();
    // As browsers have them where a lock is only taken when it is free.
    const request = async (name: string, _: unknown, task: (lock: unknown) => Promise<void>): Promise<void> => {
      if (held.has(name)) return task(null);
      held.add(name);
      await task({ name });
      held.delete(name);
    };
    vi.stubGlobal("navigator", {
      locks: { request },
      userActivation: {
        get hasBeenActive() {
          return active;
        },
      },
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const aTab = (isWatched = (): boolean => watched): Chime => new Chime(isWatched, () => muted);
  const sounds = async (): Promise<number> => {
    await vi.advanceTimersByTimeAsync(10_000);
    // Two notes make a sound.
    return started.mock.calls.length / 2;
  };

  it("sounds once for a message, however many tabs hear of it, and again for the next", async () => {
    for (const tab of [aTab(), aTab(), aTab()]) void tab.ring({ id: "m1" });
    expect(await sounds()).toBe(1);
    void aTab().ring({ id: "m2" });
    expect(await sounds()).toBe(2);
  });

  it("is silent in all tabs while the panel has the focus in one of them", async () => {
    void aTab().ring({ id: "m1" });
    void aTab(() => true).ring({ id: "m1" });
    expect(await sounds()).toBe(0);
  });

  it("is silent when muted, and before the customer has done something on the page", async () => {
    muted = true;
    void aTab().ring({ id: "m1" });
    muted = false;
    active = false;
    void aTab().ring({ id: "m2" });
    expect(await sounds()).toBe(0);
  });

  it("leaves the sound to a tab that may make one", async () => {
    active = false;
    void aTab().ring({ id: "m1" });
    active = true;
    void aTab().ring({ id: "m1" });
    expect(await sounds()).toBe(1);
  });

  it("sounds in the foreground only where a browser has no locks", async () => {
    vi.stubGlobal("navigator", { userActivation: { hasBeenActive: true } });
    void aTab().ring({ id: "m1" });
    expect(await sounds()).toBe(1);
    vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    void aTab().ring({ id: "m2" });
    expect(await sounds()).toBe(1);
  });
});
