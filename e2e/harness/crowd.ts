import { apiOf, Writer } from "./others.ts";
import type { Product } from "./product.ts";

/** A few come one after the other, in an order that can be told; of many so many come at a time. */
const FEW = 10;
const ABREAST = 8;

/** Customers of one site, by the API alone, each with a conversation. */
export async function crowdComes(product: Product, siteId: string, names: readonly string[]): Promise<Writer[]> {
  const api = await apiOf(product);
  const comes = async (name: string): Promise<Writer> => {
    const writer = await Writer.comes(api, siteId);
    await writer.starts(name, `${name} has a question`);
    return writer;
  };
  const writers: Writer[] = [];
  const abreast = names.length > FEW ? ABREAST : 1;
  for (let at = 0; at < names.length; at += abreast)
    writers.push(...(await Promise.all(names.slice(at, at + abreast).map(comes))));
  return writers;
}
