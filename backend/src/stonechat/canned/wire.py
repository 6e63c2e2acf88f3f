"""Canned responses as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

LONGEST_SHORTCUT = 40

Shortcut = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_SHORTCUT)]
CannedText = Annotated[str, msgspec.Meta(min_length=1, max_length=10_000)]


class CannedResponse(msgspec.Struct, frozen=True):
    """A text that agents send often."""

    id: UUID
    shortcut: str
    """What an agent types behind a slash."""
    text: str
    """With `{{customer.name}}`, `{{agent.name}}` and `{{site.name}}` where the agent's client fills these in; any other
    placeholder, or one whose value is not known, stays as it is."""
    shared: bool
    """Whether the whole team has it, or only who made it."""
    made_by: UUID
    created_at: datetime
    updated_at: datetime


class CannedResponseList(msgspec.Struct, frozen=True):
    """The agent's own canned responses and the shared ones, by shortcut."""

    items: list[CannedResponse]


class MakeCannedResponse(msgspec.Struct, frozen=True):
    """A new canned response."""

    id: UUID
    """Minted by the sender, a UUIDv7; a retry sends the same one."""
    shortcut: Shortcut
    """Letters, digits, `_` and `-`, without the slash."""
    text: CannedText
    shared: bool


class ChangeCannedResponse(msgspec.Struct, frozen=True):
    """What changes of a canned response. What is left out stays."""

    shortcut: Shortcut | msgspec.UnsetType = msgspec.UNSET
    """Letters, digits, `_` and `-`, without the slash."""
    text: CannedText | msgspec.UnsetType = msgspec.UNSET
    shared: bool | msgspec.UnsetType = msgspec.UNSET
    """What is shared no more belongs to who made it."""
