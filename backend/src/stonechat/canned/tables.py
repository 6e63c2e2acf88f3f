"""Canned responses."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from stonechat.db.base import NOW, Base


class CannedResponseRow(Base):
    """A text that agents send often, by its shortcut."""

    __tablename__ = "canned_responses"
    __table_args__ = (
        Index(
            "uq_canned_responses_shortcut",
            text("lower(shortcut)"),
            "owner_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
    )
    __mapper_args__ = {"eager_defaults": True}  # noqa: RUF012 (SQLAlchemy reads it as it is)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """Minted by the client, so that making one can be repeated."""
    shortcut: Mapped[str]
    text: Mapped[str]
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("agents.id"))
    """Whose it is alone; None: it is shared."""
    made_by: Mapped[UUID] = mapped_column(ForeignKey("agents.id"))
    """Who may change it while it is shared, beside admins."""
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    updated_at: Mapped[datetime] = mapped_column(server_default=NOW, onupdate=NOW)
