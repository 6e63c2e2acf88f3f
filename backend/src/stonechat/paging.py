"""Keyset paging: a page names the key of its last row, and the next one begins behind it, whatever came in between."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import Annotated, TypeAlias, TypeVar
from uuid import UUID

import msgspec
from litestar.params import QueryParameter

from stonechat.errors import FieldFault, InvalidInput

Limit: TypeAlias = Annotated[int, QueryParameter(ge=1, le=100, description="How many items at most.")]
After: TypeAlias = Annotated[str | None, QueryParameter(description="`next` of the page before this one.")]
DEFAULT_LIMIT = 30


class ByTime(msgspec.Struct, frozen=True, array_like=True):
    """The key of rows in order of a time; the id decides between equal ones."""

    at: Annotated[datetime, msgspec.Meta(tz=True)]
    id: UUID


class ById(msgspec.Struct, frozen=True, array_like=True):
    """The key of rows in order of their time-ordered ids."""

    id: UUID


class BySeq(msgspec.Struct, frozen=True, array_like=True):
    """The key of a timeline's entries."""

    seq: Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]


def encode_key(key: ByTime | ById | BySeq) -> str:
    """Make the opaque `next` of a page."""
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).rstrip(b"=").decode()


Key = TypeVar("Key", ByTime, ById, BySeq)


def decode_key(text: str, kind: type[Key]) -> Key:
    """Read a `next` that came back as `after`. Raises `InvalidInput` for anything that we did not make."""
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=kind)
    except (msgspec.MsgspecError, binascii.Error, ValueError) as error:
        fault = FieldFault("", "`after` is not a `next` of this list.")
        raise InvalidInput("invalid_page_key", "This page key is not one of ours.", (fault,)) from error
