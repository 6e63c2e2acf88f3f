"""Which agents are connected to this process, as assignment has to know: in the database, by leases."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from stonechat.conversations.assignment import Assignment
from stonechat.errors import Busy
from stonechat.realtime.ephemera import Ephemera
from stonechat.realtime.timing import Timing

log = logging.getLogger(__name__)


class Attendance:
    """Renews the leases of all who are connected here; whoever comes is given what waits at once."""

    def __init__(self, ephemera: Ephemera, assignment: Assignment, timing: Timing) -> None:
        self._ephemera = ephemera
        self._assignment = assignment
        self._timing = timing
        self._came = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        ephemera.on_agent = self._came.set

    async def start(self) -> None:
        """Begin to renew."""
        self._task = asyncio.create_task(self._keep(), name="attendance")

    async def stop(self) -> None:
        """Stop; the leases run out by themselves."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _keep(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._timing.renewal):
                    await self._came.wait()
            self._came.clear()
            try:
                await self._assignment.renew_presence(self._ephemera.agents_here(), self._timing.lease)
            except Busy as error:
                log.warning("nobody can be told who is there: %s", error.detail)
