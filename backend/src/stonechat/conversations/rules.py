"""Pure decisions about messages: who may write what, and whether a known id is a retry."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from uuid import UUID, uuid5

import msgspec

from stonechat.accounts.actor import Actor, AgentActor
from stonechat.conversations.wire import Author, EventType, Reader, SentKind, Status
from stonechat.errors import Conflict, FieldFault, Forbidden, InvalidInput

PREVIEW_LENGTH = 120

PUBLIC: dict[SentKind | EventType, bool] = {"message": True, "note": False, "status_changed": False}
"""The one table of what customers see: kinds of entries, and types of events."""

OPEN_TO_MESSAGES: frozenset[Status] = frozenset({"open", "pending"})
"""Where a plain message changes nothing but the timeline and, from a customer, `pending` into `open`."""


def author_of(actor: Actor) -> tuple[Author, UUID]:
    """The author that an actor writes as."""
    if isinstance(actor, AgentActor):
        return "agent", actor.agent_id
    return "customer", actor.customer_id


def check_kind(actor: Actor, kind: SentKind) -> None:
    """Raise `Forbidden` where the actor may not write this kind of entry."""
    if not PUBLIC[kind] and not isinstance(actor, AgentActor):
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


def body_hash(actor: Actor, kind: SentKind, text: str) -> bytes:
    """What a retry has in common with the first try: author, kind and text."""
    author, author_id = author_of(actor)
    return _digest([author, author_id.hex, kind, text])


def start_hash(customer_id: UUID, message_id: UUID, text: str, answers: Mapping[str, str]) -> bytes:
    """What a repeated start has in common with the first one."""
    return _digest([customer_id.hex, message_id.hex, text, sorted(answers.items())])


def status_after(status: Status, actor: Actor, kind: SentKind) -> Status:
    """The status of a conversation once this entry is in it: a customer's message opens it again."""
    return "open" if kind == "message" and not isinstance(actor, AgentActor) else status


def check_author(actor: Actor, author: str, author_id: UUID | None) -> None:
    """Raise `Forbidden` where an entry is not the actor's own."""
    if (author, author_id) != author_of(actor):
        raise Forbidden("not_the_author", "Only the author may change a message.")


def check_version(stored: int, seen: int) -> None:
    """Raise `Conflict` when a change is based on something that changed meanwhile."""
    if stored != seen:
        raise Conflict("version_conflict", "This was changed meanwhile; look at it again.")


def mark_id(conversation_id: UUID, reader_id: UUID | None) -> UUID:
    """The id of a reader's mark, the team's for None; it follows from both, so that two first marks are one row."""
    return uuid5(conversation_id, reader_id.hex if reader_id else "team")


def sees_mark(reader: Actor, of: Reader) -> bool:
    """Whether marks of this kind are the reader's to see: customers do not learn which agent read what."""
    return isinstance(reader, AgentActor) or of != "agent"


def event_hash(entry_id: UUID) -> bytes:
    """The hash of an entry that nobody sent, so that no retry can ever match it."""
    return _digest([entry_id.hex])


def preview_of(text: str) -> str:
    """The beginning of a message on one line, for lists."""
    line = " ".join(text[: PREVIEW_LENGTH * 4].split())
    return line if len(line) <= PREVIEW_LENGTH else line[: PREVIEW_LENGTH - 1].rstrip() + "…"


def _digest(parts: list[object]) -> bytes:
    return hashlib.sha256(msgspec.json.encode(parts)).digest()
