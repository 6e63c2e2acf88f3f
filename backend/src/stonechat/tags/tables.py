"""Tags."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from stonechat.db.base import NOW, Base, Versioned


class TagRow(Versioned, Base):
    """A word that agents put on conversations. A deleted one stays as a tombstone, so that every client hears of it."""

    __tablename__ = "tags"
    __table_args__ = (
        CheckConstraint("color ~ '^#[0-9a-f]{6}$'", name="color"),
        Index("uq_tags_name", text("lower(name)"), unique=True, postgresql_where=text("deleted_at IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """Minted by the client, so that making a tag can be repeated."""
    name: Mapped[str]
    color: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    deleted_at: Mapped[datetime | None]
