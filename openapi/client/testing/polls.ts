import { vi } from "vitest";
import type { SyncAnswer, SyncRequest } from "../../generated/types.gen";
import { noRows } from "./rows";

interface Asked extends SyncRequest {
  url: string;
  method: string | undefined;
  body: unknown;
  bearer: string | null;
  signal: AbortSignal;
  answer(answer: Partial<SyncAnswer>): void;
  refuse(status: number, code?: string, headers?: Record<string, string>): void;
  fail(): void;
}

/** Stands in for fetch: tests answer each request by hand. */
export class FakePolls {
  readonly asked: Asked[] = [];

  install(): void {
    vi.stubGlobal("fetch", (url: string, init: RequestInit) => this.#ask(url, init));
  }

  get last(): Asked {
    const last = this.asked.at(-1);
    if (!last) throw new Error("Nobody polled.");
    return last;
  }

  #ask(url: string, init: RequestInit): Promise<Response> {
    const body = JSON.parse(String(init.body)) as SyncRequest;
    const { since, wait } = body;
    return new Promise((resolve, reject) => {
      const signal = init.signal as AbortSignal;
      signal.addEventListener("abort", () => reject(new DOMException("Aborted", "AbortError")));
      this.asked.push({
        url,
        method: init.method,
        body,
        since,
        wait,
        signal,
        bearer: new Headers(init.headers).get("Authorization"),
        answer: (answer) => resolve(Response.json({ ...noRows, reset: false, cursor: "p1", ...answer })),
        refuse: (status, code, headers) =>
          resolve(
            new Response(code ? JSON.stringify({ code, detail: "" }) : "<h1>No</h1>", {
              status,
              ...(headers && { headers }),
            }),
          ),
        fail: () => reject(new TypeError("Failed to fetch")),
      });
    });
  }
}
