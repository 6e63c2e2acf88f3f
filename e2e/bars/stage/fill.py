"""Lengthens a conversation of a running product to many messages, as its own statements would have stored them.

`fill.py DATA CONVERSATION COUNT`: the product's folder, the conversation, and how many messages it has afterwards.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import asyncpg

from stonechat.local.cluster import running_url

# As under the row's lock: numbers without a gap, times that run with them, one version more, and the transaction that
# changed it. Two months are told, a third of it by the team; everything ends now, and what was there begins it.
_FILL = """
WITH head AS (
  SELECT id, customer_id, seq, public_seq, $2 - seq AS more, clock_timestamp() - interval '60 days' AS begins,
    interval '60 days' / $2 AS pace, (SELECT id FROM agents ORDER BY created_at LIMIT 1) AS agent_id
  FROM conversations WHERE id = $1 FOR NO KEY UPDATE
), moved AS (
  UPDATE messages m SET created_at = head.begins, version = m.version + 1, changed_xid = pg_current_xact_id()
  FROM head WHERE m.conversation_id = head.id
), told AS (
  SELECT head.*, n, CASE WHEN n % 3 = 0 THEN 'agent' ELSE 'customer' END AS author
  FROM head, generate_series(1, head.more) AS n
), stored AS (
  INSERT INTO messages
    (conversation_id, seq, id, public_seq, kind, author, author_id, text, body_hash, created_at, version)
  SELECT id, seq + n, uuidv7(n * pace - interval '60 days'), public_seq + n, 'message', author,
    CASE author WHEN 'agent' THEN agent_id ELSE customer_id END,
    'Message ' || seq + n || repeat(' and some more words', (n * 7 % 11)::int)
      || CASE WHEN n % 10 = 0 THEN ' https://example.com/' || n ELSE '' END,
    sha256(convert_to(n::text, 'UTF8')), begins + n * pace, 1
  FROM told
)
UPDATE conversations c SET seq = c.seq + head.more, public_seq = c.public_seq + head.more, created_at = head.begins,
  preview = 'Message ' || $2, last_message_at = clock_timestamp(), last_message_author = told.author,
  last_message_author_id = CASE told.author WHEN 'agent' THEN head.agent_id ELSE head.customer_id END,
  version = c.version + 1, changed_xid = pg_current_xact_id()
FROM head, told WHERE c.id = head.id AND told.n = head.more
"""


async def fill(data: Path, conversation_id: str, count: int) -> None:
    """Do it in one transaction."""
    url = running_url(data)
    if url is None:
        raise SystemExit(f"No product runs on {data}.")
    connection = await asyncpg.connect(url)
    try:
        if await connection.execute(_FILL, conversation_id, count) != "UPDATE 1":
            raise SystemExit("There is no such conversation, or it is that long already.")
    finally:
        await connection.close()


if __name__ == "__main__":
    asyncio.run(fill(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
