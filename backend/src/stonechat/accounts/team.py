"""Who is on the team: roles, seats, and who may still come in."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat import audit
from stonechat.accounts import rules
from stonechat.accounts.actor import AgentActor
from stonechat.accounts.sessions import end_sessions, void_resets
from stonechat.accounts.tables import AgentRow
from stonechat.accounts.team_wire import ChangeAgent
from stonechat.accounts.views import OnAgentChanged, agent_from
from stonechat.accounts.wire import Agent
from stonechat.db.database import Database
from stonechat.errors import Conflict, NotFound


class Team:
    """Changes of the people on the team, by its admins."""

    def __init__(
        self, database: Database, seats: int, on_changed: OnAgentChanged, announce: Callable[[], None]
    ) -> None:
        """`announce` is called after each commit: whoever follows the changes looks at once."""
        self._database = database
        self._seats = seats
        self._on_changed = on_changed
        self._announce = announce

    async def change(self, actor: AgentActor, agent_id: UUID, request: ChangeAgent) -> Agent:
        """Change a person. What they are already is no change, so a retry is harmless.

        Whoever is deactivated, or is an admin no more, is signed out everywhere: their tokens say what they were.

        Raises `NotFound`, `InvalidInput`, `Conflict` (`last_admin`, `no_seat`, `is_a_program`).
        """
        name = UNSET if request.name is UNSET else rules.checked_name(request.name)

        async def store(session: AsyncSession) -> Agent:
            await lock_team(session)
            row = await session.get(AgentRow, agent_id, with_for_update={"key_share": True})
            if row is None:
                raise NotFound("agent")
            if row.role == "integration":
                raise Conflict("is_a_program", "This is a program. Change its API token instead.")
            if name is not UNSET:
                row.name = name
            if request.capacity is not UNSET:
                row.capacity = request.capacity
            role = row.role if request.role is UNSET else request.role
            active = row.active if request.active is UNSET else request.active
            await self._admit_or_remove(session, actor, row, role, active=active)
            await session.flush()
            await self._on_changed(session, row)
            return agent_from(row)

        changed = await self._database.write(store)
        self._announce()
        return changed

    async def _admit_or_remove(
        self, session: AsyncSession, actor: AgentActor, row: AgentRow, role: str, *, active: bool
    ) -> None:
        was_admin, was_active = row.active and row.role == "admin", row.active
        is_admin = active and role == "admin"
        if was_admin and not is_admin and not await _other_admins(session, row.id):
            raise Conflict("last_admin", "Somebody has to be an admin. Make somebody else one first.")
        if active and not was_active:
            await check_seat(session, self._seats)
            audit.record(session, actor.agent_id, "agent_reactivated", ("agent", row.id))
        if role != row.role:
            audit.record(session, actor.agent_id, "agent_role_changed", ("agent", row.id), role=role, before=row.role)
        row.role, row.active = role, active
        if was_active and not active:
            row.availability = "offline"
            await void_resets(session, row.id)
            audit.record(session, actor.agent_id, "agent_deactivated", ("agent", row.id))
        if (was_active and not active) or (was_admin and not is_admin):
            await end_sessions(session, row.id)


async def lock_team(session: AsyncSession) -> None:
    """Be the only transaction that decides who is on the team, until its end. To be taken before any row."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtext("team"))))


async def check_seat(session: AsyncSession, seats: int) -> None:
    """Raise `Conflict` (`no_seat`) when one more person would be too many. The caller holds the team's lock."""
    people = select(func.count()).select_from(AgentRow).where(AgentRow.active, AgentRow.role != "integration")
    rules.check_seat((await session.execute(people)).scalar_one(), seats)


async def _other_admins(session: AsyncSession, agent_id: UUID) -> bool:
    others = select(AgentRow.id).where(AgentRow.active, AgentRow.role == "admin", AgentRow.id != agent_id)
    return await session.scalar(others.limit(1)) is not None
