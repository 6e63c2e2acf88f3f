"""Pure decisions about sessions, links, and what people say of themselves."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from enum import Enum

from stonechat.errors import Conflict, FieldFault, InvalidInput, NotFound, UnsupportedMediaType
from stonechat.texts import text_fault

REPEAT_WINDOW = timedelta(seconds=30)
"""How long a rotated refresh token still gives its successor: two tabs wake at once, or an answer is lost."""

REFRESH_LIFETIME = timedelta(days=30)
INVITATION_LIFETIME = timedelta(days=7)
RESET_LIFETIME = timedelta(hours=24)

LARGEST_FACE = 64 * 1024
"""Bytes."""
FACE_TYPES = ("image/png", "image/jpeg", "image/webp")
"""No SVG: it can hold scripts."""

# One @ and something on both sides: more than this only a letter to the address can find out.
_EMAIL = re.compile(r"[^@\s\x00-\x1f\x7f]+@[^@\s\x00-\x1f\x7f]+")
_IMAGE = re.compile(rb"(?P<png>\x89PNG\r\n\x1a\n)|(?P<jpeg>\xff\xd8\xff)|(?P<webp>RIFF.{4}WEBP)", re.DOTALL)


class Refresh(Enum):
    """What to do with a refresh token that was presented."""

    ROTATE = "rotate"
    REPEAT = "repeat"
    """Give the same successor as before."""
    REVOKE = "revoke"
    """It was used too late: somebody copied it, and the whole family ends."""


def judge_refresh(presented: int, current: int, rotated_at: datetime, now: datetime) -> Refresh:
    """Decide by the generation of the token, the family's current one, and when that was made."""
    if presented == current:
        return Refresh.ROTATE
    if presented == current - 1 and now - rotated_at <= REPEAT_WINDOW:
        return Refresh.REPEAT
    return Refresh.REVOKE


def check_invitation(
    presented: int,
    current: int,
    *,
    accepted_at: datetime | None,
    revoked_at: datetime | None,
    expires_at: datetime,
    now: datetime,
) -> None:
    """Decide whether a link opens its invitation.

    Raises `NotFound` for one that is void, `Conflict` (`invitation_used`, `invitation_expired`).
    """
    if presented != current or revoked_at is not None:
        raise NotFound("invitation")
    if accepted_at is not None:
        raise invitation_used()
    if expires_at <= now:
        raise Conflict("invitation_expired", "This invitation has expired. Ask for a new link.")


def check_reset(*, used_at: datetime | None, expires_at: datetime, now: datetime) -> None:
    """Decide whether a link still sets a password. Raises `Conflict` (`reset_used`, `reset_expired`)."""
    if used_at is not None:
        raise Conflict("reset_used", "This link was used already. Sign in with the new password.")
    if expires_at <= now:
        raise Conflict("reset_expired", "This link has expired. Ask for a new one.")


def check_seat(people: int, seats: int) -> None:
    """Raise `Conflict` (`no_seat`) where one more active person would be too many; 0 seats are no limit."""
    if seats and people >= seats:
        raise Conflict("no_seat", f"All {seats} seats are taken. Deactivate somebody, or raise AGENT_SEATS.")


def checked_name(text: str) -> str:
    """A name as it is stored. Raises `InvalidInput` for one that says nothing or cannot be stored."""
    name = " ".join(text.split())
    if not name or text_fault(name) is not None:
        raise InvalidInput("invalid_input", "A name is needed.", (FieldFault("/name", "Give a name."),))
    return name


def checked_email(text: str) -> str:
    """An address as it is stored. Raises `InvalidInput` for what cannot be one."""
    email = text.strip()
    if not _EMAIL.fullmatch(email):
        fault = FieldFault("/email", "This does not look like an email address.")
        raise InvalidInput("invalid_input", fault.detail, (fault,))
    return email


def check_face(media_type: str, data: bytes) -> None:
    """Decide by its first bytes whether an image is what it is said to be.

    Raises `UnsupportedMediaType`, and `InvalidInput` for other bytes.
    """
    if media_type not in FACE_TYPES:
        raise UnsupportedMediaType("A face is a PNG, a JPEG or a WebP image.")
    found = _IMAGE.match(data)
    if found is None or f"image/{found.lastgroup}" != media_type:
        raise InvalidInput("invalid_image", f"These bytes are no {media_type}.")


def invitation_used() -> Conflict:
    """The refusal of an invitation that somebody came with already."""
    return Conflict("invitation_used", "This invitation was accepted already. Please sign in.")
