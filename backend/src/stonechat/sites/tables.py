"""Sites and their pre-chat forms."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stonechat.db.base import NOW, Base, Versioned
from stonechat.ids import new_id


class SiteRow(Versioned, Base):
    """A website with the widget on it."""

    __tablename__ = "sites"
    __table_args__ = (
        CheckConstraint("position IN ('left', 'right')", name="position"),
        CheckConstraint("color ~ '^#[0-9a-f]{6}$'", name="color"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    color: Mapped[str]
    position: Mapped[str]
    greeting: Mapped[str]
    allowed_origins: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}", default=list)
    """Origins whose pages may embed; an empty list means any."""
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)

    form_fields: Mapped[list[FormFieldRow]] = relationship(order_by="FormFieldRow.position", lazy="raise")


class FormFieldRow(Base):
    """One question of a site's pre-chat form."""

    __tablename__ = "form_fields"
    __table_args__ = (
        UniqueConstraint("site_id", "key"),
        CheckConstraint("kind IN ('text', 'email', 'phone', 'long_text')", name="kind"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id", ondelete="CASCADE"))
    key: Mapped[str]
    kind: Mapped[str]
    label: Mapped[str]
    help: Mapped[str | None]
    required: Mapped[bool]
    max_length: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)
