"""Agents and where they are signed in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from stonechat.db.base import NOW, THIS_TRANSACTION, Base, Versioned, Xid8
from stonechat.ids import new_id


class AgentRow(Versioned, Base):
    """Somebody who answers customers, or a program that writes with an API token, which needs no seat."""

    __tablename__ = "agents"
    __table_args__ = (
        CheckConstraint("role IN ('admin', 'agent', 'integration')", name="role"),
        CheckConstraint("(role = 'integration') = (email IS NULL)", name="people_have_addresses"),
        CheckConstraint("(email IS NULL) = (password_hash IS NULL)", name="people_have_passwords"),
        CheckConstraint("capacity >= 0", name="capacity"),
        CheckConstraint("availability IN ('online', 'away', 'offline')", name="availability"),
        Index("uq_agents_email", text("lower(email)"), unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str | None]
    name: Mapped[str]
    role: Mapped[str]
    password_hash: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    availability: Mapped[str] = mapped_column(default="online")
    """What the agent says of themselves; whether a socket of theirs is alive is another question."""
    face_id: Mapped[UUID | None]
    """Another one for each image, so that addresses of images never change their content."""
    capacity: Mapped[int | None]
    """How many open conversations this agent is given by themselves; None is no limit."""
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)


class FaceRow(Base):
    """The image of an agent."""

    __tablename__ = "faces"
    __table_args__ = (CheckConstraint("octet_length(data) <= 65536", name="size"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agent_id: Mapped[UUID] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"), index=True)
    media_type: Mapped[str]
    data: Mapped[bytes]


class InvitationRow(Base):
    """A place on the team for whoever has its link. A link is good once, and until then or until it is made anew."""

    __tablename__ = "invitations"
    __table_args__ = (CheckConstraint("role IN ('admin', 'agent')", name="role"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str]
    role: Mapped[str]
    generation: Mapped[int] = mapped_column(default=1)
    """Of the link; those before it are void."""
    invited_by: Mapped[UUID] = mapped_column(ForeignKey("agents.id"))
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    agent_id: Mapped[UUID | None] = mapped_column(ForeignKey("agents.id"))
    """Who came."""


class PasswordResetRow(Base):
    """A link with which an agent sets a new password, once."""

    __tablename__ = "password_resets"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agent_id: Mapped[UUID] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"), index=True)
    made_by: Mapped[UUID] = mapped_column(ForeignKey("agents.id"))
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class ApiTokenRow(Base):
    """A program's access. Its name is that of the `integration` whose messages it writes."""

    __tablename__ = "api_tokens"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agent_id: Mapped[UUID] = mapped_column(ForeignKey("agents.id"), index=True)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    secret_hash: Mapped[bytes]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("agents.id"))
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


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
