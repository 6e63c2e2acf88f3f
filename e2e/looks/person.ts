import type { Customer, SignedIn, WidgetSession } from "@stonechat/openapi/types";
import { Caller, call, uuidv7 } from "../harness/caller.ts";

/** One of those who furnish the shop, on either side. */
export class Person extends Caller {
  readonly id: string;

  constructor(api: string, token: string, id: string, headers: Record<string, string> = {}) {
    super(api, token, headers);
    this.id = id;
  }

  static async agent(api: string, credentials: { email: string; password: string }): Promise<Person> {
    const { access_token, agent } = await call<SignedIn>(`${api}/v1/auth/login`, "POST", credentials);
    return new Person(api, access_token, agent.id);
  }

  /** A customer who comes to a site for the first time. Their token is good there only. */
  static async customer(api: string, origin: string, session: object, browser: string): Promise<Person> {
    const headers = { Origin: origin, "User-Agent": browser };
    const body = { resume_key: null, ...session };
    const { token, customer } = await call<WidgetSession>(`${api}/v1/widget/session`, "POST", body, headers);
    return new Person(api, token, customer.id, { Origin: origin });
  }

  async says(conversation: string, text: string, more: object = {}): Promise<void> {
    await this.ask("POST", `/v1/conversations/${conversation}/messages`, { id: uuidv7(), text, ...more });
  }

  /** Changes something that has a version of its own, as it is now. */
  async changes(path: string, body: object): Promise<void> {
    const { head_version } = await this.ask<Pick<Customer, "head_version">>("GET", path);
    await this.ask("PATCH", path, { head_version, ...body });
  }
}
