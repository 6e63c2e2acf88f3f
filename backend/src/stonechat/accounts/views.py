"""Agents as others see them, and finding them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias, cast
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.actor import AgentActor
from stonechat.accounts.tables import AgentRow
from stonechat.accounts.wire import Agent, AgentProfile, Availability, Role
from stonechat.errors import Unauthenticated

OnAgentChanged: TypeAlias = Callable[[AsyncSession, AgentRow], Awaitable[None]]
"""Called within the transaction that changes an agent's role, capacity or availability; conversations, on a higher
floor, fill it in."""


def agent_from(row: AgentRow) -> Agent:
    """An agent as agents see them."""
    return Agent(
        id=row.id,
        name=row.name,
        active=row.active,
        availability=cast("Availability", row.availability),
        face_id=row.face_id,
        version=row.version,
        email=row.email,
        role=cast("Role", row.role),
        capacity=row.capacity,
        created_at=row.created_at,
    )


def profile_from(row: AgentRow) -> AgentProfile:
    """An agent as everybody sees them."""
    return AgentProfile(
        id=row.id,
        name=row.name,
        active=row.active,
        availability=cast("Availability", row.availability),
        face_id=row.face_id,
        version=row.version,
    )


async def profiles_of(session: AsyncSession, agent_ids: set[UUID]) -> list[AgentProfile]:
    """The profiles of these agents, for timelines that show who wrote."""
    if not agent_ids:
        return []
    rows = await session.scalars(select(AgentRow).where(AgentRow.id.in_(agent_ids)).order_by(AgentRow.id))
    return [profile_from(row) for row in rows]


async def agent_by_email(session: AsyncSession, email: str, *, lock: bool = False) -> AgentRow | None:
    """Whose address this is, in any case of its letters; with `lock`, to be changed."""
    query = select(AgentRow).where(func.lower(AgentRow.email) == func.lower(email.strip()))
    if lock:
        query = query.with_for_update(key_share=True)
    return (await session.scalars(query)).one_or_none()


async def locked_self(session: AsyncSession, actor: AgentActor) -> AgentRow:
    """The row of the agent who asks, to be changed. Raises `Unauthenticated` when they were removed meanwhile."""
    row = await session.get(AgentRow, actor.agent_id, with_for_update={"key_share": True})
    if row is None or not row.active:
        raise not_active()
    return row


def not_active() -> Unauthenticated:
    """The refusal of somebody who was removed."""
    return Unauthenticated("unauthenticated", "This account is no longer active.")
