"""What has to be true of every timeline, asked of PostgreSQL itself."""

from __future__ import annotations

import asyncpg

_VIOLATIONS = {
    "a hole or a double in seq": """
        SELECT conversation_id FROM messages GROUP BY conversation_id
        HAVING count(*) <> max(seq) OR min(seq) <> 1 OR count(DISTINCT seq) <> count(*)""",
    "a hole or a double in public_seq": """
        SELECT conversation_id FROM messages WHERE public_seq IS NOT NULL GROUP BY conversation_id
        HAVING count(*) <> max(public_seq) OR min(public_seq) <> 1 OR count(DISTINCT public_seq) <> count(*)""",
    "public order against order": """
        SELECT conversation_id FROM (SELECT conversation_id, public_seq,
          lag(public_seq) OVER (PARTITION BY conversation_id ORDER BY seq) AS before
          FROM messages WHERE public_seq IS NOT NULL) AS m WHERE before >= public_seq""",
    "an id twice": "SELECT conversation_id FROM messages GROUP BY conversation_id, id HAVING count(*) > 1",
    "a head that is not that of its messages": """
        SELECT c.id FROM conversations c JOIN (SELECT conversation_id, max(seq) AS seq,
          coalesce(max(public_seq), 0) AS public_seq FROM messages GROUP BY conversation_id) AS m
        ON m.conversation_id = c.id WHERE (m.seq, m.public_seq) <> (c.seq, c.public_seq)""",
    "a preview that is not of the newest public message": """
        SELECT c.id FROM conversations c JOIN messages m
        ON m.conversation_id = c.id AND m.public_seq = c.public_seq
        WHERE (m.text, m.author, m.created_at) <> (c.preview, c.last_message_author, c.last_message_at)""",
    "time against order": """
        SELECT conversation_id FROM (SELECT conversation_id, created_at,
          lag(created_at) OVER (PARTITION BY conversation_id ORDER BY seq) AS before
          FROM messages) AS m WHERE before > created_at""",
    "an internal entry with a public number": """
        SELECT conversation_id FROM messages WHERE (kind = 'message') <> (public_seq IS NOT NULL)""",
}


async def violations(connection: asyncpg.Connection[asyncpg.Record]) -> dict[str, int]:
    """How many conversations break each rule; an empty dictionary when none does."""
    found = {name: len(await connection.fetch(query)) for name, query in _VIOLATIONS.items()}
    return {name: count for name, count in found.items() if count}
