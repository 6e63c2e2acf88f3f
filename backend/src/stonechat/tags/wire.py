"""Tags as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

TagName = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
# The length keeps a newline out, which the end of a pattern lets through.
Color = Annotated[str, msgspec.Meta(pattern="^#[0-9a-f]{6}$", max_length=7)]


class Tag(msgspec.Struct, frozen=True):
    """A word that agents put on conversations."""

    id: UUID
    name: str
    color: str
    """As `#rrggbb`."""
    deleted_at: datetime | None
    """Conversations may still name it; it is no longer shown."""
    version: int


class TagList(msgspec.Struct, frozen=True):
    """All tags that are not deleted, by name."""

    items: list[Tag]


class MakeTag(msgspec.Struct, frozen=True):
    """A new tag."""

    id: UUID
    """Minted by the sender, a UUIDv7; a retry sends the same one."""
    name: TagName
    color: Color


class ChangeTag(msgspec.Struct, frozen=True):
    """What changes of a tag. What is left out stays."""

    name: TagName | msgspec.UnsetType = msgspec.UNSET
    color: Color | msgspec.UnsetType = msgspec.UNSET
