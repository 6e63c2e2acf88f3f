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
Kind = Literal["message", "note", "event"]
SentKind = Literal["message", "note"]
Reader = Literal["customer", "agent", "team"]
EventType = Literal["status_changed"]

MOST_TAGS = 50

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
    tag_ids: list[UUID]
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


class SystemEvent(msgspec.Struct, frozen=True):
    """What happened to a conversation."""

    type: EventType
    status: Status
    previous: Status
    agent_id: UUID | None
    """Who did it; None when a customer's message did."""


class Message(msgspec.Struct, frozen=True):
    """An entry of a timeline."""

    id: UUID
    conversation_id: UUID
    seq: int
    public_seq: int | None
    """None for a note and for an internal event, which customers never receive."""
    kind: Kind
    author: Author
    author_id: UUID | None
    text: str
    """Empty for an event, and for what was deleted."""
    event: SystemEvent | None
    """For an entry that the system wrote; clients ignore types that they do not know."""
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
    kind: SentKind = "message"


class EditMessage(msgspec.Struct, frozen=True):
    """Other words for a message."""

    text: MessageText
    version: int
    """The version that the words are meant to replace."""


class ChangeConversation(msgspec.Struct, frozen=True):
    """What agents change of a conversation. What is left out stays."""

    head_version: int
    """The one that the agent saw: two agents do not overwrite each other."""
    status: Status | msgspec.UnsetType = msgspec.UNSET
    tag_ids: Annotated[list[UUID], msgspec.Meta(max_length=MOST_TAGS)] | msgspec.UnsetType = msgspec.UNSET


class SetMark(msgspec.Struct, frozen=True):
    """How far the reader got, in `public_seq`s. A mark never goes back, and never past the newest entry."""

    delivered_seq: Annotated[int, msgspec.Meta(ge=0, le=2**53)]
    """All up to here has arrived."""
    read_seq: Annotated[int, msgspec.Meta(ge=0, le=2**53)]
    """All up to here was seen, and so has arrived too."""


class Mark(msgspec.Struct, frozen=True):
    """How far somebody got in a conversation, in `public_seq`s.

    Unread is arithmetic: the conversation's `public_seq` minus `read_seq` of one's own mark.
    """

    id: UUID
    conversation_id: UUID
    reader: Reader
    """`team` is the furthest of all agents, which is all that customers see of them."""
    reader_id: UUID | None
    delivered_seq: int
    read_seq: int
    version: int


class MarkList(msgspec.Struct, frozen=True):
    """All marks of a conversation that the reader may see."""

    items: list[Mark]


class ConversationPage(msgspec.Struct, frozen=True):
    """A page of conversations, newest activity first, the customers they are with, and how far everybody got."""

    items: list[Conversation]
    customers: list[Customer]
    marks: list[Mark]
    next: str | None


class MessagePage(msgspec.Struct, frozen=True):
    """A page of a timeline, newest first, the agents who wrote in it, and how far everybody got."""

    items: list[Message]
    agents: list[AgentProfile]
    marks: list[Mark]
    next: str | None
