"""Examples for the contract's operations: one small story, which a test tells to the real API word for word."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from stonechat.accounts.wire import Agent, AgentPage, AgentProfile, Credentials, SetAvailability, SignedIn
from stonechat.conversations.wire import (
    ChangeConversation,
    Conversation,
    ConversationPage,
    ConversationStarted,
    EditMessage,
    FirstMessage,
    FormAnswer,
    Mark,
    MarkList,
    Message,
    MessagePage,
    SendMessage,
    SetMark,
    StartConversation,
    SystemEvent,
)
from stonechat.customers.wire import Customer, OpenSession, WidgetSession
from stonechat.health import Health
from stonechat.realtime.wire import SyncAnswer, SyncRequest
from stonechat.sites.wire import FormField, Site, SiteList, WidgetConfig
from stonechat.tags.wire import ChangeTag, MakeTag, Tag, TagList

BASE = "https://chat-api.example"

AGENT_ID = UUID("019a3f00-0000-7000-8000-000000000001")
SITE_ID = UUID("019a3f00-0000-7000-8000-000000000002")
CUSTOMER_ID = UUID("019a3f00-0000-7000-8000-000000000003")
CONVERSATION_ID = UUID("019a3f00-0000-7000-8000-000000000004")
QUESTION_ID = UUID("019a3f00-0000-7000-8000-000000000005")
REPLY_ID = UUID("019a3f00-0000-7000-8000-000000000006")
TAG_ID = UUID("019a3f00-0000-7000-8000-000000000007")
_EVENT_ID = UUID("019a3f00-0000-7000-8000-000000000008")
_MARK_ID = UUID("4f0b6a57-3c1d-5b0e-9a52-6b6f8f0a7c11")
_TEAM_MARK_ID = UUID("a1d4c2c0-93b1-5f3c-8f2e-0d9b1f6a3e42")

_IDS = {
    "conversation_id": CONVERSATION_ID,
    "customer_id": CUSTOMER_ID,
    "message_id": REPLY_ID,
    "tag_id": TAG_ID,
}

_MORNING = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
_LATER = datetime(2026, 11, 23, 9, 31, 12, tzinfo=UTC)
_TOKEN = "eyJhbGciOiJIUzI1NiIs…"  # noqa: S105 (the beginning of any token)
_RESUME_KEY = "019a3f0000007000800000000000000a.1.Jb0…"


@dataclass(frozen=True, slots=True)
class Example:
    """One call: what is sent, and what comes back."""

    answer: msgspec.Struct | None
    request: msgspec.Struct | None = None
    query: dict[str, str] = field(default_factory=dict)


_AGENT = Agent(
    id=AGENT_ID,
    name="Ada",
    active=True,
    availability="online",
    version=1,
    email="ada@example.com",
    role="admin",
    created_at=_MORNING,
)
_NEW_CUSTOMER = Customer(
    id=CUSTOMER_ID, site_id=SITE_ID, name=None, email=None, phone=None, created_at=_MORNING, version=1
)
_CUSTOMER = msgspec.structs.replace(_NEW_CUSTOMER, name="Grace Hopper", email="grace@example.com", version=2)
_STARTED = Conversation(
    id=CONVERSATION_ID,
    site_id=SITE_ID,
    customer_id=CUSTOMER_ID,
    status="open",
    assignee_id=None,
    seq=1,
    public_seq=1,
    head_version=1,
    tag_ids=[],
    preview="Do you ship to Norway?",
    last_message_at=_MORNING,
    last_message_author="customer",
    last_message_author_id=CUSTOMER_ID,
    answers=[
        FormAnswer(key="name", label="Your name", value="Grace Hopper"),
        FormAnswer(key="email", label="Email", value="grace@example.com"),
    ],
    created_at=_MORNING,
    version=1,
)
_QUESTION = Message(
    id=QUESTION_ID,
    conversation_id=CONVERSATION_ID,
    seq=1,
    public_seq=1,
    kind="message",
    author="customer",
    author_id=CUSTOMER_ID,
    text="Do you ship to Norway?",
    event=None,
    attachments=[],
    created_at=_MORNING,
    edited_at=None,
    deleted_at=None,
    version=1,
)
_REPLY = msgspec.structs.replace(
    _QUESTION,
    id=REPLY_ID,
    seq=2,
    public_seq=2,
    author="agent",
    author_id=AGENT_ID,
    text="Yes, in three days.",
    created_at=_LATER,
)
_EDITED = msgspec.structs.replace(_REPLY, text="Yes, in two days.", edited_at=_LATER, version=2)
_EVENT = Message(
    id=_EVENT_ID,
    conversation_id=CONVERSATION_ID,
    seq=3,
    public_seq=None,
    kind="event",
    author="system",
    author_id=None,
    text="",
    event=SystemEvent(type="status_changed", status="resolved", previous="open", agent_id=AGENT_ID),
    attachments=[],
    created_at=_LATER,
    edited_at=None,
    deleted_at=None,
    version=1,
)
_RESOLVED = msgspec.structs.replace(
    _STARTED,
    status="resolved",
    seq=3,
    public_seq=2,
    head_version=3,
    tag_ids=[TAG_ID],
    preview="Yes, in two days.",
    last_message_at=_LATER,
    last_message_author="agent",
    last_message_author_id=AGENT_ID,
    version=4,
)
_MARK = Mark(
    id=_MARK_ID,
    conversation_id=CONVERSATION_ID,
    reader="agent",
    reader_id=AGENT_ID,
    delivered_seq=2,
    read_seq=2,
    version=1,
)
_TEAM_MARK = msgspec.structs.replace(_MARK, id=_TEAM_MARK_ID, reader="team", reader_id=None)
_NEW_TAG = Tag(id=TAG_ID, name="Shiping", color="#0f766e", deleted_at=None, version=1)
_TAG = msgspec.structs.replace(_NEW_TAG, name="Shipping", version=2)
_SITE = Site(
    id=SITE_ID, name="My website", color="#c2410c", position="right", greeting="Hello. How can we help?", version=1
)
_SIGNED_IN = SignedIn(access_token=_TOKEN, expires_in=900, agent=_AGENT)

EXAMPLES: dict[str, Example] = {
    "getLiveness": Example(Health(status="ok")),
    "getReadiness": Example(Health(status="ok")),
    "signIn": Example(_SIGNED_IN, Credentials(email="ada@example.com", password="correct horse battery")),  # noqa: S106 (nobody's)
    "getMe": Example(_AGENT),
    "setAvailability": Example(_AGENT, SetAvailability(availability="online")),
    "listSites": Example(SiteList(items=[_SITE])),
    "listAgents": Example(AgentPage(items=[_AGENT], next=None)),
    "getWidgetConfig": Example(
        WidgetConfig(
            site_id=SITE_ID,
            name="My website",
            color="#c2410c",
            position="right",
            greeting="Hello. How can we help?",
            form_fields=[
                FormField(key="name", kind="text", label="Your name", help=None, required=True, max_length=100),
                FormField(key="email", kind="email", label="Email", help=None, required=True, max_length=254),
                FormField(key="phone", kind="phone", label="Phone", help=None, required=False, max_length=40),
            ],
        ),
        query={"site": str(SITE_ID)},
    ),
    "openWidgetSession": Example(
        WidgetSession(token=_TOKEN, expires_in=1800, resume_key=_RESUME_KEY, customer=_NEW_CUSTOMER),
        OpenSession(site_id=SITE_ID, resume_key=None),
    ),
    "startConversation": Example(
        ConversationStarted(conversation=_STARTED, message=_QUESTION, customer=_CUSTOMER),
        StartConversation(
            id=CONVERSATION_ID,
            message=FirstMessage(id=QUESTION_ID, text="Do you ship to Norway?"),
            answers={"name": "Grace Hopper", "email": "grace@example.com"},
        ),
    ),
    "sendMessage": Example(_REPLY, SendMessage(id=REPLY_ID, text="Yes, in three days.")),
    "editMessage": Example(_EDITED, EditMessage(text="Yes, in two days.", version=1)),
    "setMark": Example(_MARK, SetMark(delivered_seq=2, read_seq=2)),
    "listMarks": Example(MarkList(items=[_MARK, _TEAM_MARK])),
    "makeTag": Example(_NEW_TAG, MakeTag(id=TAG_ID, name="Shiping", color="#0f766e")),
    "changeTag": Example(_TAG, ChangeTag(name="Shipping")),
    "listTags": Example(TagList(items=[_TAG])),
    "changeConversation": Example(_RESOLVED, ChangeConversation(head_version=1, status="resolved", tag_ids=[TAG_ID])),
    "listConversations": Example(
        ConversationPage(items=[_RESOLVED], customers=[_CUSTOMER], marks=[_MARK, _TEAM_MARK], next=None)
    ),
    "getConversation": Example(_RESOLVED),
    "listMessages": Example(
        MessagePage(
            items=[_EVENT, _EDITED, _QUESTION],
            agents=[AgentProfile(id=AGENT_ID, name="Ada", active=True, availability="online", version=1)],
            marks=[_MARK, _TEAM_MARK],
            next=None,
        )
    ),
    "getCustomer": Example(_CUSTOMER),
    "sync": Example(
        SyncAnswer(
            conversations=[],
            messages=[],
            marks=[],
            customers=[],
            agents=[],
            tags=[],
            sites=[],
            reset=False,
            cursor="5f0c2a9b1d3e.1042",
        ),
        SyncRequest(since=None, wait=25),
    ),
    "deleteMessage": Example(msgspec.structs.replace(_EDITED, text="", deleted_at=_LATER, version=3)),
    "deleteTag": Example(msgspec.structs.replace(_TAG, deleted_at=_LATER, version=3)),
    "refreshSession": Example(_SIGNED_IN),
    "signOut": Example(None),
}
"""By operation, in the order in which the story can be told."""


def curl(method: str, path: str, example: Example, *, needs_token: bool) -> str:
    """The same call for a terminal."""
    query = "&".join(f"{key}={value}" for key, value in example.query.items())
    lines = [f"curl {BASE}{fill(path)}{'?' + query if query else ''}"]
    if method != "get" and example.request is None:
        lines.append(f"--request {method.upper()}")
    if needs_token:
        lines.append('--header "Authorization: Bearer $TOKEN"')
    if example.request is not None:
        lines.append("--json '" + json.dumps(msgspec.to_builtins(example.request)) + "'")
    return " \\\n  ".join(lines)


def fill(path: str) -> str:
    """The path with the story's ids."""
    for name, known in _IDS.items():
        path = path.replace("{" + name + "}", str(known))
    return path
