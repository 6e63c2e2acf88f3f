"""Conversations that are longer than a test has time to write."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from .clients import Api

_MESSAGES = """
INSERT INTO messages
  (conversation_id, seq, id, public_seq, kind, author, author_id, text, body_hash, version)
SELECT c.id, c.seq + n, gen_random_uuid(), c.public_seq + n, 'message', 'customer', c.customer_id, 'words ' || n, '', 1
FROM conversations c, generate_series(1, :count) AS n WHERE c.id = :id
"""
_EARLIER_WORDS = """
INSERT INTO earlier_words (conversation_id, message_id, version, text)
SELECT conversation_id, id, 1, 'earlier' FROM messages WHERE conversation_id = :id AND body_hash = ''
ON CONFLICT DO NOTHING
"""
_HEAD = "UPDATE conversations SET seq = seq + :count, public_seq = public_seq + :count WHERE id = :id"


async def lengthen(api: Api, conversation_id: UUID | str, count: int) -> None:
    """Give a conversation so many more messages, each with the words that it had before it was edited."""
    values = {"id": UUID(str(conversation_id)), "count": count}

    async def store(session: AsyncSession) -> None:
        await session.execute(text(_MESSAGES), values)
        await session.execute(text(_EARLIER_WORDS), {"id": values["id"]})
        await session.execute(text(_HEAD), values)

    await api.services.database.write(store)
