"""Conversations and messages as the API shows them.

Numbers are those of the reader's view: an agent's timeline counts every entry, a customer's only the public ones, and
both are 1, 2, 3 … without a hole.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import msgspec

from stonechat.accounts.wire import AgentProfile
from stonechat.customers.wire import LONGEST_RESUME_KEY, Customer

Status = Literal["open", "pending", "snoozed", "resolved"]
Author = Literal["customer", "agent", "system"]
Kind = Literal["message", "note", "event"]
SentKind = Literal["message", "note"]
Reader = Literal["customer", "agent", "team"]
Priority = Literal["low", "normal", "high", "urgent"]
AssignmentReason = Literal["round_robin", "least_loaded", "by_agent", "agent_left", "reopened"]
EventType = Literal["status_changed", "assignee_changed", "tags_changed", "priority_changed", "rated"]

MOST_TAGS = 50

LONGEST_TEXT = 10_000
"""In characters as a person counts them: an emoji of several code points, or a letter with its accents, is one."""
MOST_CODE_POINTS = 60_000
MOST_MENTIONS = 20
MOST_AT_ONCE = 100

MessageText = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=MOST_CODE_POINTS,
        description=f"At most {LONGEST_TEXT} characters as a person counts them (grapheme clusters).",
    ),
]
TagIds = Annotated[list[UUID], msgspec.Meta(max_length=MOST_TAGS)]
AnswerKey = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
AnswerValue = Annotated[str, msgspec.Meta(max_length=5_000)]


class FormAnswer(msgspec.Struct, frozen=True):
    """One answer of the pre-chat form, with its question as it was asked."""

    key: str
    label: str
    value: str
    value_label: str | None
    """What the customer read where they chose the value among several; None where they wrote it."""


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
    """Empty for customers, who do not see what the team sorts by."""
    priority: Priority
    """Always `normal` for customers."""
    snoozed_until: datetime | None
    """None while snoozed is until the customer's next message. None for customers."""
    resolved_at: datetime | None
    waiting_since: datetime | None
    """When the customer wrote first of what no agent has answered yet. Only agents are told."""
    queued_at: datetime | None
    """Since when it waits for an agent to be assigned. None for customers."""
    rating: int | None
    """1 to 5, of the latest resolution."""
    rating_text: str
    preview: str
    """The beginning of the newest public message."""
    last_message_at: datetime
    last_message_author: Author
    last_message_author_id: UUID | None
    answers: list[FormAnswer]
    created_at: datetime
    deleted_at: datetime | None
    """Its words are gone; clients stop showing it."""
    version: int


class Attachment(msgspec.Struct, frozen=True):
    """A file that came with a message."""

    id: UUID
    name: str
    media_type: str
    size: int


class StatusChanged(msgspec.Struct, frozen=True, tag="status_changed"):
    """A conversation was resolved, put off, or opened again."""

    status: Status
    previous: Status
    until: datetime | None
    """For how long it is snoozed."""
    agent_id: UUID | None
    """Who did it; None when a customer's message or the time did."""


class AssigneeChanged(msgspec.Struct, frozen=True, tag="assignee_changed"):
    """Another agent is to answer, or nobody yet."""

    assignee_id: UUID | None
    previous: UUID | None
    reason: AssignmentReason
    agent_id: UUID | None
    """Who did it; None where it followed from the rules."""


class TagsChanged(msgspec.Struct, frozen=True, tag="tags_changed"):
    """Tags were put on, or taken off."""

    added: list[UUID]
    removed: list[UUID]
    agent_id: UUID


class PriorityChanged(msgspec.Struct, frozen=True, tag="priority_changed"):
    """It became more or less urgent."""

    priority: Priority
    previous: Priority
    agent_id: UUID


class Rated(msgspec.Struct, frozen=True, tag="rated"):
    """The customer said how it was."""

    rating: int
    text: str


SystemEvent: TypeAlias = StatusChanged | AssigneeChanged | TagsChanged | PriorityChanged | Rated
"""What happened to a conversation. Clients ignore types that they do not know."""


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
    mentions: list[UUID]
    """The agents whom a note calls."""
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
    mentions: Annotated[list[UUID], msgspec.Meta(max_length=MOST_MENTIONS)] = []
    """The agents whom a note calls; a message calls nobody."""


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
    snoozed_until: Annotated[datetime, msgspec.Meta(tz=True)] | msgspec.UnsetType | None = msgspec.UNSET
    """For `snoozed`; null is until the customer's next message."""
    assignee_id: UUID | msgspec.UnsetType | None = msgspec.UNSET
    priority: Priority | msgspec.UnsetType = msgspec.UNSET
    tag_ids: TagIds | msgspec.UnsetType = msgspec.UNSET


class ChangeMany(msgspec.Struct, frozen=True):
    """The same change of several conversations, whatever they were before. What is left out stays."""

    ids: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=MOST_AT_ONCE)]
    status: Literal["open", "pending", "resolved"] | msgspec.UnsetType = msgspec.UNSET
    assignee_id: UUID | msgspec.UnsetType | None = msgspec.UNSET
    priority: Priority | msgspec.UnsetType = msgspec.UNSET
    add_tag_ids: TagIds = []
    remove_tag_ids: TagIds = []


class ConversationList(msgspec.Struct, frozen=True):
    """Conversations; those of the request that do not exist any more are left out."""

    items: list[Conversation]


class Rate(msgspec.Struct, frozen=True):
    """How a customer found a conversation that was resolved."""

    rating: Annotated[int, msgspec.Meta(ge=1, le=5)]
    text: Annotated[str, msgspec.Meta(max_length=1_000)] = ""


class EarlierWords(msgspec.Struct, frozen=True):
    """What a message said before it was edited or deleted."""

    version: int
    text: str
    replaced_at: datetime


class MessageHistory(msgspec.Struct, frozen=True):
    """The earlier words of a message, newest first."""

    items: list[EarlierWords]


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


class CountOf(msgspec.Struct, frozen=True):
    """How many conversations there are of a tag or a site."""

    id: UUID
    count: int


class ConversationCounts(msgspec.Struct, frozen=True):
    """How many conversations are open or pending, by where the team looks for them."""

    mine: int
    """Those of whoever asks."""
    unassigned: int
    active: int
    """All of them."""
    snoozed: int
    """These are in none of the other numbers."""
    tags: list[CountOf]
    """Of the active ones. A tag that is missing is on none."""
    sites: list[CountOf]


class MessagePage(msgspec.Struct, frozen=True):
    """A page of a timeline, newest first, the agents who wrote in it, and how far everybody got."""

    items: list[Message]
    agents: list[AgentProfile]
    marks: list[Mark]
    next: str | None


class CountUnread(msgspec.Struct, frozen=True):
    """Which customer asks, by what their browser keeps."""

    site_id: UUID
    resume_key: Annotated[str, msgspec.Meta(max_length=LONGEST_RESUME_KEY)]
    """It stays as it is."""


class UnreadCount(msgspec.Struct, frozen=True):
    """What a page shows on a closed widget."""

    unread: int
    has_open_conversation: bool


class ExportedConversation(msgspec.Struct, frozen=True):
    """A conversation in an export: what its customer could see of it."""

    id: UUID
    status: Status
    created_at: datetime
    last_message_at: datetime
    resolved_at: datetime | None
    deleted_at: datetime | None
    answers: list[FormAnswer]
    rating: int | None
    """1 to 5, by the customer."""
    rating_text: str
    marks: list[Mark]
    messages: list[Message]
    """All public entries, oldest first."""


class CustomerExport(msgspec.Struct, frozen=True):
    """All that is stored of a customer and of what was said to them."""

    exported_at: datetime
    customer: Customer
    agents: list[AgentProfile]
    """Those who wrote to them."""
    conversations: list[ExportedConversation]
    """Oldest first."""
