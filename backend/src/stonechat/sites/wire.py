"""Sites as the widget sees them."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

import msgspec

FieldKind = Literal["text", "email", "phone", "long_text"]
Position = Literal["left", "right"]


class FormField(msgspec.Struct, frozen=True):
    """One question of the pre-chat form. The keys `name`, `email` and `phone` fill the customer's profile."""

    key: str
    kind: FieldKind
    label: str
    help: str | None
    required: bool
    max_length: int


class Site(msgspec.Struct, frozen=True):
    """A website that customers write from, as agents see it."""

    id: UUID
    name: str
    color: str
    """As `#rrggbb`."""
    position: Position
    greeting: str
    version: int


class SiteList(msgspec.Struct, frozen=True):
    """All sites, in the order in which they came."""

    items: list[Site]


class WidgetConfig(msgspec.Struct, frozen=True):
    """What the panel needs before the first message."""

    site_id: UUID
    name: str
    color: str
    """As `#rrggbb`."""
    position: Position
    greeting: str
    form_fields: list[FormField]
