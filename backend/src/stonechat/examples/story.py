"""What all parts of the story know: whose ids these are, and when it happens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import msgspec

AGENT_ID = UUID("019a3f00-0000-7000-8000-000000000001")
SITE_ID = UUID("019a3f00-0000-7000-8000-000000000002")
CUSTOMER_ID = UUID("019a3f00-0000-7000-8000-000000000003")
CONVERSATION_ID = UUID("019a3f00-0000-7000-8000-000000000004")
QUESTION_ID = UUID("019a3f00-0000-7000-8000-000000000005")
REPLY_ID = UUID("019a3f00-0000-7000-8000-000000000006")
TAG_ID = UUID("019a3f00-0000-7000-8000-000000000007")
BO_ID = UUID("019a3f00-0000-7000-8000-000000000009")
FACE_ID = UUID("019a3f00-0000-7000-8000-00000000000a")
INVITATION_ID = UUID("019a3f00-0000-7000-8000-00000000000b")
API_TOKEN_ID = UUID("019a3f00-0000-7000-8000-00000000000c")
SESSION_ID = UUID("019a3f00-0000-7000-8000-00000000000d")
SECOND_SITE_ID = UUID("019a3f00-0000-7000-8000-0000000000b1")
SITE_KEY_ID = UUID("019a3f00-0000-7000-8000-0000000000b2")
CANNED_RESPONSE_ID = UUID("019a3f00-0000-7000-8000-0000000000b3")

IDS = {
    "agent_id": BO_ID,
    "canned_response_id": CANNED_RESPONSE_ID,
    "conversation_id": CONVERSATION_ID,
    "customer_id": CUSTOMER_ID,
    "face_id": FACE_ID,
    "invitation_id": INVITATION_ID,
    "key_id": SITE_KEY_ID,
    "message_id": REPLY_ID,
    "session_id": SESSION_ID,
    "site_id": SECOND_SITE_ID,
    "tag_id": TAG_ID,
    "token_id": API_TOKEN_ID,
}
"""What stands in paths."""

MORNING = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 9, 31, 12, tzinfo=UTC)
TOKEN = "eyJhbGciOiJIUzI1NiIs…"  # noqa: S105 (the beginning of any token)


@dataclass(frozen=True, slots=True)
class Example:
    """One call: what is sent, and what comes back."""

    answer: msgspec.Struct | bytes | None
    request: msgspec.Struct | None = None
    image: bytes | None = None
    """A body that is no JSON: a PNG."""
    query: dict[str, str] = field(default_factory=dict)
