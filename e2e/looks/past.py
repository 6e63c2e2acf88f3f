"""Moves what happened in some conversations back in time, so that a new shop looks like one that has been open.

`past.py DATA FILE`: the product's folder, and JSON: `{"conversation id": {"began": 50, "ended": 2}}`, in minutes ago.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import asyncpg

from stonechat.local.cluster import running_url

# Its messages are as far apart from each other, and its customer came a minute before the first.
_MESSAGES = """
UPDATE messages m
SET created_at = now()
    - interval '1 minute' * ($2::float8 - ($2::float8 - $3::float8) * (m.seq - 1) / greatest(c.seq - 1, 1)),
  version = m.version + 1, changed_xid = pg_current_xact_id()
FROM conversations c WHERE c.id = m.conversation_id AND c.id = $1
"""
_CONVERSATION = """
UPDATE conversations c
SET created_at = now() - $2::float8 * interval '1 minute', last_message_at = now() - $3::float8 * interval '1 minute',
  waiting_since = CASE WHEN waiting_since IS NULL THEN NULL ELSE now() - $3::float8 * interval '1 minute' END,
  resolved_at = CASE WHEN resolved_at IS NULL THEN NULL ELSE now() - $3::float8 * interval '1 minute' END,
  version = c.version + 1, changed_xid = pg_current_xact_id()
WHERE c.id = $1
"""
_CUSTOMER = """
UPDATE customers SET created_at = now() - ($2::float8 + 1) * interval '1 minute', version = version + 1,
  changed_xid = pg_current_xact_id()
WHERE id = (SELECT customer_id FROM conversations WHERE id = $1)
"""


async def move(data: Path, times: dict[str, dict[str, float]]) -> None:
    """Do it in one transaction."""
    url = running_url(data)
    if url is None:
        raise SystemExit(f"No product runs on {data}.")
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            for conversation_id, when in times.items():
                await connection.execute(_MESSAGES, conversation_id, when["began"], when["ended"])
                await connection.execute(_CONVERSATION, conversation_id, when["began"], when["ended"])
                await connection.execute(_CUSTOMER, conversation_id, when["began"])
    finally:
        await connection.close()


if __name__ == "__main__":
    asyncio.run(move(Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))))
