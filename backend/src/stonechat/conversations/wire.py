"""Conversations and messages as the API shows them.

Numbers are those of the reader's view: an agent's timeline counts every entry, a customer's only the public ones, and
both are 1, 2, 3 … without a hole.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from stonechat.accounts.wire import AgentProfile
from stonechat.customers.wire import Customer

Status = Literal["open", "pending", "snoozed", "resolved"]
Author = Literal["customer", "agent", "system"]
Kind = Literal["message", "note"]

LONGEST_TEXT = 10_000

MessageText = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_TEXT)]
AnswerKey = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
AnswerValue = Annotated[str, msgspec.Meta(max_length=5_000)]


class FormAnswer(msgspec.Struct, frozen=True):
    """One answer of the pre-chat form, with its question as it was asked."""

    key: str
    label: str
    value: str


class Conversation(msgspec.Struct, frozen=True):
    """A conversation between a customer and the team."""

    id: UUID
    site_id: UUID
    customer_id: UUID
    status: Status
    assignee_id: UUID | None
    seq: int
    """The number of the newest entry that the reader can see."""
    public_seq: int
    """The number of the newest public entry."""
    head_version: int
    preview: str
    """The beginning of the newest public message."""
    last_message_at: datetime
    last_message_author: Author
    last_message_author_id: UUID | None
    answers: list[FormAnswer]
    created_at: datetime
    version: int


class Attachment(msgspec.Struct, frozen=True):
    """A file that came with a message."""

    id: UUID
    name: str
    media_type: str
    size: int


class Message(msgspec.Struct, frozen=True):
    """An entry of a timeline."""

    id: UUID
    conversation_id: UUID
    seq: int
    public_seq: int | None
    """None for a note, which customers never receive."""
    kind: Kind
    author: Author
    author_id: UUID | None
    text: str
    attachments: list[Attachment]
    created_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    version: int


class FirstMessage(msgspec.Struct, frozen=True):
    """The message that a conversation begins with."""

    id: UUID
    """Minted by the sender, a UUIDv7; a retry sends the same one."""
    text: MessageText


class StartConversation(msgspec.Struct, frozen=True):
    """A filled pre-chat form."""

    id: UUID
    """Minted by the sender, a UUIDv7; a retry sends the same one."""
    message: FirstMessage
    answers: Annotated[dict[AnswerKey, AnswerValue], msgspec.Meta(max_length=50)]


class ConversationStarted(msgspec.Struct, frozen=True):
    """A new conversation with its first message."""

    conversation: Conversation
    message: Message
    customer: Customer


class SendMessage(msgspec.Struct, frozen=True):
    """A message, or an agent's note."""

    id: UUID
    """Minted by the sender, a UUIDv7; a retry sends the same one."""
    text: MessageText
    kind: Kind = "message"


class ConversationPage(msgspec.Struct, frozen=True):
    """A page of conversations, newest activity first, and the customers they are with."""

    items: list[Conversation]
    customers: list[Customer]
    next: str | None


class MessagePage(msgspec.Struct, frozen=True):
    """A page of a timeline, newest first, and the agents who wrote in it."""

    items: list[Message]
    agents: list[AgentProfile]
    next: str | None
