"""The statement that stores a group of messages: judge, count and insert in one round trip and one commit.

Read committed, autocommit. The rows are locked in the order of their ids, so that the groups of two processes cannot
deadlock. There is no `ON CONFLICT`: the loser of a race would commit its counter without its message, so it has to fail
with 23505 and come again, when it sees the winner's row. `clock_timestamp()` is read under the lock, so that times run
with the numbers.

Whatever changes more than the timeline takes the ordinary road: into a conversation that is snoozed, resolved or
deleted, and a customer's message into one that is pending and that nobody has, because it then waits for an agent.
"""

from __future__ import annotations

_STATEMENT = """
WITH sent AS MATERIALIZED (
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::bytea[], $8::text[])
    WITH ORDINALITY AS t (conversation_id, id, author, author_id, kind, text, body_hash, preview, n)
), locked AS MATERIALIZED (
  SELECT id, customer_id, status, assignee_id, deleted_at FROM conversations
  WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE{skip_locked}
), judged AS MATERIALIZED (
  SELECT s.*, m.seq, m.public_seq, m.version, m.text AS stored_text, m.created_at, m.edited_at, m.deleted_at, CASE
      WHEN c.id IS NULL AND EXISTS (SELECT FROM conversations x WHERE x.id = s.conversation_id) THEN 'busy'
      WHEN c.id IS NULL OR (s.author = 'customer' AND s.author_id <> c.customer_id) THEN 'not_found'
      WHEN m.id IS NOT NULL THEN CASE WHEN m.body_hash = s.body_hash THEN 'replay' ELSE 'conflict' END
      WHEN c.deleted_at IS NULL AND (c.status = 'open'
        OR (c.status = 'pending' AND (s.author = 'agent' OR c.assignee_id IS NOT NULL))) THEN 'new'
      ELSE 'ordinary' END AS verdict
  FROM sent s LEFT JOIN locked c ON c.id = s.conversation_id
  LEFT JOIN LATERAL (SELECT * FROM messages m WHERE m.conversation_id = c.id AND m.id = s.id LIMIT 1) m ON true
), counted AS MATERIALIZED (
  SELECT *, row_number() OVER w AS k, count(*) FILTER (WHERE kind = 'message') OVER w AS public_k
  FROM judged WHERE verdict = 'new' WINDOW w AS (PARTITION BY conversation_id ORDER BY n)
), heads AS MATERIALIZED (
  SELECT conversation_id, max(k) AS k, max(public_k) AS public_k,
    bool_or(author = 'customer') AS by_customer,
    bool_or(author = 'agent' AND kind = 'message') AS answered,
    (array_agg(preview ORDER BY n DESC) FILTER (WHERE kind = 'message'))[1] AS preview,
    (array_agg(author ORDER BY n DESC) FILTER (WHERE kind = 'message'))[1] AS author,
    (array_agg(author_id ORDER BY n DESC) FILTER (WHERE kind = 'message'))[1] AS author_id
  FROM counted GROUP BY conversation_id
), bumped AS (
  UPDATE conversations c SET
    seq = c.seq + h.k, public_seq = c.public_seq + h.public_k,
    version = c.version + 1, changed_xid = pg_current_xact_id(),
    status = CASE WHEN h.by_customer THEN 'open' ELSE c.status END,
    preview = coalesce(h.preview, c.preview),
    waiting_since = CASE h.author WHEN 'agent' THEN NULL WHEN 'customer'
      THEN coalesce(CASE WHEN NOT h.answered THEN c.waiting_since END, greatest(c.last_message_at, clock_timestamp()))
      ELSE c.waiting_since END,
    last_message_author = coalesce(h.author, c.last_message_author),
    last_message_author_id = CASE WHEN h.public_k > 0 THEN h.author_id ELSE c.last_message_author_id END,
    last_message_at = CASE WHEN h.public_k > 0 THEN greatest(c.last_message_at, clock_timestamp())
      ELSE c.last_message_at END
  FROM heads h WHERE c.id = h.conversation_id
  RETURNING c.*, c.seq - h.k AS seq_before, c.public_seq - h.public_k AS public_seq_before,
    CASE WHEN h.public_k > 0 THEN c.last_message_at ELSE greatest(c.last_message_at, clock_timestamp()) END AS at
), stored AS (
  INSERT INTO messages
    (conversation_id, seq, id, public_seq, kind, author, author_id, text, body_hash, created_at, version)
  SELECT b.id, b.seq_before + c.k, c.id, CASE WHEN c.kind = 'message' THEN b.public_seq_before + c.public_k END,
    c.kind, c.author, c.author_id, c.text, c.body_hash, b.at, 1
  FROM counted c JOIN bumped b ON b.id = c.conversation_id
  RETURNING conversation_id, id, seq, public_seq, created_at
)
SELECT CASE WHEN j.verdict = 'new' THEN 'stored' ELSE j.verdict END AS verdict,
  coalesce(s.seq, j.seq) AS seq, coalesce(s.public_seq, j.public_seq) AS public_seq, coalesce(j.version, 1) AS version,
  coalesce(j.stored_text, j.text) AS text, coalesce(s.created_at, j.created_at) AS created_at,
  j.edited_at, j.deleted_at,
  b.site_id, b.customer_id, b.status, b.assignee_id, b.seq AS conversation_seq, b.public_seq AS conversation_public_seq,
  b.head_version, b.tag_ids, b.priority, b.queued_at, b.waiting_since,
  b.preview, b.last_message_at, b.last_message_author, b.last_message_author_id, b.answers,
  b.created_at AS conversation_created_at, b.version AS conversation_version, b.changed_xid::text::bigint AS xid
FROM judged j
LEFT JOIN stored s ON j.verdict = 'new' AND s.conversation_id = j.conversation_id AND s.id = j.id
LEFT JOIN bumped b ON j.verdict = 'new' AND b.id = j.conversation_id
ORDER BY j.n
"""

SEND_ONE = """
WITH bumped AS (
  UPDATE conversations c SET
    seq = c.seq + 1, public_seq = c.public_seq + CASE WHEN $5 = 'message' THEN 1 ELSE 0 END,
    version = c.version + 1, changed_xid = pg_current_xact_id(),
    status = CASE WHEN $3 = 'customer' THEN 'open' ELSE c.status END,
    preview = CASE WHEN $5 = 'message' THEN $8 ELSE c.preview END,
    waiting_since = CASE WHEN $5 <> 'message' THEN c.waiting_since WHEN $3 = 'customer'
      THEN coalesce(c.waiting_since, greatest(c.last_message_at, clock_timestamp())) END,
    last_message_author = CASE WHEN $5 = 'message' THEN $3 ELSE c.last_message_author END,
    last_message_author_id = CASE WHEN $5 = 'message' THEN $4 ELSE c.last_message_author_id END,
    last_message_at = CASE WHEN $5 = 'message' THEN greatest(c.last_message_at, clock_timestamp())
      ELSE c.last_message_at END
  WHERE c.id = $1 AND c.deleted_at IS NULL AND ($3 <> 'customer' OR c.customer_id = $4)
    AND (c.status = 'open' OR (c.status = 'pending' AND ($3 = 'agent' OR c.assignee_id IS NOT NULL)))
  RETURNING c.*, CASE WHEN $5 = 'message' THEN c.last_message_at
    ELSE greatest(c.last_message_at, clock_timestamp()) END AS at
), stored AS (
  INSERT INTO messages
    (conversation_id, seq, id, public_seq, kind, author, author_id, text, body_hash, created_at, version)
  SELECT b.id, b.seq, $2, CASE WHEN $5 = 'message' THEN b.public_seq END, $5, $3, $4, $6, $7, b.at, 1 FROM bumped b
)
SELECT 'stored' AS verdict, b.seq, CASE WHEN $5 = 'message' THEN b.public_seq END AS public_seq, 1::bigint AS version,
  $6::text AS text, b.at AS created_at, NULL::timestamptz AS edited_at, NULL::timestamptz AS deleted_at,
  b.site_id, b.customer_id, b.status, b.assignee_id, b.seq AS conversation_seq, b.public_seq AS conversation_public_seq,
  b.head_version, b.tag_ids, b.priority, b.queued_at, b.waiting_since,
  b.preview, b.last_message_at, b.last_message_author, b.last_message_author_id, b.answers,
  b.created_at AS conversation_created_at, b.version AS conversation_version, b.changed_xid::text::bigint AS xid
FROM bumped b
"""
"""For a message that waits alone and is new, which is what most are: a third of the time of the long statement. A known
id fails with 23505, and everything else that is not plain finds no row; then the long statement says what it is."""

SEND = _STATEMENT.format(skip_locked="")
"""Waits for locks, as long as `lock_timeout` says."""

SEND_IF_FREE = _STATEMENT.format(skip_locked=" SKIP LOCKED")
"""Waits for nobody: a message into a locked conversation is judged `busy`."""

CONNECTION_SETTINGS = {
    "application_name": "stonechat sends",
    "lock_timeout": "250",
    "statement_timeout": "5000",
    # One plan for every size of group, made for indexes: plans made on empty tables were 4.5 times slower later.
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",
    "jit": "off",
}
