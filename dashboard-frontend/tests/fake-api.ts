import { client } from "@stonechat/openapi/sdk";
import type { Problem } from "@stonechat/openapi/types";
import { configureClient } from "@/api/client";
import { Session } from "@/api/session";

export interface Call {
  /** "PATCH /v1/me" */
  what: string;
  query: Record<string, string>;
  body: unknown;
}

/** What is answered: a body, or a refusal. */
type Answer = (call: Call) => unknown;

/** A refusal that a fake answer throws. */
export class Refused {
  readonly problem: Problem;

  constructor(status: number, code: string, over: Partial<Problem> = {}) {
    this.problem = { type: "", title: "", status, code, detail: "That is refused.", errors: [], ...over };
  }
}

const BASE = "http://api.test";

/** An API that answers as the test says, by method and path; the client in front of it is the real one. */
export class FakeApi {
  readonly calls: Call[] = [];
  readonly #answers = new Map<string, Answer>();

  constructor(answers: Record<string, Answer> = {}) {
    for (const [what, answer] of Object.entries(answers)) this.on(what, answer);
    const calls = { login: unused, refresh: unused, logout: unused };
    configureClient({ api: BASE }, new Session(calls));
    client.setConfig({ auth: () => "token", fetch: (request) => this.#answer(request as Request) });
  }

  on(what: string, answer: Answer): void {
    this.#answers.set(what, answer);
  }

  /** What was sent there, in order. */
  sent(what: string): unknown[] {
    return this.calls.filter((call) => call.what === what).map(({ body }) => body);
  }

  async #answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const what = `${request.method} ${url.pathname}`;
    const text = await request.text();
    const isJson = request.headers.get("Content-Type")?.includes("json") ?? false;
    const call = { what, query: Object.fromEntries(url.searchParams), body: isJson && text ? JSON.parse(text) : text };
    this.calls.push(call);
    const answer = this.#answers.get(what);
    if (!answer) return json({ code: "not_found", detail: `Nobody answers ${what}.`, errors: [] }, 404);
    try {
      const body = await answer(call);
      return body === undefined ? new Response(null, { status: 204 }) : json(body, 200);
    } catch (refused) {
      if (refused instanceof Refused) return json(refused.problem, refused.problem.status);
      throw refused;
    }
  }
}

function json(body: unknown, status: number): Response {
  const type = status < 400 ? "application/json" : "application/problem+json";
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": type } });
}

function unused(): never {
  throw new Error("Nobody signs in here.");
}
