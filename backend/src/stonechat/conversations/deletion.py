"""Conversations that go: their words, and not that they were."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Select, and_, delete, func, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.conversations.assignment import dispatch
from stonechat.conversations.tables import ConversationRow, MessageRow, WordsRow
from stonechat.db.base import THIS_TRANSACTION

BATCH = 500
"""Rows per transaction, so that nobody's cursor is held back for long and no client gets more than it takes in."""


async def delete_conversation(session: AsyncSession, row: ConversationRow) -> bool:
    """Take the words of a locked conversation, as many as one transaction should. Returns whether that was all.

    Until it was, the conversation lives on without those words, and this is to be done again in another transaction;
    once more is harmless. What stays are ids, so that a retry finds what it sent, and numbers and times, so that what
    was counted stays counted. A deleted conversation is resolved: nobody waits for it, and no message opens it again.
    """
    taken = await _take_messages(session, row.id, BATCH)
    taken += await _take_earlier_words(session, row.id, BATCH - taken)
    if taken == BATCH:
        return False
    now = datetime.now(UTC)
    gives_room = row.status == "open" and row.assignee_id is not None
    if row.deleted_at is None:
        row.deleted_at = now
        row.head_version += 1
    row.status, row.resolved_at = "resolved", row.resolved_at or now
    row.queued_at = row.snoozed_until = row.waiting_since = None
    row.preview, row.rating_text, row.answers = "", "", []
    await session.flush()
    if gives_room:
        await dispatch(session, now)
    return True


async def delete_first(session: AsyncSession, query: Select[ConversationRow]) -> bool:
    """Do that to the first conversation that is found and locked by the query, which leaves out deleted ones. Returns
    whether there was one, and so perhaps there is more to do.
    """
    row = (await session.scalars(query.limit(1))).one_or_none()
    if row is None:
        return False
    await delete_conversation(session, row)
    return True


async def _take_messages(session: AsyncSession, conversation_id: UUID, most: int) -> int:
    """Leave tombstones of messages and notes; events have no words and stay."""
    has_words = or_(MessageRow.text != "", and_(MessageRow.deleted_at.is_(None), MessageRow.kind != "event"))
    query = select(MessageRow.seq).where(MessageRow.conversation_id == conversation_id, has_words)
    numbers = (await session.scalars(query.order_by(MessageRow.seq).limit(most))).all()
    if numbers:
        gone = update(MessageRow).where(MessageRow.conversation_id == conversation_id, MessageRow.seq.in_(numbers))
        news = {
            "text": "",
            "mentions": [],
            "deleted_at": func.coalesce(MessageRow.deleted_at, func.clock_timestamp()),
            "version": MessageRow.version + 1,
            "changed_xid": THIS_TRANSACTION,
        }
        await session.execute(gone.values(news).execution_options(synchronize_session=False))
    return len(numbers)


async def _take_earlier_words(session: AsyncSession, conversation_id: UUID, most: int) -> int:
    key = tuple_(WordsRow.message_id, WordsRow.version)
    own = WordsRow.conversation_id == conversation_id
    first = select(WordsRow.message_id, WordsRow.version).where(own).limit(most)
    gone = delete(WordsRow).where(own, key.in_(first)).execution_options(synchronize_session=False)
    return len((await session.scalars(gone.returning(WordsRow.version))).all())
