"""The audit log: who did what to whose access or data, when and from where. Written in the transaction that does it."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from stonechat.db.base import NOW, Base
from stonechat.ids import new_id

request_address: ContextVar[str | None] = ContextVar("request_address", default=None)
"""Where the present request comes from; the edge says so. None is a command of whoever runs the server."""

AuditTarget = Literal["agent", "invitation", "session", "api_token", "site", "customer", "conversation"]


class AuditRow(Base):
    """One act. It is never changed, and names what it was done to even when that is gone."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_target", "target_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    """In the order of time."""
    at: Mapped[datetime] = mapped_column(server_default=NOW)
    agent_id: Mapped[UUID | None]
    """Who did it; None for a command of whoever runs the server, or for nobody who is known."""
    action: Mapped[str]
    target_type: Mapped[str]
    target_id: Mapped[UUID | None]
    address: Mapped[str | None]
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB)


def record(
    session: AsyncSession, by: UUID | None, action: str, target: tuple[AuditTarget, UUID | None], **detail: str
) -> None:
    """Write down an act of the agent `by`, if the transaction commits.

    `detail` must hold no secret and no words of a message.
    """
    target_type, target_id = target
    session.add(
        AuditRow(
            agent_id=by,
            action=action,
            target_type=target_type,
            target_id=target_id,
            address=request_address.get(),
            detail=detail,
        )
    )
