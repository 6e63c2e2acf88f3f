"""Opening and ending the sessions of agents, within the transactions of those who sign somebody in or out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast
from uuid import UUID

from sqlalchemy import delete, func, update
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts import rules
from stonechat.accounts.actor import AgentActor
from stonechat.accounts.revocations import revoke
from stonechat.accounts.tables import AgentRow, AgentSessionRow, PasswordResetRow
from stonechat.accounts.tokens import KeyPurpose, Tokens
from stonechat.accounts.views import agent_from
from stonechat.accounts.wire import Role, SignedIn


@dataclass(frozen=True, slots=True)
class Admission:
    """A successful sign-in or refresh: what the page gets, and the refresh token for the cookie."""

    signed_in: SignedIn
    refresh_token: str


def admit(tokens: Tokens, agent: AgentRow, session: AgentSessionRow) -> Admission:
    """What an agent gets for the current generation of a session."""
    actor = AgentActor(agent_id=agent.id, session_id=session.id, role=cast("Role", agent.role))
    token, lifetime = tokens.issue(actor)
    return Admission(
        signed_in=SignedIn(access_token=token, expires_in=lifetime, agent=agent_from(agent)),
        refresh_token=tokens.mint_key(KeyPurpose.AGENT_REFRESH, session.id, session.generation),
    )


async def open_session(session: AsyncSession, agent_id: UUID, user_agent: str) -> AgentSessionRow:
    """Sign an agent in. The caller has locked their row, against whoever deactivates them at this moment."""
    row = AgentSessionRow(
        agent_id=agent_id,
        generation=1,
        expires_at=datetime.now(UTC) + rules.REFRESH_LIFETIME,
        user_agent=user_agent[:300],
    )
    session.add(row)
    await session.flush()
    return row


async def end_sessions(
    session: AsyncSession, agent_id: UUID, *, only: UUID | None = None, keep: UUID | None = None
) -> Sequence[UUID]:
    """Sign an agent out everywhere, of one session or of all but one. Returns the sessions that ended."""
    over = update(AgentSessionRow).where(AgentSessionRow.agent_id == agent_id, AgentSessionRow.revoked_at.is_(None))
    if only is not None:
        over = over.where(AgentSessionRow.id == only)
    if keep is not None:
        over = over.where(AgentSessionRow.id != keep)
    ended = (await session.scalars(over.values(revoked_at=func.now()).returning(AgentSessionRow.id))).all()
    await revoke(session, ended)
    return ended


async def void_resets(session: AsyncSession, agent_id: UUID) -> None:
    """Have no link that was made before set this agent's password."""
    unused = PasswordResetRow.agent_id == agent_id, PasswordResetRow.used_at.is_(None)
    await session.execute(delete(PasswordResetRow).where(*unused))
