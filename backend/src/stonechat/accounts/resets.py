"""A new password by a link from an admin, for who forgot theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from stonechat import audit
from stonechat.accounts import rules
from stonechat.accounts.actor import AgentActor
from stonechat.accounts.attempts import Attempts
from stonechat.accounts.passwords import Passwords
from stonechat.accounts.sessions import Admission, admit, end_sessions, open_session, void_resets
from stonechat.accounts.tables import AgentRow, AgentSessionRow, PasswordResetRow
from stonechat.accounts.team_wire import PasswordReset, ResetPassword
from stonechat.accounts.tokens import KeyPurpose, Tokens
from stonechat.db.database import Database
from stonechat.errors import Conflict, NotFound

_GENERATION = 1
"""Of a link's key: each link has a row of its own."""


class PasswordResets:
    """Links with which an agent sets a new password, once. The agent's row is the lock of all their links."""

    def __init__(
        self,
        database: Database,
        tokens: Tokens,
        passwords: Passwords,
        attempts: Attempts,
        announce: Callable[[], None],
    ) -> None:
        """`announce` is called when a password was set: the sessions before it have ended."""
        self._database = database
        self._tokens = tokens
        self._passwords = passwords
        self._attempts = attempts
        self._announce = announce

    async def make(self, actor: AgentActor, agent_id: UUID) -> PasswordReset:
        """Make a link for an agent; those before it are void. Raises `NotFound`, `Conflict` (`not_active`)."""

        async def store(session: AsyncSession) -> PasswordResetRow:
            agent = await session.get(AgentRow, agent_id, with_for_update={"key_share": True})
            if agent is None or agent.role == "integration":
                raise NotFound("agent")
            if not agent.active:
                raise Conflict("not_active", "This account is deactivated.")
            await void_resets(session, agent.id)
            row = PasswordResetRow(
                agent_id=agent.id, made_by=actor.agent_id, expires_at=datetime.now(UTC) + rules.RESET_LIFETIME
            )
            session.add(row)
            audit.record(session, actor.agent_id, "password_reset_made", ("agent", agent.id))
            await session.flush()
            return row

        row = await self._database.write(store)
        token = self._tokens.mint_key(KeyPurpose.PASSWORD_RESET, row.id, _GENERATION)
        return PasswordReset(token=token, expires_at=row.expires_at)

    async def use(self, request: ResetPassword, user_agent: str) -> Admission:
        """Set the password, end every session that there was, and sign the agent in.

        Raises `NotFound` for a link that is void, `Conflict` (`reset_used`, `reset_expired`), `TooManyRequests`,
        `Busy`. A repetition after a lost answer is `reset_used`: the agent can sign in.
        """
        await self._attempts.use_link()
        opened = self._tokens.open_key(KeyPurpose.PASSWORD_RESET, request.token)
        if opened is None:
            raise NotFound("link")
        reset_id, _ = opened
        # Hashing is dear, so it is for good links only.
        agent_id = (await self._database.read(lambda session: _usable(session, reset_id))).agent_id
        password_hash = await self._passwords.hash(request.password)

        async def store(session: AsyncSession) -> tuple[AgentRow, AgentSessionRow]:
            agent = await session.get(AgentRow, agent_id, with_for_update={"key_share": True})
            if agent is None or not agent.active:
                raise NotFound("link")
            # Not set by an earlier turn of this very request, whose commit was not heard of?
            if agent.password_hash != password_hash:
                row = await _usable(session, reset_id)
                row.used_at = datetime.now(UTC)
                agent.password_hash = password_hash
                await end_sessions(session, agent.id)
                await session.flush()
                await void_resets(session, agent.id)
                audit.record(session, agent.id, "password_changed", ("agent", agent.id), via="link")
            return agent, await open_session(session, agent.id, user_agent)

        admitted = await self._database.write(store)
        self._announce()
        return admit(self._tokens, *admitted)


async def _usable(session: AsyncSession, reset_id: UUID) -> PasswordResetRow:
    row = await session.get(PasswordResetRow, reset_id)
    if row is None:
        raise NotFound("link")
    rules.check_reset(used_at=row.used_at, expires_at=row.expires_at, now=datetime.now(UTC))
    return row
