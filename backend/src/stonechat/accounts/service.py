"""Signing in and out, staying signed in, and reading agents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts import rules
from stonechat.accounts.actor import AgentActor
from stonechat.accounts.passwords import Passwords, hash_password
from stonechat.accounts.revocations import revoke
from stonechat.accounts.tables import AgentRow, AgentSessionRow
from stonechat.accounts.tokens import KeyPurpose, Tokens
from stonechat.accounts.wire import Agent, AgentPage, AgentProfile, Availability, Credentials, Role, SignedIn
from stonechat.db.database import Database
from stonechat.errors import Unauthenticated
from stonechat.paging import ById, decode_key, encode_key


@dataclass(frozen=True, slots=True)
class Admission:
    """A successful sign-in or refresh: what the page gets, and the refresh token for the cookie."""

    signed_in: SignedIn
    refresh_token: str


class Accounts:
    """Agents and their sessions."""

    def __init__(self, database: Database, tokens: Tokens, passwords: Passwords, announce: Callable[[], None]) -> None:
        """`announce` is called after commits that others are to hear of: whoever follows the changes looks at once."""
        self._database = database
        self._announce = announce
        self._tokens = tokens
        self._passwords = passwords

    async def sign_in(self, credentials: Credentials, user_agent: str) -> Admission:
        """Open a session. Raises `Unauthenticated` without saying which of the two was wrong."""
        found = await self._database.read(lambda session: _by_email(session, credentials.email))
        right = await self._passwords.verify(found.password_hash if found else None, credentials.password)
        if found is None or not right or not found.active:
            raise Unauthenticated("wrong_credentials", "This email address and password do not go together.")
        agent = found

        async def open_session(session: AsyncSession) -> AgentSessionRow:
            now = datetime.now(UTC)
            row = AgentSessionRow(
                agent_id=agent.id, generation=1, expires_at=now + rules.REFRESH_LIFETIME, user_agent=user_agent[:300]
            )
            session.add(row)
            await session.flush()
            return row

        return self._admit(agent, await self._database.write(open_session))

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
        return self._admit(*rotated)

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

        await self._database.write(end)
        self._announce()

    async def me(self, actor: AgentActor) -> Agent:
        """The agent who asks. Raises `Unauthenticated` when they were removed meanwhile."""
        row = await self._database.read(lambda session: session.get(AgentRow, actor.agent_id))
        if row is None or not row.active:
            raise _not_active()
        return agent_from(row)

    async def set_availability(self, actor: AgentActor, availability: Availability) -> Agent:
        """Store what an agent says of themselves. Raises `Unauthenticated` when they were removed meanwhile."""

        async def change(session: AsyncSession) -> Agent | None:
            row = await session.get(AgentRow, actor.agent_id, with_for_update={"key_share": True})
            if row is None or not row.active:
                return None
            row.availability = availability
            await session.flush()
            return agent_from(row)

        agent = await self._database.write(change)
        if agent is None:
            raise _not_active()
        self._announce()
        return agent

    async def list_agents(self, limit: int, after: str | None) -> AgentPage:
        """Agents in the order in which they came. Raises `InvalidInput` for a strange `after`."""
        query = select(AgentRow).order_by(AgentRow.id).limit(limit + 1)
        if after is not None:
            query = query.where(AgentRow.id > decode_key(after, ById).id)
        rows = (await self._database.read(lambda session: session.scalars(query))).all()
        more = encode_key(ById(rows[limit - 1].id)) if len(rows) > limit else None
        return AgentPage(items=[agent_from(row) for row in rows[:limit]], next=more)

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
            agent = await _by_email(session, email)
            if agent is None:
                return False
            agent.password_hash = password_hash
            over = update(AgentSessionRow).where(
                AgentSessionRow.agent_id == agent.id, AgentSessionRow.revoked_at.is_(None)
            )
            ended = await session.scalars(over.values(revoked_at=func.now()).returning(AgentSessionRow.id))
            await revoke(session, ended.all())
            return True

        known = await self._database.write(change)
        self._announce()
        return known

    def _admit(self, agent: AgentRow, session: AgentSessionRow) -> Admission:
        actor = AgentActor(agent_id=agent.id, session_id=session.id, role=cast("Role", agent.role))
        token, lifetime = self._tokens.issue(actor)
        return Admission(
            signed_in=SignedIn(access_token=token, expires_in=lifetime, agent=agent_from(agent)),
            refresh_token=self._tokens.mint_key(KeyPurpose.AGENT_REFRESH, session.id, session.generation),
        )


def agent_from(row: AgentRow) -> Agent:
    """An agent as agents see them."""
    return Agent(
        id=row.id,
        name=row.name,
        active=row.active,
        availability=cast("Availability", row.availability),
        version=row.version,
        email=row.email,
        role=cast("Role", row.role),
        created_at=row.created_at,
    )


def profile_from(row: AgentRow) -> AgentProfile:
    """An agent as everybody sees them."""
    return AgentProfile(
        id=row.id,
        name=row.name,
        active=row.active,
        availability=cast("Availability", row.availability),
        version=row.version,
    )


async def profiles_of(session: AsyncSession, agent_ids: set[UUID]) -> list[AgentProfile]:
    """The profiles of these agents, for timelines that show who wrote."""
    if not agent_ids:
        return []
    rows = await session.scalars(select(AgentRow).where(AgentRow.id.in_(agent_ids)).order_by(AgentRow.id))
    return [profile_from(row) for row in rows]


async def _by_email(session: AsyncSession, email: str) -> AgentRow | None:
    query = select(AgentRow).where(func.lower(AgentRow.email) == email.strip().lower())
    return (await session.scalars(query)).one_or_none()


def _name_from(email: str) -> str:
    return email.split("@", 1)[0].replace(".", " ").title()


def _not_active() -> Unauthenticated:
    return Unauthenticated("unauthenticated", "This account is no longer active.")


def _signed_out() -> Unauthenticated:
    return Unauthenticated("signed_out", "You are signed out. Please sign in again.")
