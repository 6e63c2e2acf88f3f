import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { uuidv7 } from "./ids";

describe("uuidv7", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.setSystemTime("2030-01-01T00:00:00Z");
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("has the shape, version and variant of a UUIDv7 and starts with the time", () => {
    const id = uuidv7();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replace(/-/g, "").slice(0, 12), 16)).toBe(Date.now());
  });

  it("grows with every call while the clock stands still, beyond what one millisecond can count", () => {
    const ids = Array.from({ length: 10_000 }, uuidv7);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("still grows when the clock goes back", () => {
    const before = uuidv7();
    vi.setSystemTime("2029-12-31T00:00:00Z");
    expect(uuidv7() > before).toBe(true);
  });
});
