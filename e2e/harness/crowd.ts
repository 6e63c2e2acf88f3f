import type { ConversationStarted, WidgetSession } from "@stonechat/openapi/types";
import type { Product } from "./product.ts";
import { uuidv7 } from "./team.ts";

/** A few come one after the other, in an order that can be told; of many so many come at a time. */
const FEW = 10;
const ABREAST = 8;

/** Customers of one site, by the API alone. */
export async function crowdComes(product: Product, siteId: string, names: readonly string[]): Promise<Visitor[]> {
  const { ports } = await product.state();
  const visitors: Visitor[] = [];
  const abreast = names.length > FEW ? ABREAST : 1;
  for (let at = 0; at < names.length; at += abreast) {
    const row = names.slice(at, at + abreast);
    visitors.push(...(await Promise.all(row.map((name) => Visitor.asks(ports.api, siteId, name)))));
  }
  return visitors;
}

/** A customer without a browser. */
export class Visitor {
  readonly name: string;
  readonly conversationId: string;
  readonly #call: Call;

  private constructor(name: string, conversationId: string, call: Call) {
    this.name = name;
    this.conversationId = conversationId;
    this.#call = call;
  }

  static async asks(port: number, siteId: string, name: string): Promise<Visitor> {
    const session = caller(port);
    const opened = await session<WidgetSession>("/v1/widget/session", { site_id: siteId, resume_key: null });
    const call = caller(port, opened.token);
    const { conversation } = await call<ConversationStarted>("/v1/conversations", {
      id: uuidv7(),
      answers: { name, email: `${name.toLowerCase().replaceAll(" ", ".")}@example.com` },
      message: { id: uuidv7(), text: `${name} has a question` },
    });
    return new Visitor(name, conversation.id, call);
  }

  async writes(text: string): Promise<void> {
    await this.#call(`/v1/conversations/${this.conversationId}/messages`, { id: uuidv7(), text });
  }
}

type Call = <Answer>(path: string, body: object) => Promise<Answer>;

function caller(port: number, token?: string): Call {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  return async (path, body) => {
    const url = `http://127.0.0.1:${port}${path}`;
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as never;
  };
}
