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


class StartNotNoted(Exception):
    """The present start of the server has to be written down first, by `note_server_start`."""


async def note_server_start(database: Database) -> None:
    """Write down that the database server was started, if it was since the last time.

    A crash forgets the numbers of transactions that had failed just before it, and gives them out again. The start
    begins at the number with which the recovery ended, which the server's control data tell until the next checkpoint.
    """

    async def note(session: AsyncSession) -> None:
        now: int = (await session.execute(select(func.pg_current_xact_id(type_=Xid8())))).scalar_one()
        recovered = await _recovered_xid(session)
        row = {"start": select(SERVER_START).scalar_subquery(), "first_xid": min(now, recovered or now)}
        await session.execute(insert(ServerStartRow).values(**row).on_conflict_do_nothing())

    await database.write(note)


async def _recovered_xid(session: AsyncSession) -> int | None:
    try:
        async with session.begin_nested():
            found = text(
                "SELECT split_part(next_xid, ':', 1)::bigint, split_part(next_xid, ':', 2)::bigint"
                " FROM pg_control_checkpoint()"
            )
            epoch, number = (await session.execute(found)).one()
    except DBAPIError:
        # A host may keep this function for itself.
        return None
    return int(epoch << 32 | number)


async def beginning_of(session: AsyncSession, start: int) -> int:
    """The transaction at which a start of the server began that was written down."""
    return (await session.get_one(ServerStartRow, start)).first_xid


async def end_of_start(session: AsyncSession, start: int) -> int | None:
    """The transaction at which an earlier start of the server was over; None when we know of no such start.

    Raises `StartNotNoted` when the present one is not written down yet.
    """
    present = select(ServerStartRow.start).where(ServerStartRow.start == SERVER_START)
    if await session.scalar(present) is None:
        raise StartNotNoted
    if await session.get(ServerStartRow, start) is None:
        return None
    return await session.scalar(select(func.min(ServerStartRow.first_xid)).where(ServerStartRow.start > start))


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
        return row.epoch if row else None, known and not await _beyond(session), now

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


async def _beyond(session: AsyncSession) -> bool:
    """Whether a stored number is one that has not been given out yet."""
    for table in _versioned_tables():
        # Compared within one statement: others may write at any time, but nobody sees more than was given out.
        newest = select(table.c.changed_xid).order_by(table.c.changed_xid.desc()).limit(1).subquery()
        beyond = select(newest.c.changed_xid >= text("pg_snapshot_xmax(pg_current_snapshot())"))
        if await session.scalar(beyond):
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
