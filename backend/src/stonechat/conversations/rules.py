"""Pure decisions about messages: who may write what, and whether a known id is a retry."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from uuid import UUID

import msgspec

from stonechat.accounts.actor import Actor, AgentActor
from stonechat.conversations.wire import Author, Kind
from stonechat.errors import Conflict, FieldFault, Forbidden, InvalidInput

PREVIEW_LENGTH = 120

PUBLIC_KINDS: frozenset[Kind] = frozenset({"message"})
"""The one table of what customers see."""


def author_of(actor: Actor) -> tuple[Author, UUID]:
    """The author that an actor writes as."""
    if isinstance(actor, AgentActor):
        return "agent", actor.agent_id
    return "customer", actor.customer_id


def check_kind(actor: Actor, kind: Kind) -> None:
    """Raise `Forbidden` where the actor may not write this kind of entry."""
    if kind not in PUBLIC_KINDS and not isinstance(actor, AgentActor):
        raise Forbidden("agents_only", "Only agents write notes.")


def check_text(text: str, pointer: str) -> None:
    """Raise `InvalidInput` for text that says nothing or that no PostgreSQL can store."""
    if not text.strip():
        raise InvalidInput(
            "invalid_input", "An empty message cannot be sent.", (FieldFault(pointer, "Write something."),)
        )
    if "\0" in text:
        fault = FieldFault(pointer, "The character U+0000 cannot be stored.")
        raise InvalidInput("invalid_input", "This text has a character that cannot be stored.", (fault,))


def check_retry(stored_hash: bytes, sent_hash: bytes) -> None:
    """Raise `Conflict` when a known id comes with another author or another first body."""
    if stored_hash != sent_hash:
        raise id_conflict()


def id_conflict() -> Conflict:
    """The refusal of a known id with another content."""
    return Conflict("id_conflict", "This id is already in use for something else.")


def body_hash(actor: Actor, kind: Kind, text: str) -> bytes:
    """What a retry has in common with the first try: author, kind and text."""
    author, author_id = author_of(actor)
    return _digest([author, author_id.hex, kind, text])


def start_hash(customer_id: UUID, message_id: UUID, text: str, answers: Mapping[str, str]) -> bytes:
    """What a repeated start has in common with the first one."""
    return _digest([customer_id.hex, message_id.hex, text, sorted(answers.items())])


def preview_of(text: str) -> str:
    """The beginning of a message on one line, for lists."""
    line = " ".join(text[: PREVIEW_LENGTH * 4].split())
    return line if len(line) <= PREVIEW_LENGTH else line[: PREVIEW_LENGTH - 1].rstrip() + "…"


def _digest(parts: list[object]) -> bytes:
    return hashlib.sha256(msgspec.json.encode(parts)).digest()
