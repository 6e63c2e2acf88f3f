import { vi } from "vitest";

/** A localStorage that the browser refuses, as in some private windows and frames. */
export function refuseStorage(): void {
  const refuse = (): never => {
    throw new DOMException("no", "SecurityError");
  };
  vi.stubGlobal("localStorage", { getItem: refuse, setItem: refuse, removeItem: refuse });
}

/** Web Locks as browsers have them: one holder per name, the others wait in line. */
export function stubLocks(): void {
  const tails = new Map<string, Promise<unknown>>();
  const request = (name: string, task: () => Promise<unknown>): Promise<unknown> => {
    const result = (tails.get(name) ?? Promise.resolve()).then(task);
    tails.set(
      name,
      result.catch(() => undefined),
    );
    return result;
  };
  vi.stubGlobal("navigator", { ...navigator, onLine: true, locks: { request } });
}
