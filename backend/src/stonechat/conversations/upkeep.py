"""What happens to conversations when time passes: snoozed ones wake, and those of agents who left wait for others."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.conversations.assignment import BATCH, Assignment, dispatch
from stonechat.conversations.events import change_status
from stonechat.conversations.tables import ConversationRow
from stonechat.db.database import Database
from stonechat.logs import log_fault

log = logging.getLogger(__name__)

INTERVAL = 5.0
"""Seconds between two looks."""


class Upkeep:
    """Looks every few seconds. Several processes may do so at once: each takes what no other has."""

    def __init__(
        self, database: Database, assignment: Assignment, announce: Callable[[], None], time_scale: float = 1.0
    ) -> None:
        """`announce` is called after each commit: whoever follows the changes looks at once."""
        self._database = database
        self._assignment = assignment
        self._announce = announce
        self._interval = INTERVAL * time_scale
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to look."""
        self._task = asyncio.create_task(self._keep(), name="upkeep")

    async def stop(self) -> None:
        """Stop. What is under way is undone and stays due."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def look(self) -> None:
        """Do what is due. Raises `Busy`."""
        while await self._wake() or await self._assignment.requeue_left():
            pass

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(self._interval)
            try:
                await self.look()
            except Exception as error:
                # Nothing is lost: what is due stays due.
                log_fault(log, "the upkeep of conversations failed", error)

    async def _wake(self) -> int:
        async def wake(session: AsyncSession) -> tuple[int, bool]:
            now: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
            due = (
                select(ConversationRow)
                .where(ConversationRow.snoozed_until <= now)
                .order_by(ConversationRow.id)
                .limit(BATCH)
                .with_for_update(key_share=True, skip_locked=True)
            )
            rows = (await session.scalars(due)).all()
            for row in rows:
                session.add_all(change_status(row, "open", None, now))
            return len(rows), await dispatch(session, now) if rows else False

        count, is_more = await self._database.write(wake)
        if count:
            self._announce()
        if is_more:
            self._assignment.drain_soon()
        return count
