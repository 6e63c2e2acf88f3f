"""Changing what is stored already: the words of an entry, and what agents edit of a conversation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.actor import Actor, AgentActor, CustomerActor
from stonechat.conversations import rules
from stonechat.conversations.events import change_status
from stonechat.conversations.tables import ConversationRow, MessageRow
from stonechat.conversations.views import conversation_from, message_from
from stonechat.conversations.visibility import load_conversation
from stonechat.conversations.wire import ChangeConversation, Conversation, EditMessage, Message
from stonechat.db.database import Database
from stonechat.errors import Conflict, NotFound
from stonechat.tags.service import check_tags


class Revisions:
    """Edits, deletions and changes of a conversation's head. Every one may be repeated."""

    def __init__(self, database: Database, announce: Callable[[], None]) -> None:
        """`announce` is called after each commit: whoever follows the changes looks at once."""
        self._database = database
        self._announce = announce

    async def edit(self, actor: Actor, conversation_id: UUID, message_id: UUID, request: EditMessage) -> Message:
        """Give the actor's own message other words; the same words again change nothing.

        Raises `NotFound`, `Forbidden` (`not_the_author`), `Conflict` (`version_conflict`, `message_deleted`),
        `InvalidInput`.
        """
        rules.check_text(request.text, "/text")

        def revise(entry: MessageRow, now: datetime) -> bool:
            if entry.deleted_at is not None:
                raise Conflict("message_deleted", "This message was deleted.")
            if entry.text == request.text:
                return False
            rules.check_version(entry.version, request.version)
            entry.text, entry.edited_at = request.text, now
            return True

        return await self._revise(actor, conversation_id, message_id, revise)

    async def delete(self, actor: Actor, conversation_id: UUID, message_id: UUID) -> Message:
        """Leave a tombstone of the actor's own message: its place and its id stay, its words do not.

        Raises `NotFound`, `Forbidden` (`not_the_author`).
        """

        def revise(entry: MessageRow, now: datetime) -> bool:
            if entry.deleted_at is not None:
                return False
            entry.text, entry.deleted_at = "", now
            return True

        return await self._revise(actor, conversation_id, message_id, revise)

    async def change(self, actor: AgentActor, conversation_id: UUID, request: ChangeConversation) -> Conversation:
        """Change status or tags. A change that is there already is no conflict, so a retry is harmless.

        Raises `NotFound`, `Conflict` (`version_conflict`), `InvalidInput` (`unknown_tag`).
        """

        async def store(session: AsyncSession) -> Conversation:
            row = await load_conversation(session, actor, conversation_id, lock=True)
            status = row.status if request.status is UNSET else request.status
            tag_ids = row.tag_ids if request.tag_ids is UNSET else list(dict.fromkeys(request.tag_ids))
            if (status, tag_ids) == (row.status, row.tag_ids):
                return conversation_from(row, actor)
            rules.check_version(row.head_version, request.head_version)
            now = await _now(session)
            added = set(tag_ids) - set(row.tag_ids)
            if added:
                await check_tags(session, added)
            if tag_ids != row.tag_ids:
                row.tag_ids = tag_ids
                row.head_version += 1
            if request.status is not UNSET:
                session.add_all(change_status(row, request.status, actor.agent_id, now))
            await session.flush()
            return conversation_from(row, actor)

        changed = await self._database.write(store)
        self._announce()
        return changed

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
            if revise(entry, await _now(session)):
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
