"""Rows as their reader sees them. A customer's view counts public entries only, so that a note leaves no hole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import asyncpg
import msgspec
from msgspec.structs import replace

from stonechat.accounts.actor import Actor, AgentActor
from stonechat.conversations.sends import Draft
from stonechat.conversations.tables import ConversationRow, MarkRow, MessageRow
from stonechat.conversations.wire import (
    Author,
    Conversation,
    FormAnswer,
    Kind,
    Mark,
    Message,
    Priority,
    Reader,
    Status,
    SystemEvent,
)

_decode_answers = msgspec.json.Decoder(list[FormAnswer]).decode


@dataclass(frozen=True, slots=True)
class Stored:
    """A message that a group has just stored, and its conversation after it, both as agents see them.

    `xid` is the transaction.
    """

    message: Message
    conversation: Conversation
    xid: int


def conversation_for(reader: Actor, conversation: Conversation) -> Conversation:
    """What this reader sees of a conversation that agents see like this."""
    if isinstance(reader, AgentActor):
        return conversation
    return replace(
        conversation,
        seq=conversation.public_seq,
        tag_ids=[],
        priority="normal",
        snoozed_until=None,
        waiting_since=None,
        queued_at=None,
    )


def message_for(reader: Actor, message: Message) -> Message:
    """What this reader sees of an entry that agents see like this. A customer must never be given a note."""
    if isinstance(reader, AgentActor):
        return message
    if message.public_seq is None:
        raise AssertionError("an internal entry was about to be shown to a customer")
    return replace(message, seq=message.public_seq)


def conversation_from(row: ConversationRow, reader: Actor) -> Conversation:
    """A conversation as this reader sees it."""
    conversation = Conversation(
        id=row.id,
        site_id=row.site_id,
        customer_id=row.customer_id,
        status=cast("Status", row.status),
        assignee_id=row.assignee_id,
        seq=row.seq,
        public_seq=row.public_seq,
        head_version=row.head_version,
        tag_ids=row.tag_ids,
        priority=cast("Priority", row.priority),
        snoozed_until=row.snoozed_until,
        resolved_at=row.resolved_at,
        waiting_since=row.waiting_since,
        queued_at=row.queued_at,
        rating=row.rating,
        rating_text=row.rating_text,
        preview=row.preview,
        last_message_at=row.last_message_at,
        last_message_author=cast("Author", row.last_message_author),
        last_message_author_id=row.last_message_author_id,
        answers=msgspec.convert(row.answers, list[FormAnswer]),
        created_at=row.created_at,
        deleted_at=row.deleted_at,
        version=row.version,
    )
    return conversation_for(reader, conversation)


def message_from(row: MessageRow, reader: Actor) -> Message:
    """An entry as this reader sees it. A customer must never be given a note: that is a programming error."""
    message = Message(
        id=row.id,
        conversation_id=row.conversation_id,
        seq=row.seq,
        public_seq=row.public_seq,
        kind=cast("Kind", row.kind),
        author=cast("Author", row.author),
        author_id=row.author_id,
        text=row.text,
        event=msgspec.convert(row.event, SystemEvent) if row.event else None,
        mentions=row.mentions,
        attachments=[],
        created_at=row.created_at,
        edited_at=row.edited_at,
        deleted_at=row.deleted_at,
        version=row.version,
    )
    return message_for(reader, message)


def mark_from(row: MarkRow) -> Mark:
    """A mark as the API shows it."""
    return Mark(
        id=row.id,
        conversation_id=row.conversation_id,
        reader=cast("Reader", row.reader),
        reader_id=row.reader_id,
        delivered_seq=row.delivered_seq,
        read_seq=row.read_seq,
        version=row.version,
    )


def message_from_group(row: asyncpg.Record, draft: Draft) -> Message:
    """A sent message as agents see it, with the numbers and the words that the send statement answered."""
    return Message(
        id=draft.id,
        conversation_id=draft.conversation_id,
        seq=row["seq"],
        public_seq=row["public_seq"],
        kind=draft.kind,
        author=draft.author,
        author_id=draft.author_id,
        text=row["text"],
        event=None,
        mentions=[],
        attachments=[],
        created_at=row["created_at"],
        edited_at=row["edited_at"],
        deleted_at=row["deleted_at"],
        version=row["version"],
    )


def stored_from_group(row: asyncpg.Record, draft: Draft) -> Stored:
    """What a group stored, from the answer of the send statement."""
    message = message_from_group(row, draft)
    conversation = Conversation(
        id=message.conversation_id,
        site_id=row["site_id"],
        customer_id=row["customer_id"],
        status=row["status"],
        assignee_id=row["assignee_id"],
        seq=row["conversation_seq"],
        public_seq=row["conversation_public_seq"],
        head_version=row["head_version"],
        tag_ids=row["tag_ids"],
        priority=row["priority"],
        # The statement stores into open and pending conversations only.
        snoozed_until=None,
        resolved_at=None,
        waiting_since=row["waiting_since"],
        queued_at=row["queued_at"],
        rating=None,
        rating_text="",
        preview=row["preview"],
        last_message_at=row["last_message_at"],
        last_message_author=row["last_message_author"],
        last_message_author_id=row["last_message_author_id"],
        answers=_decode_answers(row["answers"]),
        created_at=row["conversation_created_at"],
        deleted_at=None,
        version=row["conversation_version"],
    )
    return Stored(message=message, conversation=conversation, xid=row["xid"])
