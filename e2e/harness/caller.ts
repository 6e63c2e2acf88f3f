import { randomUUID } from "node:crypto";

/** Somebody whom the API knows by a token. */
export class Caller {
  /** Where the API is. */
  readonly api: string;
  readonly token: string;

  constructor(api: string, token: string) {
    this.api = api;
    this.token = token;
  }

  async ask<T>(method: string, path: string, body?: object): Promise<T> {
    const headers = { Authorization: `Bearer ${this.token}`, "Content-Type": "application/json" };
    const answer = await fetch(this.api + path, { method, headers, body: body ? JSON.stringify(body) : null });
    if (answer.status === 429) {
      // The same again, when the server wants it: nobody writes faster.
      await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get("Retry-After") ?? 1)));
      return this.ask(method, path, body);
    }
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    const text = await answer.text();
    return (text ? JSON.parse(text) : null) as T;
  }
}

/** The answer to somebody who is nobody yet. */
export async function introduce<T>(api: string, path: string, body: object): Promise<T> {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(api + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

export function uuidv7(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
