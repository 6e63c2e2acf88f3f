"""Rows as their reader sees them. A customer's view counts public entries only, so that a note leaves no hole."""

from __future__ import annotations

from typing import cast
from uuid import UUID

import asyncpg
import msgspec

from stonechat.accounts.actor import Actor, AgentActor
from stonechat.conversations.rules import author_of
from stonechat.conversations.tables import ConversationRow, MessageRow
from stonechat.conversations.wire import Author, Conversation, FormAnswer, Kind, Message, SendMessage, Status


def conversation_from(row: ConversationRow, reader: Actor) -> Conversation:
    """A conversation as this reader sees it."""
    return Conversation(
        id=row.id,
        site_id=row.site_id,
        customer_id=row.customer_id,
        status=cast("Status", row.status),
        assignee_id=row.assignee_id,
        seq=row.seq if isinstance(reader, AgentActor) else row.public_seq,
        public_seq=row.public_seq,
        head_version=row.head_version,
        preview=row.preview,
        last_message_at=row.last_message_at,
        last_message_author=cast("Author", row.last_message_author),
        last_message_author_id=row.last_message_author_id,
        answers=msgspec.convert(row.answers, list[FormAnswer]),
        created_at=row.created_at,
        version=row.version,
    )


def message_from(row: MessageRow, reader: Actor) -> Message:
    """An entry as this reader sees it. A customer must never be given a note: that is a programming error."""
    return Message(
        id=row.id,
        conversation_id=row.conversation_id,
        seq=_seq_for(reader, row.seq, row.public_seq),
        public_seq=row.public_seq,
        kind=cast("Kind", row.kind),
        author=cast("Author", row.author),
        author_id=row.author_id,
        text=row.text,
        attachments=[],
        created_at=row.created_at,
        edited_at=row.edited_at,
        deleted_at=row.deleted_at,
        version=row.version,
    )


def message_from_group(row: asyncpg.Record, reader: Actor, conversation_id: UUID, request: SendMessage) -> Message:
    """An entry as the send statement answers it, for the one who sent it."""
    author, author_id = author_of(reader)
    return Message(
        id=request.id,
        conversation_id=conversation_id,
        seq=_seq_for(reader, row["seq"], row["public_seq"]),
        public_seq=row["public_seq"],
        kind=request.kind,
        author=author,
        author_id=author_id,
        text=row["text"],
        attachments=[],
        created_at=row["created_at"],
        edited_at=row["edited_at"],
        deleted_at=row["deleted_at"],
        version=row["version"],
    )


def _seq_for(reader: Actor, seq: int, public_seq: int | None) -> int:
    if isinstance(reader, AgentActor):
        return seq
    if public_seq is None:
        raise AssertionError("a note was about to be shown to a customer")
    return public_seq
