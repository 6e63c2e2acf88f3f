"""What agents change of their own accounts: their name, their password, where they are signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat import audit
from stonechat.accounts import rules
from stonechat.accounts.actor import AgentActor
from stonechat.accounts.attempts import Attempts
from stonechat.accounts.passwords import Passwords
from stonechat.accounts.sessions import end_sessions, void_resets
from stonechat.accounts.tables import AgentRow, AgentSessionRow
from stonechat.accounts.views import agent_from, locked_self, not_active
from stonechat.accounts.wire import Agent, ChangeMe, ChangePassword, OwnSession, OwnSessionList
from stonechat.db.database import Database
from stonechat.errors import FieldFault, InvalidInput, NotFound

MOST_SHOWN = 100


class OwnAccount:
    """An agent's own account."""

    def __init__(
        self, database: Database, passwords: Passwords, attempts: Attempts, announce: Callable[[], None]
    ) -> None:
        """`announce` is called after each commit: whoever follows the changes looks at once."""
        self._database = database
        self._passwords = passwords
        self._attempts = attempts
        self._announce = announce

    async def change(self, actor: AgentActor, request: ChangeMe) -> Agent:
        """Give oneself another name. Raises `InvalidInput`, `Unauthenticated`."""
        name = rules.checked_name(request.name)

        async def store(session: AsyncSession) -> Agent:
            row = await locked_self(session, actor)
            row.name = name
            await session.flush()
            return agent_from(row)

        changed = await self._database.write(store)
        self._announce()
        return changed

    async def change_password(self, actor: AgentActor, request: ChangePassword) -> None:
        """Set a new password and end all other sessions.

        Raises `InvalidInput` (`wrong_password`), `TooManyRequests`, `Unauthenticated`, `Busy`. Whoever repeats it
        after a lost answer shows a password that was the right one before: the new one being set already is fine.
        """
        await self._attempts.show_password(actor.agent_id)
        known = await self._database.read(lambda session: session.get(AgentRow, actor.agent_id))
        if known is None or not known.active:
            raise not_active()
        if not await self._passwords.verify(known.password_hash, request.current):
            if await self._passwords.verify(known.password_hash, request.new):
                return
            raise _wrong_password()
        password_hash = await self._passwords.hash(request.new)

        async def store(session: AsyncSession) -> None:
            row = await locked_self(session, actor)
            if row.password_hash == password_hash:
                # By an earlier turn of this very request, whose commit was not heard of.
                return
            if row.password_hash != known.password_hash:
                raise _wrong_password()
            row.password_hash = password_hash
            await end_sessions(session, row.id, keep=actor.session_id)
            await void_resets(session, row.id)
            audit.record(session, row.id, "password_changed", ("agent", row.id))

        await self._database.write(store)
        self._announce()

    async def list_sessions(self, actor: AgentActor) -> OwnSessionList:
        """Where the agent is signed in, the session used last first."""
        query = (
            select(AgentSessionRow)
            .where(
                AgentSessionRow.agent_id == actor.agent_id,
                AgentSessionRow.revoked_at.is_(None),
                AgentSessionRow.expires_at > datetime.now(UTC),
            )
            .order_by(AgentSessionRow.rotated_at.desc(), AgentSessionRow.id)
            .limit(MOST_SHOWN)
        )
        rows = await self._database.read(lambda session: session.scalars(query))
        return OwnSessionList(
            items=[
                OwnSession(
                    id=row.id,
                    user_agent=row.user_agent,
                    created_at=row.created_at,
                    last_used_at=row.rotated_at,
                    current=row.id == actor.session_id,
                )
                for row in rows
            ]
        )

    async def end_session(self, actor: AgentActor, session_id: UUID) -> None:
        """Sign out one browser of the agent's; once more is harmless. Raises `NotFound`."""

        async def store(session: AsyncSession) -> None:
            row = await session.get(AgentSessionRow, session_id)
            if row is None or row.agent_id != actor.agent_id:
                raise NotFound("session")
            if await end_sessions(session, actor.agent_id, only=session_id):
                audit.record(session, actor.agent_id, "sessions_ended", ("session", session_id))

        await self._database.write(store)
        self._announce()

    async def end_other_sessions(self, actor: AgentActor) -> None:
        """Sign out all browsers of the agent's but this one."""

        async def store(session: AsyncSession) -> None:
            ended = await end_sessions(session, actor.agent_id, keep=actor.session_id)
            if ended:
                audit.record(
                    session, actor.agent_id, "sessions_ended", ("agent", actor.agent_id), count=str(len(ended))
                )

        await self._database.write(store)
        self._announce()


def _wrong_password() -> InvalidInput:
    fault = FieldFault("/current", "This is not your password.")
    return InvalidInput("wrong_password", fault.detail, (fault,))
