// The send as one writes it with Drizzle: a transaction that counts under the row's lock and stores the message.

import { and, eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { conversations, messages } from "./tables.js";
import { bodyHash, previewOf, UNIQUE_VIOLATION } from "./wire.js";

const ANSWERED = {
  seq: messages.seq,
  public_seq: messages.public_seq,
  text: messages.text,
  created_at: messages.created_at,
  edited_at: messages.edited_at,
  deleted_at: messages.deleted_at,
  version: messages.version,
};

const HEAD = {
  id: conversations.id,
  customer_id: conversations.customer_id,
  status: conversations.status,
  seq: conversations.seq,
  public_seq: conversations.public_seq,
  preview: conversations.preview,
  last_message_at: conversations.last_message_at,
  last_message_author: conversations.last_message_author,
  version: conversations.version,
};

/** @param {import("pg").Pool} pool @returns {import("./wire.js").Send} */
export function makeDrizzleSend(pool) {
  const db = drizzle(pool);
  return async (actor, conversationId, request) => {
    const { id, text, kind } = request;
    const hash = bodyHash(actor, request);
    const isCustomer = actor.kind === "customer";
    const isPublic = kind === "message";
    const fixed = /** @type {const} */ ({
      id,
      conversation_id: conversationId,
      kind,
      author: actor.kind,
      author_id: actor.id,
      attachments: [],
    });
    const own = eq(conversations.id, conversationId);
    const visible = isCustomer ? and(own, eq(conversations.customer_id, actor.id)) : own;
    const publicHead = {
      public_seq: sql`${conversations.public_seq} + 1`,
      preview: previewOf(text),
      last_message_at: sql`greatest(${conversations.last_message_at}, clock_timestamp())`,
      last_message_author: actor.kind,
      last_message_author_id: actor.id,
    };
    try {
      return await db.transaction(async (tx) => {
        const [head] = await tx
          .update(conversations)
          .set({
            seq: sql`${conversations.seq} + 1`,
            version: sql`${conversations.version} + 1`,
            ...(isPublic ? publicHead : {}),
            ...(isCustomer ? { status: "open" } : {}),
          })
          .where(visible)
          .returning(HEAD);
        if (!head) return { outcome: "not_found" };
        const public_seq = isPublic ? head.public_seq : null;
        const [row] = await tx
          .insert(messages)
          .values({ ...fixed, text, seq: head.seq, public_seq, body_hash: hash, version: 1 })
          .returning({ created_at: messages.created_at });
        if (!row) throw new Error("the insert returned nothing");
        const seq = isCustomer ? head.public_seq : head.seq;
        const times = { created_at: row.created_at, edited_at: null, deleted_at: null };
        return { outcome: "stored", message: { ...fixed, text, seq, public_seq, ...times, version: 1 }, head };
      });
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
    const [row] = await db
      .select({ ...ANSWERED, body_hash: messages.body_hash })
      .from(messages)
      .innerJoin(conversations, eq(conversations.id, messages.conversation_id))
      .where(and(eq(messages.conversation_id, conversationId), eq(messages.id, id), visible));
    if (!row) return { outcome: "not_found" };
    const { body_hash, ...known } = row;
    if (!hash.equals(/** @type {Buffer} */ (body_hash))) return { outcome: "conflict" };
    const seq = isCustomer && known.public_seq !== null ? known.public_seq : known.seq;
    return { outcome: "replay", message: { ...fixed, ...known, seq } };
  };
}

/** Drizzle wraps the driver's error. @param {unknown} error */
function isTaken(error) {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && "code" in cause && cause.code === UNIQUE_VIOLATION;
}
