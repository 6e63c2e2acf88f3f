"""Changing the words of an entry that is stored already."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.actor import Actor, CustomerActor
from stonechat.conversations import rules
from stonechat.conversations.tables import ConversationRow, MessageRow, WordsRow
from stonechat.conversations.views import message_from
from stonechat.conversations.visibility import load_conversation
from stonechat.conversations.wire import EarlierWords, EditMessage, Message, MessageHistory
from stonechat.db.database import Database
from stonechat.errors import Conflict, NotFound


class Revisions:
    """Edits and deletions. Every one may be repeated."""

    def __init__(self, database: Database, announce: Callable[[], None]) -> None:
        """`announce` is called after each commit: whoever follows the changes looks at once."""
        self._database = database
        self._announce = announce

    async def edit(self, actor: Actor, conversation_id: UUID, message_id: UUID, request: EditMessage) -> Message:
        """Give the actor's own message other words; the same words again change nothing.

        Raises `NotFound`, `Forbidden` (`not_the_author`), `Conflict` (`version_conflict`, `message_deleted`,
        `too_late`), `InvalidInput`.
        """
        rules.check_text(request.text, "/text")

        def revise(entry: MessageRow, now: datetime) -> bool:
            if entry.deleted_at is not None:
                raise Conflict("message_deleted", "This message was deleted.")
            if entry.text == request.text:
                return False
            rules.check_version(entry.version, request.version)
            rules.check_window(entry.created_at, now)
            entry.text, entry.edited_at = request.text, now
            return True

        return await self._revise(actor, conversation_id, message_id, revise)

    async def delete(self, actor: Actor, conversation_id: UUID, message_id: UUID) -> Message:
        """Leave a tombstone of the actor's own message: its place and its id stay, its words do not.

        Raises `NotFound`, `Forbidden` (`not_the_author`), `Conflict` (`too_late`).
        """

        def revise(entry: MessageRow, now: datetime) -> bool:
            if entry.deleted_at is not None:
                return False
            rules.check_window(entry.created_at, now)
            entry.text, entry.deleted_at = "", now
            return True

        return await self._revise(actor, conversation_id, message_id, revise)

    async def history(self, conversation_id: UUID, message_id: UUID) -> MessageHistory:
        """What an entry said before it was edited or deleted, newest first; for agents. Raises `NotFound`."""
        entry = select(MessageRow.id).where(
            MessageRow.conversation_id == conversation_id, MessageRow.id == message_id, MessageRow.kind != "event"
        )
        words = select(WordsRow).where(WordsRow.conversation_id == conversation_id, WordsRow.message_id == message_id)

        async def load(session: AsyncSession) -> MessageHistory:
            if await session.scalar(entry) is None:
                raise NotFound("message")
            rows = await session.scalars(words.order_by(WordsRow.version.desc()))
            return MessageHistory(
                items=[EarlierWords(version=row.version, text=row.text, replaced_at=row.replaced_at) for row in rows]
            )

        return await self._database.read(load)

    async def _revise(
        self, actor: Actor, conversation_id: UUID, message_id: UUID, revise: Callable[[MessageRow, datetime], bool]
    ) -> Message:
        async def store(session: AsyncSession) -> Message:
            conversation = await load_conversation(session, actor, conversation_id, lock=True)
            query = select(MessageRow).where(
                MessageRow.conversation_id == conversation_id, MessageRow.id == message_id, MessageRow.kind != "event"
            )
            if isinstance(actor, CustomerActor):
                query = query.where(MessageRow.public_seq.is_not(None))
            entry = (await session.scalars(query)).one_or_none()
            if entry is None:
                raise NotFound("message")
            rules.check_author(actor, entry.author, entry.author_id)
            before = WordsRow(
                conversation_id=conversation_id, message_id=entry.id, version=entry.version, text=entry.text
            )
            if revise(entry, await _now(session)):
                session.add(before)
                _follow_preview(conversation, entry)
                await session.flush()
            return message_from(entry, actor)

        revised = await self._database.write(store)
        self._announce()
        return revised


def _follow_preview(conversation: ConversationRow, entry: MessageRow) -> None:
    """The list shows the beginning of the newest public message, also after that was changed."""
    if entry.public_seq is not None and entry.public_seq == conversation.public_seq:
        conversation.preview = rules.preview_of(entry.text)


async def _now(session: AsyncSession) -> datetime:
    """The time under the lock, so that times run with the numbers."""
    now: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    return now
