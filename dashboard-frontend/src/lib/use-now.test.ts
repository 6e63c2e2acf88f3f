import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useNow } from "./use-now";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it("is the minute of the clock, and the next one as soon as that begins", () => {
  vi.setSystemTime("2026-03-01T10:00:41.300Z");
  const { result, unmount } = renderHook(() => useNow().toISOString());
  expect(result.current).toBe("2026-03-01T10:00:00.000Z");

  act(() => vi.advanceTimersByTime(18_699));
  expect(result.current).toBe("2026-03-01T10:00:00.000Z");
  act(() => vi.advanceTimersByTime(1));
  expect(result.current).toBe("2026-03-01T10:01:00.000Z");
  act(() => vi.advanceTimersByTime(120_000));
  expect(result.current).toBe("2026-03-01T10:03:00.000Z");

  unmount();
  expect(vi.getTimerCount()).toBe(0);
});

it("is right for a page that showed no time for a while", () => {
  vi.setSystemTime("2026-03-01T10:00:41Z");
  renderHook(() => useNow()).unmount();
  vi.setSystemTime("2026-03-01T12:34:56Z");

  const { result } = renderHook(() => useNow().toISOString());

  expect(result.current).toBe("2026-03-01T12:34:00.000Z");
});
