import { randomUUID } from "node:crypto";
import type { Customer, SignedIn, WidgetSession } from "@stonechat/openapi/types";

/** Somebody who uses the API with a token of theirs. */
export class Caller {
  readonly id: string;
  readonly #api: string;
  readonly #token: string;

  constructor(api: string, token: string, id: string) {
    this.#api = api;
    this.#token = token;
    this.id = id;
  }

  static async agent(api: string, credentials: { email: string; password: string }): Promise<Caller> {
    const { access_token, agent } = await ask<SignedIn>(`${api}/v1/auth/login`, "POST", credentials);
    return new Caller(api, access_token, agent.id);
  }

  /** A customer who comes to a site for the first time. */
  static async customer(api: string, origin: string, session: object, browser: string): Promise<Caller> {
    const headers = { Origin: origin, "User-Agent": browser };
    const body = { resume_key: null, ...session };
    const { token, customer } = await ask<WidgetSession>(`${api}/v1/widget/session`, "POST", body, headers);
    return new Visitor(api, token, customer.id, origin);
  }

  ask<T = unknown>(method: string, path: string, body?: object): Promise<T> {
    return ask<T>(this.#api + path, method, body, { Authorization: `Bearer ${this.#token}`, ...this.headers() });
  }

  async sendsPicture(path: string, png: Buffer): Promise<void> {
    const headers = { Authorization: `Bearer ${this.#token}`, "Content-Type": "image/png" };
    const answer = await fetch(this.#api + path, { method: "PUT", headers, body: new Uint8Array(png) });
    if (!answer.ok) throw new Error(`PUT ${path} answered ${answer.status}: ${await answer.text()}`);
  }

  async says(conversation: string, text: string, more: object = {}): Promise<void> {
    await this.ask("POST", `/v1/conversations/${conversation}/messages`, { id: uuidv7(), text, ...more });
  }

  /** Changes something that has a version of its own, as it is now. */
  async changes(path: string, body: object): Promise<void> {
    const { head_version } = await this.ask<Pick<Customer, "head_version">>("GET", path);
    await this.ask("PATCH", path, { head_version, ...body });
  }

  protected headers(): Record<string, string> {
    return {};
  }
}

/** A customer's token is good on their site only. */
class Visitor extends Caller {
  readonly #origin: string;

  constructor(api: string, token: string, id: string, origin: string) {
    super(api, token, id);
    this.#origin = origin;
  }

  protected override headers(): Record<string, string> {
    return { Origin: this.#origin };
  }
}

export function uuidv7(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

async function ask<T>(url: string, method: string, body?: object, more: Record<string, string> = {}): Promise<T> {
  const headers = { "Content-Type": "application/json", ...more };
  const answer = await fetch(url, { method, headers, body: body ? JSON.stringify(body) : null });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${text}`);
  return (text ? JSON.parse(text) : null) as T;
}
