"""Grace asks, and Ada answers."""

from __future__ import annotations

from uuid import UUID

import msgspec

from stonechat.accounts.wire import AgentProfile
from stonechat.conversations.wire import (
    ChangeConversation,
    ChangeMany,
    Conversation,
    ConversationCounts,
    ConversationList,
    ConversationPage,
    ConversationStarted,
    CountOf,
    CountUnread,
    CustomerExport,
    EarlierWords,
    EditMessage,
    ExportedConversation,
    FirstMessage,
    FormAnswer,
    Mark,
    MarkList,
    Message,
    MessageHistory,
    MessagePage,
    PriorityChanged,
    Rate,
    Rated,
    SendMessage,
    SetMark,
    StartConversation,
    StatusChanged,
    TagsChanged,
    UnreadCount,
)
from stonechat.examples.customers import CUSTOMER, ERASED, RESUME_KEY, THEMSELVES, UNBLOCKED
from stonechat.examples.story import (
    AGENT_ID,
    CONVERSATION_ID,
    CUSTOMER_ID,
    LATER,
    MORNING,
    QUESTION_ID,
    REPLY_ID,
    SITE_ID,
    TAG_ID,
    Example,
)

_EVENT_ID = UUID("019a3f00-0000-7000-8000-000000000008")
_MARK_ID = UUID("4f0b6a57-3c1d-5b0e-9a52-6b6f8f0a7c11")
_TEAM_MARK_ID = UUID("a1d4c2c0-93b1-5f3c-8f2e-0d9b1f6a3e42")

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
    priority="normal",
    snoozed_until=None,
    resolved_at=None,
    waiting_since=None,
    queued_at=None,
    rating=None,
    rating_text="",
    preview="Do you ship to Norway?",
    last_message_at=MORNING,
    last_message_author="customer",
    last_message_author_id=CUSTOMER_ID,
    answers=[
        FormAnswer(key="name", label="Your name", value="Grace Hopper", value_label=None),
        FormAnswer(key="email", label="Email", value="grace@example.com", value_label=None),
    ],
    created_at=MORNING,
    deleted_at=None,
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
    mentions=[],
    attachments=[],
    created_at=MORNING,
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
    created_at=LATER,
)
_EDITED = msgspec.structs.replace(_REPLY, text="Yes, in two days.", edited_at=LATER, version=2)
_DELETED = msgspec.structs.replace(_EDITED, text="", deleted_at=LATER, version=3)
_RESOLUTION = Message(
    id=_EVENT_ID,
    conversation_id=CONVERSATION_ID,
    seq=3,
    public_seq=None,
    kind="event",
    author="system",
    author_id=None,
    text="",
    event=StatusChanged(status="resolved", previous="open", until=None, agent_id=AGENT_ID),
    mentions=[],
    attachments=[],
    created_at=LATER,
    edited_at=None,
    deleted_at=None,
    version=1,
)
_TAGGING = msgspec.structs.replace(_RESOLUTION, seq=4, event=TagsChanged(added=[TAG_ID], removed=[], agent_id=AGENT_ID))
_RATING = msgspec.structs.replace(_RESOLUTION, seq=5, event=Rated(rating=5, text="Quick!"))
_HURRY = msgspec.structs.replace(
    _RESOLUTION, seq=6, event=PriorityChanged(priority="high", previous="normal", agent_id=AGENT_ID)
)
_RESOLVED = msgspec.structs.replace(
    _STARTED,
    status="resolved",
    resolved_at=LATER,
    seq=4,
    public_seq=2,
    head_version=3,
    tag_ids=[TAG_ID],
    preview="Yes, in two days.",
    last_message_at=LATER,
    last_message_author="agent",
    last_message_author_id=AGENT_ID,
    version=4,
)
_RATED_BY_CUSTOMER = msgspec.structs.replace(_RESOLVED, seq=2, tag_ids=[], rating=5, rating_text="Quick!", version=5)
_URGENT = msgspec.structs.replace(
    _RESOLVED, seq=6, head_version=4, priority="high", rating=5, rating_text="Quick!", version=6
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

EXAMPLES: dict[str, Example] = {
    "startConversation": Example(
        ConversationStarted(conversation=_STARTED, message=_QUESTION, customer=THEMSELVES),
        StartConversation(
            id=CONVERSATION_ID,
            message=FirstMessage(id=QUESTION_ID, text="Do you ship to Norway?"),
            answers={"name": "Grace Hopper", "email": "grace@example.com"},
        ),
    ),
    "countConversations": Example(
        ConversationCounts(mine=0, unassigned=1, active=1, snoozed=0, tags=[], sites=[CountOf(id=SITE_ID, count=1)])
    ),
    "sendMessage": Example(_REPLY, SendMessage(id=REPLY_ID, text="Yes, in three days.")),
    "editMessage": Example(_EDITED, EditMessage(text="Yes, in two days.", version=1)),
    "getMessageHistory": Example(
        MessageHistory(items=[EarlierWords(version=1, text="Yes, in three days.", replaced_at=LATER)])
    ),
    "countUnread": Example(
        UnreadCount(unread=2, has_open_conversation=True), CountUnread(site_id=SITE_ID, resume_key=RESUME_KEY)
    ),
    "setMark": Example(_MARK, SetMark(delivered_seq=2, read_seq=2)),
    "listMarks": Example(MarkList(items=[_MARK, _TEAM_MARK])),
    "changeConversation": Example(_RESOLVED, ChangeConversation(head_version=1, status="resolved", tag_ids=[TAG_ID])),
    "rateConversation": Example(_RATED_BY_CUSTOMER, Rate(rating=5, text="Quick!")),
    "changeConversations": Example(
        ConversationList(items=[_URGENT]), ChangeMany(ids=[CONVERSATION_ID], priority="high", add_tag_ids=[TAG_ID])
    ),
    "listConversations": Example(
        ConversationPage(items=[_URGENT], customers=[CUSTOMER], marks=[_MARK, _TEAM_MARK], next=None)
    ),
    "getConversation": Example(_URGENT),
    "listMessages": Example(
        MessagePage(
            items=[_HURRY, _RATING, _TAGGING, _RESOLUTION, _EDITED, _QUESTION],
            agents=[AgentProfile(id=AGENT_ID, name="Ada", active=True, availability="online", face_id=None, version=1)],
            marks=[_MARK, _TEAM_MARK],
            next=None,
        )
    ),
    "deleteMessage": Example(_DELETED),
}

PRIVACY: dict[str, Example] = {
    "exportCustomer": Example(
        CustomerExport(
            exported_at=LATER,
            customer=UNBLOCKED,
            agents=[AgentProfile(id=AGENT_ID, name="Ada", active=True, availability="online", face_id=None, version=1)],
            conversations=[
                ExportedConversation(
                    id=CONVERSATION_ID,
                    status="resolved",
                    created_at=MORNING,
                    last_message_at=LATER,
                    resolved_at=LATER,
                    deleted_at=None,
                    answers=_STARTED.answers,
                    rating=5,
                    rating_text="Quick!",
                    marks=[_TEAM_MARK],
                    messages=[_QUESTION, _DELETED],
                )
            ],
        )
    ),
    "deleteConversation": Example(None),
    "eraseCustomer": Example(ERASED),
}
