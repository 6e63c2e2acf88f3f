"""Signing in and out, staying signed in, and reading agents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat import audit
from stonechat.accounts import rules
from stonechat.accounts.actor import AgentActor
from stonechat.accounts.attempts import Attempts
from stonechat.accounts.passwords import Passwords, hash_password
from stonechat.accounts.revocations import revoke
from stonechat.accounts.sessions import Admission, admit, end_sessions, open_session, void_resets
from stonechat.accounts.tables import AgentRow, AgentSessionRow
from stonechat.accounts.tokens import KeyPurpose, Tokens
from stonechat.accounts.views import OnAgentChanged, agent_by_email, agent_from, locked_self, not_active
from stonechat.accounts.wire import Agent, AgentPage, Availability, Credentials
from stonechat.db.database import Database
from stonechat.errors import Unauthenticated
from stonechat.paging import ById, decode_key, encode_key


class Accounts:
    """Agents and their sessions."""

    def __init__(
        self,
        database: Database,
        tokens: Tokens,
        passwords: Passwords,
        attempts: Attempts,
        *,
        seats: int,
        on_changed: OnAgentChanged,
        announce: Callable[[], None],
    ) -> None:
        """`seats`: 0 is no limit.

        `announce` is called after commits that others are to hear of: whoever follows the changes looks at once.
        """
        self._database = database
        self._announce = announce
        self._tokens = tokens
        self._passwords = passwords
        self._attempts = attempts
        self._seats = seats
        self._on_changed = on_changed

    async def sign_in(self, credentials: Credentials, user_agent: str) -> Admission:
        """Open a session.

        Raises `Unauthenticated` without saying which of the two was wrong, as quickly for an account that does not
        exist; `TooManyRequests`, `Busy`.
        """
        await self._attempts.sign_in(credentials.email)
        found = await self._database.read(lambda session: agent_by_email(session, credentials.email))
        right = await self._passwords.verify(found.password_hash if found else None, credentials.password)

        async def try_it(session: AsyncSession) -> tuple[AgentRow, AgentSessionRow] | None:
            # Read again under a lock, against whoever deactivates the account or changes its password at this moment.
            agent = await session.get(AgentRow, found.id, with_for_update={"read": True}) if found else None
            if agent is None:
                audit.record(session, None, "sign_in_failed", ("agent", None))
                return None
            if not right or not agent.active or found is None or agent.password_hash != found.password_hash:
                audit.record(session, None, "sign_in_failed", ("agent", agent.id), email=agent.email or "")
                return None
            row = await open_session(session, agent.id, user_agent)
            audit.record(session, agent.id, "signed_in", ("session", row.id))
            return agent, row

        admitted = await self._database.write(try_it)
        if admitted is None:
            raise Unauthenticated("wrong_credentials", "This email address and password do not go together.")
        return admit(self._tokens, *admitted)

    async def refresh(self, refresh_token: str | None) -> Admission:
        """Give the next access and refresh token. Raises `Unauthenticated` (`signed_out`) when the session is over."""
        opened = self._tokens.open_key(KeyPurpose.AGENT_REFRESH, refresh_token) if refresh_token else None
        if opened is None:
            raise _signed_out()
        session_id, presented = opened

        async def rotate(session: AsyncSession) -> tuple[AgentRow, AgentSessionRow] | None:
            row = await session.get(AgentSessionRow, session_id, with_for_update=True)
            now = datetime.now(UTC)
            if row is None or row.revoked_at is not None or row.expires_at <= now:
                return None
            verdict = rules.judge_refresh(presented, row.generation, row.rotated_at, now)
            agent = await session.get_one(AgentRow, row.agent_id)
            if verdict is rules.Refresh.REVOKE or not agent.active:
                row.revoked_at = now
                await revoke(session, [row.id])
                if verdict is rules.Refresh.REVOKE:
                    audit.record(session, None, "sessions_ended", ("agent", agent.id), reason="old_refresh_token")
                return None
            if verdict is rules.Refresh.ROTATE:
                row.generation += 1
                row.rotated_at = now
                row.expires_at = now + rules.REFRESH_LIFETIME
            return agent, row

        rotated = await self._database.write(rotate)
        if rotated is None:
            self._announce()
            raise _signed_out()
        return admit(self._tokens, *rotated)

    async def sign_out(self, refresh_token: str | None) -> None:
        """End the session of this refresh token; a token that opens nothing is fine too."""
        opened = self._tokens.open_key(KeyPurpose.AGENT_REFRESH, refresh_token) if refresh_token else None
        if opened is None:
            return
        session_id, _ = opened

        async def end(session: AsyncSession) -> None:
            row = await session.get(AgentSessionRow, session_id, with_for_update=True)
            if row is not None and row.revoked_at is None:
                row.revoked_at = datetime.now(UTC)
                await revoke(session, [row.id])
                audit.record(session, row.agent_id, "signed_out", ("session", row.id))

        await self._database.write(end)
        self._announce()

    async def me(self, actor: AgentActor) -> Agent:
        """The agent who asks. Raises `Unauthenticated` when they were removed meanwhile."""
        row = await self._database.read(lambda session: session.get(AgentRow, actor.agent_id))
        if row is None or not row.active:
            raise not_active()
        return agent_from(row)

    async def set_availability(self, actor: AgentActor, availability: Availability) -> Agent:
        """Store what an agent says of themselves. Raises `Unauthenticated` when they were removed meanwhile."""

        async def change(session: AsyncSession) -> Agent:
            row = await locked_self(session, actor)
            row.availability = availability
            await session.flush()
            await self._on_changed(session, row)
            return agent_from(row)

        agent = await self._database.write(change)
        self._announce()
        return agent

    async def list_agents(self, limit: int, after: str | None) -> AgentPage:
        """Agents and integrations in the order in which they came. Raises `InvalidInput` for a strange `after`."""
        query = select(AgentRow).order_by(AgentRow.id).limit(limit + 1)
        if after is not None:
            query = query.where(AgentRow.id > decode_key(after, ById).id)
        rows = (await self._database.read(lambda session: session.scalars(query))).all()
        more = encode_key(ById(rows[limit - 1].id)) if len(rows) > limit else None
        return AgentPage(items=[agent_from(row) for row in rows[:limit]], next=more, seats=self._seats or None)

    async def ensure_first_admin(self, email: str, password: str) -> bool:
        """Make the first admin where there is no agent yet. Returns whether it did."""

        async def make(session: AsyncSession) -> bool:
            await session.execute(select(func.pg_advisory_xact_lock(func.hashtext("first-admin"))))
            if await session.scalar(select(AgentRow.id).limit(1)) is not None:
                return False
            session.add(
                AgentRow(email=email, name=_name_from(email), role="admin", password_hash=hash_password(password))
            )
            return True

        return await self._database.write(make)

    async def set_password(self, email: str, password: str) -> bool:
        """Give an agent a new password and sign them out everywhere. Returns whether there is such an agent."""
        password_hash = hash_password(password)

        async def change(session: AsyncSession) -> bool:
            agent = await agent_by_email(session, email, lock=True)
            if agent is None:
                return False
            agent.password_hash = password_hash
            await end_sessions(session, agent.id)
            await void_resets(session, agent.id)
            audit.record(session, None, "password_changed", ("agent", agent.id))
            return True

        known = await self._database.write(change)
        self._announce()
        return known


def _name_from(email: str) -> str:
    return email.split("@", 1)[0].replace(".", " ").title()


def _signed_out() -> Unauthenticated:
    return Unauthenticated("signed_out", "You are signed out. Please sign in again.")
