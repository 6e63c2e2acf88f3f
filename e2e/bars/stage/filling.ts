import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Product } from "../../harness/product.ts";

const PYTHON = resolve(import.meta.dirname, "../../../backend/.venv/bin/python");

/** Lengthens a conversation, from whatever was said in it, to so many messages. */
export async function lengthen(product: Product, conversationId: string, messages: number): Promise<void> {
  await fill(product, "lengthen", conversationId, String(messages));
}

/** Stores so many conversations more, as a company has them after a year. */
export async function fillInbox(product: Product, conversations: number): Promise<void> {
  await fill(product, "inbox", String(conversations));
}

async function fill({ data }: Product, ...what: string[]): Promise<void> {
  await promisify(execFile)(PYTHON, [join(import.meta.dirname, "fill.py"), data, ...what]);
}
