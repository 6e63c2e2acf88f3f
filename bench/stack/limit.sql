\set c random(1, :conversations)
WITH sent AS MATERIALIZED (
  SELECT ('00000000-0000-7000-8003-' || lpad(to_hex(:c::int), 12, '0'))::uuid AS conversation_id, new_id() AS id,
    'customer' AS author, ('00000000-0000-7000-8001-' || lpad(to_hex(:c::int), 12, '0'))::uuid AS author_id,
    'Hello, I ordered a blue kettle last week and the lid does not fit. Could you send me another one?' AS text,
    '\x0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'::bytea AS body_hash
), locked AS MATERIALIZED (
  SELECT c.id, c.customer_id, c.status FROM conversations c WHERE c.id = (SELECT conversation_id FROM sent)
  FOR NO KEY UPDATE
), known AS MATERIALIZED (
  SELECT m.seq, m.public_seq, m.created_at, m.body_hash = (SELECT body_hash FROM sent) AS same FROM messages m
  WHERE m.conversation_id = (SELECT conversation_id FROM sent) AND m.id = (SELECT id FROM sent)
), bumped AS (
  UPDATE conversations c SET
    seq = c.seq + 1, public_seq = c.public_seq + 1, version = c.version + 1, changed_xid = pg_current_xact_id(),
    status = 'open', preview = s.text, last_message_at = greatest(c.last_message_at, clock_timestamp()),
    last_message_author = s.author, last_message_author_id = s.author_id
  FROM locked l, sent s
  WHERE c.id = (SELECT conversation_id FROM sent) AND l.customer_id = s.author_id
    AND l.status IN ('open', 'pending') AND NOT EXISTS (SELECT FROM known)
  RETURNING c.id, c.seq, c.public_seq, c.last_message_at
), stored AS (
  INSERT INTO messages
    (conversation_id, seq, id, public_seq, kind, author, author_id, text, body_hash, created_at, version)
  SELECT b.id, b.seq, s.id, b.public_seq, 'message', s.author, s.author_id, s.text, s.body_hash, b.last_message_at, 1
  FROM bumped b, sent s
  RETURNING seq, public_seq, created_at
)
SELECT 'stored' AS verdict, seq, public_seq, created_at FROM stored
UNION ALL SELECT CASE WHEN same THEN 'replay' ELSE 'conflict' END, seq, public_seq, created_at FROM known;
