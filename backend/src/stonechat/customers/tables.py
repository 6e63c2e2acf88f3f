"""Customers and the browsers they write from."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Index, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from stonechat.db.base import NOW, Base, Versioned
from stonechat.ids import new_id


class CustomerRow(Versioned, Base):
    """A person who writes from a site."""

    __tablename__ = "customers"
    __table_args__ = (
        Index(
            "uq_customers_external_id",
            "site_id",
            "external_id",
            unique=True,
            postgresql_where=text("external_id IS NOT NULL"),
        ),
        Index("ix_customers_phone_e164", "phone_e164"),
        Index("ix_customers_merged_into_id", "merged_into_id", postgresql_where=text("merged_into_id IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id"), index=True)
    name: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    """As it was typed."""
    phone_e164: Mapped[str | None]
    """The same with its country code, where that is known."""
    external_id: Mapped[str | None]
    """Who the site's own server says that this is."""
    verified_at: Mapped[datetime | None]
    attributes: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}", default=dict)
    page_attributes: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}", default=dict)
    """What pages said of them, for which nobody vouches."""
    tag_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), server_default="{}", default=list)
    note: Mapped[str] = mapped_column(server_default="", default="")
    """What the team wants to remember; no customer sees it."""
    first_page: Mapped[str | None]
    last_page: Mapped[str | None]
    referrer: Mapped[str | None]
    user_agent: Mapped[str | None]
    locale: Mapped[str | None]
    time_zone: Mapped[str | None]
    head_version: Mapped[int] = mapped_column(server_default="1", default=1)
    """+1 with every change of what an agent edits, so that the customer's next page is no conflict for them."""
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    blocked_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"))
    """Who this turned out to be: all of theirs is that customer's now, and this row is only its old name."""


class CustomerSessionRow(Base):
    """One browser of a customer: the family of its resume keys, of which one is current."""

    __tablename__ = "customer_sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)
    generation: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    used_at: Mapped[datetime] = mapped_column(server_default=NOW)
    revoked_at: Mapped[datetime | None]
