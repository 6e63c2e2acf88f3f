"""Sites and their pre-chat forms."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Integer, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from stonechat.db.base import NOW, Base, Versioned
from stonechat.ids import new_id


class SiteRow(Versioned, Base):
    """A website with the widget on it."""

    __tablename__ = "sites"
    __table_args__ = (
        CheckConstraint("position IN ('left', 'right')", name="position"),
        CheckConstraint("color ~ '^#[0-9a-f]{6}$'", name="color"),
        CheckConstraint("assignment IN ('manual', 'round_robin', 'least_loaded')", name="assignment"),
        CheckConstraint("requeue_after >= 0", name="requeue_after"),
        CheckConstraint("reopen_days >= 0", name="reopen_days"),
        CheckConstraint("retention_days > 0", name="retention_days"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    color: Mapped[str]
    position: Mapped[str]
    greeting: Mapped[str]
    away_text: Mapped[str] = mapped_column(server_default="", default="")
    """What the widget says while nobody is there; empty leaves that to its own words."""
    texts: Mapped[dict[str, dict[str, str]]] = mapped_column(JSONB, server_default="{}", default=dict)
    """By language, as `de`, the same texts in its words: `greeting`, `away_text`."""
    time_zone: Mapped[str] = mapped_column(server_default="UTC", default="UTC")
    office_hours: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    """Times of a week in that zone, each with `day` (1 is Monday), `opens` and `closes`; None is always."""
    country: Mapped[str | None]
    """Whose phone numbers are written without a country code, as `DE`."""
    assignment: Mapped[str] = mapped_column(server_default="round_robin", default="round_robin")
    requeue_after: Mapped[int | None]
    """Seconds after which open conversations of an agent who went offline wait for another; None keeps them."""
    reopen_days: Mapped[int] = mapped_column(server_default="7", default=7)
    """How long a customer's message opens a resolved conversation again."""
    retention_days: Mapped[int | None]
    """How long a resolved conversation is kept; None is for ever."""
    allowed_origins: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}", default=list)
    """Origins whose pages may embed; an empty list means any."""
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    archived_at: Mapped[datetime | None]
    """Since then its widget opens no more; what was written stays."""


class SiteKeyRow(Base):
    """A secret that a site's own server signs its customers' identities with. Several are good while one replaces
    another."""

    __tablename__ = "site_keys"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id"), index=True)
    secret: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    revoked_at: Mapped[datetime | None]


class SightingRow(Base):
    """A website whose pages asked for the widget's settings."""

    __tablename__ = "sightings"

    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id", ondelete="CASCADE"), primary_key=True)
    origin: Mapped[str] = mapped_column(primary_key=True)
    allowed: Mapped[bool]
    """Whether it was on the list of those who may embed, the last time."""
    seen_at: Mapped[datetime]


class FormFieldRow(Base):
    """One question of a site's pre-chat form."""

    __tablename__ = "form_fields"
    __table_args__ = (
        UniqueConstraint("site_id", "key"),
        CheckConstraint(
            "kind IN ('text', 'email', 'phone', 'long_text', 'choice', 'checkbox', 'consent')", name="kind"
        ),
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
    options: Mapped[list[dict[str, str]]] = mapped_column(JSONB, server_default="[]", default=list)
    """What a `choice` may be, each with `value` and `label`."""
    shown_if: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """The `key` of an earlier choice or checkbox, and the `values` with which this question is asked."""
