"""Customers as the API shows them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec


class Customer(msgspec.Struct, frozen=True):
    """A person who writes from a site."""

    id: UUID
    site_id: UUID
    name: str | None
    email: str | None
    phone: str | None
    created_at: datetime
    version: int


class OpenSession(msgspec.Struct, frozen=True):
    """What a widget knows of its customer."""

    site_id: UUID
    resume_key: str | None
    """None for somebody new."""


class WidgetSession(msgspec.Struct, frozen=True):
    """A customer's access to their conversations."""

    token: str
    expires_in: int
    """Seconds."""
    resume_key: str
    """Keep this one in place of the one that was sent, which ends when this one is used."""
    customer: Customer
