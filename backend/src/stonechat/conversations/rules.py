"""Pure decisions about messages: who may write what, and whether a known id is a retry."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid5

import msgspec
import regex

from stonechat.accounts.actor import Actor, AgentActor
from stonechat.conversations.wire import LONGEST_TEXT, Author, EventType, Reader, SentKind, Status
from stonechat.errors import Conflict, FieldFault, Forbidden, InvalidInput
from stonechat.texts import text_fault

PREVIEW_LENGTH = 120
_CHARACTER = regex.compile(r"\X")

PUBLIC: dict[SentKind | EventType, bool] = {
    "message": True,
    "note": False,
    # A public entry counts as unread, which nobody wants of these.
    "status_changed": False,
    "assignee_changed": False,
    "tags_changed": False,
    "priority_changed": False,
    "rated": False,
}
"""The one table of what customers see: kinds of entries, and types of events."""

REVISION_WINDOW = timedelta(minutes=15)
"""How long the author of an entry may edit or delete it."""


def author_of(actor: Actor) -> tuple[Author, UUID]:
    """The author that an actor writes as."""
    if isinstance(actor, AgentActor):
        return "agent", actor.agent_id
    return "customer", actor.customer_id


def check_kind(actor: Actor, kind: SentKind, mentions: Sequence[UUID]) -> None:
    """Raise `Forbidden` where the actor may not write this kind of entry, `InvalidInput` where it calls nobody."""
    if not PUBLIC[kind] and not isinstance(actor, AgentActor):
        raise Forbidden("agents_only", "Only agents write notes.")
    if mentions and PUBLIC[kind]:
        fault = FieldFault("/mentions", "Only a note calls agents.")
        raise InvalidInput("invalid_input", "Only a note calls agents.", (fault,))


def check_text(text: str, pointer: str) -> None:
    """Raise `InvalidInput` for text that says nothing or that no PostgreSQL can store."""
    if not text.strip():
        raise InvalidInput(
            "invalid_input", "An empty message cannot be sent.", (FieldFault(pointer, "Write something."),)
        )
    unstorable = text_fault(text)
    if unstorable is not None:
        fault = FieldFault(pointer, unstorable)
        raise InvalidInput("invalid_text", "This text has a character that cannot be stored.", (fault,))
    if len(text) > LONGEST_TEXT and count_characters(text) > LONGEST_TEXT:
        fault = FieldFault(pointer, f"Please keep this to {LONGEST_TEXT} characters.")
        raise InvalidInput("invalid_input", "This text is too long.", (fault,))


def count_characters(text: str) -> int:
    """Characters as a person counts them: extended grapheme clusters (Unicode Standard Annex 29)."""
    return sum(1 for _ in _CHARACTER.finditer(text))


def check_retry(stored_hash: bytes, sent_hash: bytes) -> None:
    """Raise `Conflict` when a known id comes with another author or another first body."""
    if stored_hash != sent_hash:
        raise id_conflict()


def id_conflict() -> Conflict:
    """The refusal of a known id with another content."""
    return Conflict("id_conflict", "This id is already in use for something else.")


def body_hash(actor: Actor, kind: SentKind, text: str, mentions: Sequence[UUID] = ()) -> bytes:
    """What a retry has in common with the first try: author, kind, text, and whom it calls."""
    author, author_id = author_of(actor)
    return _digest([author, author_id.hex, kind, text, *sorted(each.hex for each in mentions)])


def start_hash(customer_id: UUID, message_id: UUID, text: str, answers: Mapping[str, str]) -> bytes:
    """What a repeated start has in common with the first one."""
    return _digest([customer_id.hex, message_id.hex, text, sorted(answers.items())])


def status_after(status: Status, actor: Actor, kind: SentKind) -> Status:
    """The status of a conversation once this entry is in it: a customer's message opens it again."""
    return "open" if kind == "message" and not isinstance(actor, AgentActor) else status


def waiting_since(before: datetime | None, author: Author, now: datetime) -> datetime | None:
    """When the customer wrote first of what no agent has answered, after a public message of this author."""
    return (before or now) if author == "customer" else None


def is_closed(resolved_at: datetime | None, reopen_days: int, now: datetime) -> bool:
    """Whether a conversation was resolved too long ago for a customer's message to open it again."""
    return resolved_at is not None and now - resolved_at > timedelta(days=reopen_days)


def closed() -> Conflict:
    """The refusal of a message into a conversation that is over: the client starts a new one."""
    return Conflict("conversation_closed", "This conversation is over. Please start a new one.")


def check_window(created_at: datetime, now: datetime) -> None:
    """Raise `Conflict` when an entry is too old to be edited or deleted by its author."""
    if now - created_at > REVISION_WINDOW:
        minutes = int(REVISION_WINDOW.total_seconds() // 60)
        raise Conflict("too_late", f"A message can be changed for {minutes} minutes.")


def check_snooze(until: datetime | None, now: datetime) -> None:
    """Raise `InvalidInput` for a time to wake up that is over already."""
    if until is not None and until <= now:
        fault = FieldFault("/snoozed_until", "This time is over already.")
        raise InvalidInput("invalid_input", "Choose a time that is still to come.", (fault,))


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
