// The send as one prepared statement: count, store and read back in one round trip and one commit.

import { bodyHash, previewOf, UNIQUE_VIOLATION } from "./wire.js";

const SEND = `
WITH head AS (
  UPDATE conversations SET
    seq = seq + 1, public_seq = public_seq + CASE WHEN $5 = 'message' THEN 1 ELSE 0 END, version = version + 1,
    status = CASE WHEN $3 = 'customer' THEN 'open' ELSE status END,
    preview = CASE WHEN $5 = 'message' THEN $8 ELSE preview END,
    last_message_at = CASE WHEN $5 = 'message' THEN greatest(last_message_at, clock_timestamp()) ELSE last_message_at END,
    last_message_author = CASE WHEN $5 = 'message' THEN $3 ELSE last_message_author END,
    last_message_author_id = CASE WHEN $5 = 'message' THEN $4 ELSE last_message_author_id END
  WHERE id = $1 AND ($3 = 'agent' OR customer_id = $4)
  RETURNING id, customer_id, status, seq, public_seq, preview, last_message_at, last_message_author, version
), stored AS (
  INSERT INTO messages (conversation_id, seq, id, public_seq, kind, author, author_id, text, body_hash, version)
  SELECT id, seq, $2, CASE WHEN $5 = 'message' THEN public_seq END, $5, $3, $4, $6, $7, 1 FROM head
  RETURNING created_at
)
SELECT head.*, stored.created_at FROM head, stored`;

const KNOWN = `
SELECT m.seq, m.public_seq, m.text, m.created_at, m.edited_at, m.deleted_at, m.version, m.body_hash
FROM messages m JOIN conversations c ON c.id = m.conversation_id
WHERE m.conversation_id = $1 AND m.id = $2 AND ($3 = 'agent' OR c.customer_id = $4)`;

/** @param {import("pg").Pool} pool @returns {import("./wire.js").Send} */
export function makePreparedSend(pool) {
  return async (actor, conversationId, request) => {
    const { id, text, kind } = request;
    const hash = bodyHash(actor, request);
    const fixed = /** @type {const} */ ({
      id,
      conversation_id: conversationId,
      kind,
      author: actor.kind,
      author_id: actor.id,
      attachments: [],
    });
    const isCustomer = actor.kind === "customer";
    try {
      const values = [conversationId, id, actor.kind, actor.id, kind, text, hash, previewOf(text)];
      const { rows } = await pool.query({ name: "send", text: SEND, values });
      if (rows.length === 0) return { outcome: "not_found" };
      const { created_at, ...head } = rows[0];
      const numbers = {
        seq: isCustomer ? head.public_seq : head.seq,
        public_seq: kind === "note" ? null : head.public_seq,
      };
      return {
        outcome: "stored",
        message: { ...fixed, ...numbers, text, created_at, edited_at: null, deleted_at: null, version: 1 },
        head,
      };
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === UNIQUE_VIOLATION)) throw error;
    }
    const { rows } = await pool.query({
      name: "known",
      text: KNOWN,
      values: [conversationId, id, actor.kind, actor.id],
    });
    if (rows.length === 0) return { outcome: "not_found" };
    const { body_hash, ...known } = rows[0];
    if (!hash.equals(body_hash)) return { outcome: "conflict" };
    return { outcome: "replay", message: { ...fixed, ...known, seq: isCustomer ? known.public_seq : known.seq } };
  };
}
