"""How long conversations are kept: a job that deletes those whose time is over, a little at a time."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.conversations.deletion import delete_first
from stonechat.conversations.tables import ConversationRow
from stonechat.customers.tables import CustomerRow
from stonechat.db.database import Database
from stonechat.errors import Busy
from stonechat.logs import log_fault
from stonechat.sites.tables import SiteRow

log = logging.getLogger(__name__)

LOCK = func.hashtext("retention")
INTERVAL = 3600.0
PAUSE = 0.05
"""Seconds between two batches, in which others have the database to themselves."""


class Retention:
    """Looks every hour for what is to be deleted.

    Whatever process is at it holds an advisory lock while a batch lasts; the others leave it to that one.
    """

    def __init__(self, database: Database, announce: Callable[[], None], time_scale: float = 1.0) -> None:
        """`announce` is called after each commit: whoever follows the changes looks at once."""
        self._database = database
        self._announce = announce
        self._interval = INTERVAL * time_scale
        self._pause = PAUSE * time_scale
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to look, at a time of this process's own."""
        self._task = asyncio.create_task(self._keep_looking(), name="retention")

    async def stop(self) -> None:
        """Look no more. A batch that is cut off is not done, and the next look finds it."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _keep_looking(self) -> None:
        await asyncio.sleep(random.uniform(0, self._interval))
        while True:
            try:
                count = await self.sweep()
                if count:
                    log.info("deleted %d conversations whose time was over", count)
            except Busy as error:
                log.info("the retention waits for its next time: %s", error.detail)
            except Exception as error:
                log_fault(log, "could not delete what is over", error)
            await asyncio.sleep(self._interval)

    async def sweep(self) -> int:
        """Delete all whose time is over, and what an erasure that was cut off has left. Returns how many transactions
        that took. Raises `Busy`.
        """
        count = 0
        for query in await self._database.read(_what_is_over):
            while await self._database.write(lambda session, query=query: _delete_first(session, query)):  # type: ignore[misc]  # mypy cannot infer a lambda with a default
                count += 1
                self._announce()
                await asyncio.sleep(self._pause)
        return count


async def _what_is_over(session: AsyncSession) -> list[Select[ConversationRow]]:
    """Queries for conversations that are to be deleted, each for those of one site or of one erased customer."""
    there = select(ConversationRow).where(ConversationRow.deleted_at.is_(None))
    erased = (
        select(CustomerRow.id)
        .join(ConversationRow, ConversationRow.customer_id == CustomerRow.id)
        .where(CustomerRow.erased_at.is_not(None), ConversationRow.deleted_at.is_(None))
        .distinct()
    )
    queries = [there.where(ConversationRow.customer_id == customer_id) for customer_id in await session.scalars(erased)]
    for site in await session.scalars(select(SiteRow).order_by(SiteRow.id)):
        if site.retention_days is not None:
            is_over = ConversationRow.resolved_at < func.now() - timedelta(days=site.retention_days)
            theirs = there.where(ConversationRow.site_id == site.id, is_over)
            queries.append(theirs.order_by(ConversationRow.resolved_at))
    return [query.with_for_update(key_share=True, skip_locked=True) for query in queries]


async def _delete_first(session: AsyncSession, query: Select[ConversationRow]) -> bool:
    is_ours: bool = (await session.execute(select(func.pg_try_advisory_xact_lock(LOCK)))).scalar_one()
    return is_ours and await delete_first(session, query)
