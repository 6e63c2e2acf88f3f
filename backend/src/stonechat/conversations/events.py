"""Events: entries that the system writes when something happens to a conversation."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stonechat.conversations import rules
from stonechat.conversations.tables import ConversationRow, MessageRow
from stonechat.conversations.wire import Status
from stonechat.ids import new_id


def change_status(row: ConversationRow, status: Status, agent_id: UUID | None, now: datetime) -> list[MessageRow]:
    """Change the status of a locked conversation. Returns the entry that says so, or nothing where nothing changes."""
    if row.status == status:
        return []
    previous, row.status = row.status, status
    row.resolved_at = now if status == "resolved" else None
    row.snoozed_until = None
    row.head_version += 1
    row.seq += 1
    entry_id = new_id()
    return [
        MessageRow(
            conversation_id=row.id,
            seq=row.seq,
            public_seq=_public_seq(row, public=rules.PUBLIC["status_changed"]),
            id=entry_id,
            kind="event",
            author="system",
            author_id=None,
            text="",
            event={
                "type": "status_changed",
                "status": status,
                "previous": previous,
                "agent_id": str(agent_id) if agent_id else None,
            },
            body_hash=rules.event_hash(entry_id),
            created_at=now,
        )
    ]


def _public_seq(row: ConversationRow, *, public: bool) -> int | None:
    if not public:
        return None
    row.public_seq += 1
    return row.public_seq
