"""Which transaction history the stored `changed_xid` belong to.

A cursor is a transaction number, and such a number means something only in the history that gave it out. After a
restore or in a copy the numbers begin elsewhere, so the history has a random name, its epoch, which is part of every
cursor and is renewed when the stored numbers cannot be from here.
"""

from __future__ import annotations

import logging
import secrets

from sqlalchemy import Table, func, select, text, tuple_, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from stonechat.db.base import Base, Versioned
from stonechat.db.database import Database

log = logging.getLogger(__name__)

BATCH = 500
"""Rows per transaction, so that a rewrite never holds everybody's cursor back for long."""


class HistoryRow(Base):
    """The one row that names the history."""

    __tablename__ = "history"

    only: Mapped[bool] = mapped_column(primary_key=True, default=True)
    epoch: Mapped[str]
    system_identifier: Mapped[str | None]
    timeline: Mapped[int | None]


async def read_epoch(session: AsyncSession) -> str:
    """The epoch of the current history."""
    return (await session.execute(select(HistoryRow.epoch))).scalar_one()


async def ensure_epoch(database: Database, *, renew: bool = False) -> str:
    """Return the epoch; renew it first when told to, or when the stored transaction numbers are not from here.

    Renewing sets every `changed_xid` to 0, in batches: to a follower nothing changed, and clients load again.
    """
    identity = await _identity(database)

    async def settle(session: AsyncSession) -> tuple[str, bool]:
        await session.execute(select(func.pg_advisory_xact_lock(func.hashtext("history"))))
        row = await session.get(HistoryRow, True)
        if row is None:
            row = HistoryRow(only=True, epoch=_new_epoch(), system_identifier=identity[0], timeline=identity[1])
            session.add(row)
            return row.epoch, False
        foreign = (row.system_identifier, row.timeline) != identity or await _beyond_now(session)
        if renew or foreign:
            row.epoch, row.system_identifier, row.timeline = _new_epoch(), *identity
            return row.epoch, True
        return row.epoch, False

    epoch, renewed = await database.write(settle)
    if renewed:
        log.warning("the transaction history is another one than before; clients will load again")
        for table in _versioned_tables():
            while await _forget_batch(database, table):
                pass
    return epoch


async def _identity(database: Database) -> tuple[str | None, int | None]:
    query = text(
        "SELECT s.system_identifier::text, c.timeline_id FROM pg_control_system() AS s, pg_control_checkpoint() AS c"
    )
    try:
        row = (await database.read(lambda session: session.execute(query))).one()
    except DBAPIError:
        # A host may keep these functions for itself; the comparison of numbers below still works.
        return None, None
    return row[0], row[1]


async def _beyond_now(session: AsyncSession) -> bool:
    current = (await session.execute(text("SELECT pg_current_xact_id()"))).scalar_one()
    for table in _versioned_tables():
        newest = select(table.c.changed_xid).order_by(table.c.changed_xid.desc()).limit(1)
        found = await session.scalar(newest)
        if found is not None and found > current:
            return True
    return False


async def _forget_batch(database: Database, table: Table) -> bool:
    """Set one batch to 0. Returns whether there was anything left to do."""
    key = tuple_(*table.primary_key.columns)
    oldest = (
        select(*table.primary_key.columns)
        .where(table.c.changed_xid > 0)
        .order_by(table.c.changed_xid)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )

    async def forget(session: AsyncSession) -> bool:
        keys = [tuple(row) for row in await session.execute(oldest)]
        if keys:
            await session.execute(update(table).where(key.in_(keys)).values(changed_xid=0))
        return bool(keys)

    return await database.write(forget)


def _versioned_tables() -> list[Table]:
    mappers = [mapper for mapper in Base.registry.mappers if issubclass(mapper.class_, Versioned)]
    tables = [mapper.local_table for mapper in mappers if isinstance(mapper.local_table, Table)]
    return sorted(tables, key=lambda table: table.name)


def _new_epoch() -> str:
    return secrets.token_hex(6)
