"""The one road to a conversation."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.actor import Actor, CustomerActor
from stonechat.conversations.tables import ConversationRow
from stonechat.errors import NotFound


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
