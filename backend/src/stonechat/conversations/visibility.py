"""The one road to a conversation."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.actor import Actor, CustomerActor
from stonechat.conversations.tables import ConversationRow
from stonechat.conversations.wire import Priority, Status
from stonechat.errors import NotFound


@dataclass(frozen=True, slots=True)
class ConversationFilter:
    """Which conversations are wanted. None is any."""

    status: Status | None = None
    assignee_id: UUID | None = None
    unassigned: bool = False
    site_id: UUID | None = None
    customer_id: UUID | None = None
    tag_id: UUID | None = None
    priority: Priority | None = None

    def applied(self, query: Select[ConversationRow]) -> Select[ConversationRow]:
        """The query with these conditions."""
        equal = {
            "status": self.status,
            "assignee_id": self.assignee_id,
            "site_id": self.site_id,
            "customer_id": self.customer_id,
            "priority": self.priority,
        }
        query = query.filter_by(**{name: value for name, value in equal.items() if value is not None})
        if self.unassigned:
            query = query.where(ConversationRow.assignee_id.is_(None))
        if self.tag_id is not None:
            # The index leaves out conversations without tags.
            query = query.where(ConversationRow.tag_ids.contains([self.tag_id]), ConversationRow.tag_ids != [])
        return query


def visible_to(actor: Actor) -> Select[ConversationRow]:
    """Agents see all conversations, customers their own."""
    query = select(ConversationRow)
    if isinstance(actor, CustomerActor):
        query = query.where(ConversationRow.customer_id == actor.customer_id)
    return query


async def load_conversation(
    session: AsyncSession, actor: Actor, conversation_id: UUID, *, lock: bool = False
) -> ConversationRow:
    """One conversation, with the lock that numbers its timeline if so wished. Raises `NotFound`."""
    query = visible_to(actor).where(ConversationRow.id == conversation_id)
    if lock:
        query = query.with_for_update(key_share=True)
    row = (await session.scalars(query)).one_or_none()
    if row is None:
        raise NotFound("conversation")
    return row
