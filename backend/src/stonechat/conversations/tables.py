"""Conversations and the entries of their timelines."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from stonechat.db.base import NOW, Base, Versioned


class ConversationRow(Versioned, Base):
    """A conversation. Its row lock is what numbers the timeline: `seq` and `public_seq` are those of the last entry."""

    __tablename__ = "conversations"
    __table_args__ = (
        CheckConstraint("status IN ('open', 'pending', 'snoozed', 'resolved')", name="status"),
        CheckConstraint("last_message_author IN ('customer', 'agent', 'system')", name="last_message_author"),
        CheckConstraint("priority IN ('low', 'normal', 'high', 'urgent')", name="priority"),
        CheckConstraint("seq >= public_seq AND public_seq >= 0", name="counters"),
        CheckConstraint("(status = 'resolved') = (resolved_at IS NOT NULL)", name="resolved"),
        CheckConstraint("status = 'snoozed' OR snoozed_until IS NULL", name="snoozed"),
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
        Index("ix_conversations_queue", "queued_at", "id", postgresql_where=text("queued_at IS NOT NULL")),
        Index(
            "ix_conversations_assignee",
            "assignee_id",
            "last_message_at",
            "id",
            postgresql_where=text("assignee_id IS NOT NULL"),
        ),
        Index("ix_conversations_tags", "tag_ids", postgresql_using="gin", postgresql_where=text("tag_ids <> '{}'")),
        Index("ix_conversations_snoozed", "snoozed_until", postgresql_where=text("snoozed_until IS NOT NULL")),
        Index(
            "ix_conversations_resolved",
            "site_id",
            "resolved_at",
            postgresql_where=text("resolved_at IS NOT NULL AND deleted_at IS NULL"),
        ),
        Index("ix_conversations_activity", "last_message_at", "id"),
        Index("ix_conversations_status_activity", "status", "last_message_at", "id"),
        Index("ix_conversations_customer_activity", "customer_id", "last_message_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """Minted by the customer's browser, so that starting can be repeated."""
    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id"))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    status: Mapped[str] = mapped_column(default="open")
    assignee_id: Mapped[UUID | None] = mapped_column(ForeignKey("agents.id"))
    priority: Mapped[str] = mapped_column(server_default="normal", default="normal")
    snoozed_until: Mapped[datetime | None]
    """None while snoozed is until the customer's next message."""
    resolved_at: Mapped[datetime | None]
    queued_at: Mapped[datetime | None] = mapped_column(default=func.clock_timestamp())
    """Since when it waits for an agent to be assigned."""
    assigned_at: Mapped[datetime | None]
    rating: Mapped[int | None]
    """Of the latest resolution, by the customer."""
    rating_text: Mapped[str] = mapped_column(server_default="", default="")
    deleted_at: Mapped[datetime | None]
    """An admin deleted it, or its time was over: its words are gone, and what was counted stays."""
    seq: Mapped[int]
    public_seq: Mapped[int]
    head_version: Mapped[int] = mapped_column(default=1)
    """+1 with every change of what an agent edits, so that a customer's message is no conflict for them."""
    start_hash: Mapped[bytes]
    answers: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """The filled form with the labels of that day; later changes of the form do not touch it."""
    tag_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), server_default="{}", default=list)
    preview: Mapped[str]
    last_message_at: Mapped[datetime] = mapped_column(server_default=NOW)
    waiting_since: Mapped[datetime | None] = mapped_column(default=func.clock_timestamp())
    """When the customer wrote first of what no agent has answered yet."""
    last_message_author: Mapped[str]
    last_message_author_id: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)


class MessageRow(Versioned, Base):
    """An entry of a timeline: a message, a note that only agents see, or an event that the system wrote down."""

    __tablename__ = "messages"
    __table_args__ = (
        # The guarantee against doubles. There is no key on `id` alone: two writers could then wait for each other
        # outside the order of the conversations' row locks.
        UniqueConstraint("conversation_id", "id"),
        CheckConstraint("kind IN ('message', 'note', 'event')", name="kind"),
        CheckConstraint("author IN ('customer', 'agent', 'system')", name="author"),
        CheckConstraint("kind <> 'message' OR public_seq IS NOT NULL", name="message_is_public"),
        CheckConstraint("kind <> 'note' OR public_seq IS NULL", name="note_is_internal"),
        CheckConstraint("(kind = 'event') = (event IS NOT NULL)", name="event"),
    )

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[UUID]
    public_seq: Mapped[int | None]
    kind: Mapped[str]
    author: Mapped[str]
    author_id: Mapped[UUID | None]
    text: Mapped[str]
    event: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """What happened, for an entry that the system wrote."""
    mentions: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), server_default="{}", default=list)
    """The agents whom a note calls."""
    body_hash: Mapped[bytes]
    """Of the first body and its author, so that a retry is known again, also after an edit."""
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]


class WordsRow(Base):
    """Earlier words of a message that was edited or deleted; agents can read them, until the customer is erased."""

    __tablename__ = "earlier_words"
    __table_args__ = (
        ForeignKeyConstraint(
            ["conversation_id", "message_id"], ["messages.conversation_id", "messages.id"], ondelete="CASCADE"
        ),
    )

    conversation_id: Mapped[UUID] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The version that had these words."""
    text: Mapped[str]
    replaced_at: Mapped[datetime] = mapped_column(server_default=NOW)


class DeskRow(Base):
    """What assignment knows of an agent. Apart from the agents, because every change of theirs is told to everybody."""

    __tablename__ = "desks"
    __table_args__ = (Index("ix_desks_turn", "turn"),)

    agent_id: Mapped[UUID] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"), primary_key=True)
    turn: Mapped[int] = mapped_column(server_default="0", default=0)
    """When they were last given a conversation, as a number that grows: round robin takes the smallest."""
    present_until: Mapped[datetime] = mapped_column(server_default=NOW)
    """A lease that the processes renew where this agent is connected."""
    left_at: Mapped[datetime | None]
    """Since when they say that they are offline."""


class MarkRow(Versioned, Base):
    """How far somebody got in a conversation, in `public_seq`s. Only ever forward."""

    __tablename__ = "marks"
    __table_args__ = (
        CheckConstraint("reader IN ('customer', 'agent', 'team')", name="reader"),
        CheckConstraint("read_seq BETWEEN 0 AND delivered_seq", name="forward"),
        Index("ix_marks_conversation", "conversation_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """Follows from the conversation and the reader, so that two first marks at once are one row."""
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"))
    reader: Mapped[str]
    reader_id: Mapped[UUID | None]
    """None for the team: the furthest of all agents."""
    delivered_seq: Mapped[int]
    read_seq: Mapped[int]
