"""Agents and where they are signed in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from stonechat.db.base import NOW, THIS_TRANSACTION, Base, Versioned, Xid8
from stonechat.ids import new_id


class AgentRow(Versioned, Base):
    """Somebody who answers customers."""

    __tablename__ = "agents"
    __table_args__ = (
        CheckConstraint("role IN ('admin', 'agent')", name="role"),
        CheckConstraint("availability IN ('online', 'away', 'offline')", name="availability"),
        Index("uq_agents_email", text("lower(email)"), unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    password_hash: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    availability: Mapped[str] = mapped_column(default="online")
    """What the agent says of themselves; whether a socket of theirs is alive is another question."""
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)


class AgentSessionRow(Base):
    """One browser in which an agent is signed in: the family of its refresh tokens, of which one is current."""

    __tablename__ = "agent_sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agent_id: Mapped[UUID] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"), index=True)
    generation: Mapped[int] = mapped_column(default=1)
    rotated_at: Mapped[datetime] = mapped_column(server_default=NOW)
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    user_agent: Mapped[str]


class RevocationRow(Base):
    """A session, of an agent or of a customer, whose tokens are to be refused although they have not expired yet."""

    __tablename__ = "revocations"

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    revoked_at: Mapped[datetime] = mapped_column(server_default=NOW, index=True)
    changed_xid: Mapped[int] = mapped_column(Xid8, server_default=THIS_TRANSACTION, index=True)
