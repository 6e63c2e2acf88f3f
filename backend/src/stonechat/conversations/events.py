"""Events: entries that the system writes when something happens to a conversation.

Each function changes a locked conversation and returns the entry that says so, or nothing where nothing changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

import msgspec

from stonechat.conversations import rules
from stonechat.conversations.tables import ConversationRow, MessageRow
from stonechat.conversations.wire import (
    AssigneeChanged,
    AssignmentReason,
    EventType,
    Priority,
    PriorityChanged,
    Rated,
    Status,
    StatusChanged,
    SystemEvent,
    TagsChanged,
)
from stonechat.ids import new_id


def change_status(
    row: ConversationRow, status: Status, agent_id: UUID | None, now: datetime, until: datetime | None = None
) -> list[MessageRow]:
    """Change the status; `until` is for snoozing. What was rated belongs to the resolution that is over."""
    if (row.status, row.snoozed_until) == (status, until):
        return []
    previous, row.status = cast("Status", row.status), status
    row.snoozed_until = until
    row.head_version += 1
    if status != "resolved":
        row.resolved_at, row.rating, row.rating_text = None, None, ""
    elif row.resolved_at is None:
        row.resolved_at, row.waiting_since = now, None
    queue(row, now)
    return [_entry(row, StatusChanged(status=status, previous=previous, until=until, agent_id=agent_id), now)]


def change_assignee(
    row: ConversationRow, assignee_id: UUID | None, reason: AssignmentReason, agent_id: UUID | None, now: datetime
) -> list[MessageRow]:
    """Give it to an agent, or back to the queue."""
    if row.assignee_id == assignee_id:
        return []
    previous, row.assignee_id = row.assignee_id, assignee_id
    row.assigned_at = now if assignee_id else None
    row.head_version += 1
    queue(row, now)
    event = AssigneeChanged(assignee_id=assignee_id, previous=previous, reason=reason, agent_id=agent_id)
    return [_entry(row, event, now)]


def change_tags(row: ConversationRow, tag_ids: Sequence[UUID], agent_id: UUID, now: datetime) -> list[MessageRow]:
    """Put tags on, and take tags off."""
    if row.tag_ids == list(tag_ids):
        return []
    added = [tag_id for tag_id in tag_ids if tag_id not in row.tag_ids]
    removed = [tag_id for tag_id in row.tag_ids if tag_id not in tag_ids]
    row.tag_ids = list(tag_ids)
    row.head_version += 1
    return [_entry(row, TagsChanged(added=added, removed=removed, agent_id=agent_id), now)]


def change_priority(row: ConversationRow, priority: Priority, agent_id: UUID, now: datetime) -> list[MessageRow]:
    """Make it more or less urgent."""
    if row.priority == priority:
        return []
    previous, row.priority = cast("Priority", row.priority), priority
    row.head_version += 1
    return [_entry(row, PriorityChanged(priority=priority, previous=previous, agent_id=agent_id), now)]


def rate(row: ConversationRow, rating: int, text: str, now: datetime) -> list[MessageRow]:
    """Store how the customer found the resolution."""
    if (row.rating, row.rating_text) == (rating, text):
        return []
    row.rating, row.rating_text = rating, text
    return [_entry(row, Rated(rating=rating, text=text), now)]


def queue(row: ConversationRow, now: datetime) -> None:
    """An open conversation that nobody has waits for an agent."""
    waits = row.status == "open" and row.assignee_id is None and row.deleted_at is None
    row.queued_at = (row.queued_at or now) if waits else None


def _entry(row: ConversationRow, event: SystemEvent, now: datetime) -> MessageRow:
    row.seq += 1
    public_seq = None
    if rules.PUBLIC[cast("EventType", type(event).__struct_config__.tag)]:
        row.public_seq += 1
        public_seq = row.public_seq
    entry_id = new_id()
    return MessageRow(
        conversation_id=row.id,
        seq=row.seq,
        public_seq=public_seq,
        id=entry_id,
        kind="event",
        author="system",
        author_id=None,
        text="",
        event=msgspec.to_builtins(event),
        body_hash=rules.event_hash(entry_id),
        created_at=now,
    )
