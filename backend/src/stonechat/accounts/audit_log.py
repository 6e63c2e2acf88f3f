"""Reading the audit log."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from sqlalchemy import select

from stonechat.accounts.team_wire import AuditEntry, AuditPage
from stonechat.audit import AuditRow, AuditTarget
from stonechat.db.database import Database
from stonechat.paging import ById, decode_key, encode_key


class AuditLog:
    """What was done to people's access and data."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def list_entries(self, target_id: UUID | None, limit: int, after: str | None) -> AuditPage:
        """Newest first, of everything or of one target. Raises `InvalidInput` for a strange `after`."""
        query = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit + 1)
        if target_id is not None:
            query = query.where(AuditRow.target_id == target_id)
        if after is not None:
            query = query.where(AuditRow.id < decode_key(after, ById).id)
        rows = (await self._database.read(lambda session: session.scalars(query))).all()
        more = encode_key(ById(rows[limit - 1].id)) if len(rows) > limit else None
        return AuditPage(items=[_entry_from(row) for row in rows[:limit]], next=more)


def _entry_from(row: AuditRow) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        at=row.at,
        agent_id=row.agent_id,
        action=row.action,
        target_type=cast("AuditTarget", row.target_type),
        target_id=row.target_id,
        address=row.address,
        detail=row.detail,
    )
