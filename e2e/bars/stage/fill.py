"""Fills a running product with more than anybody has time to write, as its own statements would have stored it.

`fill.py DATA lengthen CONVERSATION COUNT`: a conversation has this many messages afterwards.
`fill.py DATA inbox COUNT`: this many conversations more, of all ages and in all states.

DATA is the product's folder. Each is one transaction.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg
from inbox import COLUMNS, Office, tables

from stonechat.ids import new_id
from stonechat.local.cluster import running_url

# As under the row's lock: numbers without a gap, times that run with them, one version more, and the transaction that
# changed it. Two months are told, a third of it by the team; everything ends now, and what was there begins it.
_LENGTHEN = """
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

# Else whoever comes first would be given all that waits.
_BY_HAND = """
UPDATE sites SET assignment = 'manual', version = version + 1, changed_xid = pg_current_xact_id()
WHERE assignment <> 'manual'
"""
_SITE = """
INSERT INTO sites (id, name, color, position, greeting, assignment, version)
VALUES ($1, $2, '#c2571a', 'right', 'How can we help?', 'manual', 1)
"""
_TAG = "INSERT INTO tags (id, name, color, version) VALUES ($1, $2, $3, 1)"

SITES = ("The garden shop", "Northern Lamps")
TAGS = {
    "billing": "#2f6fb2",
    "bug": "#b23a2f",
    "delivery": "#8a6d1f",
    "feedback": "#3f7d4e",
    "press": "#6b4fa0",
    "refund": "#a3486e",
    "returns": "#49707d",
    "wholesale": "#5c5c66",
}


async def lengthen(connection: asyncpg.Connection, conversation_id: str, count: str) -> None:
    """Tell more in a conversation."""
    if await connection.execute(_LENGTHEN, conversation_id, int(count)) != "UPDATE 1":
        raise SystemExit("There is no such conversation, or it is that long already.")


async def fill_inbox(connection: asyncpg.Connection, count: str) -> None:
    """Tell of a company that has had the product for a year."""
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        encoder=lambda value: b"\x01" + json.dumps(value).encode(),
        decoder=lambda data: json.loads(data[1:]),
        format="binary",
    )
    await connection.execute(_BY_HAND)
    for name in SITES:
        await connection.execute(_SITE, new_id(), name)
    for name, color in TAGS.items():
        await connection.execute(_TAG, new_id(), name, color)
    office = Office(
        agents=await connection.fetch("SELECT id FROM agents WHERE role <> 'integration' ORDER BY created_at"),
        sites=await connection.fetch("SELECT id FROM sites ORDER BY created_at"),
        tags=await connection.fetch("SELECT id FROM tags WHERE deleted_at IS NULL ORDER BY name"),
    )
    for table, rows in tables(office, int(count)).items():
        await connection.copy_records_to_table(table, columns=COLUMNS[table], records=rows)


FILLINGS: dict[str, Callable[..., Awaitable[None]]] = {"lengthen": lengthen, "inbox": fill_inbox}


async def fill(data: Path, what: str, *how: str) -> None:
    """Do it in one transaction."""
    url = running_url(data)
    if url is None:
        raise SystemExit(f"No product runs on {data}.")
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await FILLINGS[what](connection, *how)
        # What the database does by itself a minute later.
        await connection.execute("VACUUM (ANALYZE)")
    finally:
        await connection.close()


if __name__ == "__main__":
    asyncio.run(fill(Path(sys.argv[1]), *sys.argv[2:]))
