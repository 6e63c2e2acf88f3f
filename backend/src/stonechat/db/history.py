"""Which transaction history the stored `changed_xid` belong to.

A cursor is a transaction number, and such a number means something only in the history that gave it out. After a
restore or in a copy the numbers begin elsewhere, so the history has a random name, its epoch, which is part of every
cursor and is renewed when the stored numbers cannot be from here.

A cold copy goes on with the same numbers and cannot be told from the original by anything that it holds. So every start
of the database server is written down with the number it began at, and a cursor names the start that gave it out: one
from the original's later life names a start that the copy never saw.
"""

from __future__ import annotations

import asyncio
import logging
import secrets

from sqlalchemy import Table, delete, func, or_, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from stonechat.db.base import THIS_TRANSACTION, Base, Versioned, Xid8
from stonechat.db.database import Database

log = logging.getLogger(__name__)

LOCK = func.hashtext("history")
LOCK_INTERVAL = 0.1
"""Seconds between two looks whether the other process is done."""

BATCH = 500
"""Rows per transaction, so that a rewrite never holds everybody's cursor back for long."""


class HistoryRow(Base):
    """The one row that names the history."""

    __tablename__ = "history"

    only: Mapped[bool] = mapped_column(primary_key=True, default=True)
    epoch: Mapped[str]
    system_identifier: Mapped[str | None]
    timeline: Mapped[int | None]


class ServerStartRow(Base):
    """A start of the database server, and the transaction at which we first saw it."""

    __tablename__ = "server_starts"

    start: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Microseconds since 1970."""
    first_xid: Mapped[int] = mapped_column(Xid8, server_default=THIS_TRANSACTION)


SERVER_START = text("(extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint")


async def note_server_start(database: Database) -> None:
    """Write down that the database server was started, if it was since the last time."""
    this_start = insert(ServerStartRow).from_select(["start"], select(SERVER_START)).on_conflict_do_nothing()
    await database.write(lambda session: session.execute(this_start))


async def end_of_start(session: AsyncSession, start: int) -> int | None:
    """The transaction at which an earlier start of the server was over; None when we know of no such start.

    While the present start is not written down yet, it is the present one.
    """
    if await session.get(ServerStartRow, start) is None:
        return None
    later = select(func.min(ServerStartRow.first_xid)).where(ServerStartRow.start > start)
    ended_at: int = await session.scalar(
        select(func.coalesce(later.scalar_subquery(), text("pg_snapshot_xmax(pg_current_snapshot())")))
    )
    return ended_at


async def read_epoch(session: AsyncSession) -> str:
    """The epoch of the current history."""
    return (await session.execute(select(HistoryRow.epoch))).scalar_one()


async def ensure_epoch(database: Database, *, renew: bool = False) -> str:
    """Return the epoch; renew it first when told to, or when the stored transaction numbers are not from here.

    Renewing sets every `changed_xid` of the other history to 0, in batches, and names the new epoch last: whatever a
    live process commits meanwhile keeps its number, and every follower that sees the new name tells its clients to
    load again. One process does it at a time; it may be cut off and begun again.
    """
    identity = await _identity(database)
    async with database.engine.connect() as guard:
        # Without a transaction and by trying: renewing a large database takes longer than the limits that our sessions
        # have for waiting and for idle transactions.
        await guard.execution_options(isolation_level="AUTOCOMMIT")
        while not await guard.scalar(select(func.pg_try_advisory_lock(LOCK))):  # noqa: ASYNC110 (another process holds it)
            await asyncio.sleep(LOCK_INTERVAL)
        try:
            epoch = await _settle(database, identity, renew=renew)
            await note_server_start(database)
            return epoch
        finally:
            await guard.execute(select(func.pg_advisory_unlock(LOCK)))


async def _settle(database: Database, identity: tuple[str | None, int | None], *, renew: bool) -> str:
    async def judge(session: AsyncSession) -> tuple[str | None, bool, int]:
        row = await session.get(HistoryRow, True)
        now = (await session.execute(select(func.pg_current_xact_id()))).scalar_one()
        known = row is not None and (row.system_identifier, row.timeline) == identity
        return row.epoch if row else None, known and not await _beyond(session, now), now

    epoch, is_ours, now = await database.write(judge)
    if epoch is not None and is_ours and not renew:
        return epoch
    if epoch is not None:
        log.warning("the transaction history is another one than before; clients will load again")
        for table in _versioned_tables():
            while await _forget_batch(database, table, since=now):
                pass
    return await database.write(lambda session: _name_history(session, identity))


async def _name_history(session: AsyncSession, identity: tuple[str | None, int | None]) -> str:
    epoch = secrets.token_hex(6)
    await session.execute(delete(ServerStartRow))
    row = await session.get(HistoryRow, True)
    if row is None:
        session.add(HistoryRow(only=True, epoch=epoch, system_identifier=identity[0], timeline=identity[1]))
    else:
        row.epoch, row.system_identifier, row.timeline = epoch, *identity
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


async def _beyond(session: AsyncSession, now: int) -> bool:
    """Whether a stored number is one that has not been given out yet."""
    for table in _versioned_tables():
        newest = select(table.c.changed_xid).order_by(table.c.changed_xid.desc()).limit(1)
        found = await session.scalar(newest)
        if found is not None and found > now:
            return True
    return False


async def _forget_batch(database: Database, table: Table, since: int) -> bool:
    """Set one batch to 0, but not what this history wrote from `since` on. Returns whether anything was left to do."""
    key = tuple_(*table.primary_key.columns)
    stored = table.c.changed_xid
    others = (
        select(*table.primary_key.columns)
        .where(stored > 0, or_(stored < since, stored > func.pg_current_xact_id()))
        .order_by(stored)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )

    async def forget(session: AsyncSession) -> bool:
        keys = [tuple(row) for row in await session.execute(others)]
        if keys:
            await session.execute(update(table).where(key.in_(keys)).values(changed_xid=0))
        return bool(keys)

    return await database.write(forget)


def _versioned_tables() -> list[Table]:
    mappers = [mapper for mapper in Base.registry.mappers if issubclass(mapper.class_, Versioned)]
    tables = [mapper.local_table for mapper in mappers if isinstance(mapper.local_table, Table)]
    return sorted(tables, key=lambda table: table.name)
