import { describe, expect, it, vi } from "vitest";
import { withLock } from "./locks";

describe("withLock", () => {
  it("runs the task and hands back its result where there are no locks", async () => {
    vi.stubGlobal("navigator", {});
    expect(await withLock("a", async () => 7)).toBe(7);
  });

  it("runs the task inside the lock of that name", async () => {
    const request = vi.fn(async (_name: string, task: () => Promise<unknown>) => task());
    vi.stubGlobal("navigator", { locks: { request } });
    expect(await withLock("a", async () => 7)).toBe(7);
    expect(request.mock.calls[0]?.[0]).toBe("a");
  });

  it("runs the task anyway when the browser refuses locks", async () => {
    vi.stubGlobal("navigator", { locks: { request: () => Promise.reject(new DOMException("no", "SecurityError")) } });
    expect(await withLock("a", async () => 7)).toBe(7);
  });

  it("runs a failing task once and passes its error on", async () => {
    vi.stubGlobal("navigator", { locks: { request: async (_name: string, task: () => Promise<unknown>) => task() } });
    const task = vi.fn(() => Promise.reject(new Error("mine")));
    await expect(withLock("a", task)).rejects.toThrow("mine");
    expect(task).toHaveBeenCalledTimes(1);
  });
});
