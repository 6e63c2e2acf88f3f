"""The follower: one per process, it reads what changed and feeds the hub."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Iterable
from uuid import UUID

from stonechat.accounts.wire import AgentProfile
from stonechat.conversations.views import Stored
from stonechat.db.database import Database
from stonechat.db.history import note_server_start
from stonechat.logs import log_fault
from stonechat.realtime.audience import (
    ANY_AGENT,
    Rows,
    profiles_in,
    rows_by_customer,
    rows_for,
    rows_of_group,
    rows_of_group_by_customer,
)
from stonechat.realtime.changes import MOST_ROWS, Changes, follow_changes, read_ended_sessions, read_position
from stonechat.realtime.hub import AGENTS, Hub, Topic, encode
from stonechat.realtime.wire import ReadyFrame, ResetFrame

log = logging.getLogger(__name__)

BUSY_INTERVAL = 1.0
IDLE_INTERVAL = 30.0
"""Seconds between two looks that nobody asked for: with sockets, and without."""
LEISURE = 0.1
"""Seconds that a look may wait when what was committed has been told already, and only the cursor is to move."""
STOP = 2.0
"""Seconds that a look may take when the process stops."""
LATE = 15.0
"""Seconds after which a look that should have been counts as failed."""


class Follower:
    """Looks when its own process commits, and every second anyway, so that no missed hint ever costs more.

    Groups of sends are told at once, without a look; what was told is left out when the look finds it.
    """

    def __init__(
        self,
        database: Database,
        hub: Hub,
        on_ended: Callable[[Iterable[UUID]], None] = lambda _: None,
        interval: float = BUSY_INTERVAL,
    ) -> None:
        """`on_ended` is told of sessions that have ended, of all that count when following begins."""
        self._database = database
        self._hub = hub
        self._on_ended = on_ended
        self._interval = interval
        self._rung = asyncio.Event()
        self._leisurely: asyncio.TimerHandle | None = None
        self._seen: Changes | None = None
        self._looked_at = 0.0
        self._task: asyncio.Task[None] | None = None
        self._is_stopping = False
        self._told: dict[tuple[Topic, UUID], int] = {}
        """The version of each row that an audience was told since the last look began."""
        self._told_before: dict[tuple[Topic, UUID], int] = {}
        """The same from before the look that is under way; it sees them all, and then they are forgotten."""
        self._profiles: dict[UUID, AgentProfile] = {}
        # Whoever begins to listen must not wait for the end of an idle interval.
        hub.on_first = self.ring

    def ring(self) -> None:
        """Something was committed: look now."""
        self._rung.set()

    def tell(self, stored: list[Stored]) -> None:
        """Tell what a group of sends has just committed."""
        next_xid = stored[-1].xid + 1
        if self._hub.has(AGENTS):
            self._tell(AGENTS, rows_of_group(stored), next_xid)
        for customer_id, rows in rows_of_group_by_customer(stored, self._hub.has, self._profiles):
            self._tell(customer_id, rows, next_xid)
        if self._leisurely is None and not self._rung.is_set():
            self._leisurely = asyncio.get_running_loop().call_later(LEISURE, self.ring)

    def _tell(self, topic: Topic, rows: Rows, next_xid: int) -> None:
        self._hub.publish(topic, encode(rows.frame(None), next_xid))
        self._told |= {(topic, row.id): row.version for row in rows.conversations}
        self._told |= {(topic, row.id): row.version for row in rows.messages}

    async def start(self) -> None:
        """Take the current position and begin to follow. Raises `Busy` when the database cannot be reached."""
        self._is_stopping = False
        self._seen = await self._database.read(read_position)
        self._on_ended(await self._database.read(read_ended_sessions))
        self._looked_at = time.monotonic()
        self._task = asyncio.create_task(self._follow(), name="follower")

    async def stop(self) -> None:
        """Stop following. A look that is under way comes to its end, so that its connection goes back whole."""
        self._is_stopping = True
        self.ring()
        if self._task is not None:
            with contextlib.suppress(asyncio.CancelledError, TimeoutError):
                async with asyncio.timeout(STOP):
                    await self._task

    @property
    def is_running(self) -> bool:
        """Whether a look succeeded not long ago; a process where none does must not take clients."""
        late = time.monotonic() - self._looked_at > IDLE_INTERVAL + LATE
        return self._task is not None and not self._task.done() and not late

    async def _follow(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(IDLE_INTERVAL if self._hub.is_idle else self._interval):
                    await self._rung.wait()
            self._rung.clear()
            if self._is_stopping:
                return
            if self._leisurely is not None:
                self._leisurely.cancel()
                self._leisurely = None
            try:
                await self._look()
            except Exception as error:
                # Whatever it was, the cursor has not moved: the next look reads the same changes again.
                log_fault(log, "could not read the changes", error)
                await asyncio.sleep(self._interval)

    async def _look(self) -> None:
        if self._seen is None:
            raise AssertionError("the follower was not started")
        seen = self._seen
        self._told_before |= self._told
        self._told = {}
        listeners = [topic for topic in self._hub.topics() if isinstance(topic, UUID)]
        changes = await self._database.read(lambda session: follow_changes(session, seen, listeners))
        self._on_ended(changes.ended_sessions)
        self._profiles.update(profiles_in(changes))
        if changes.cursor.epoch == seen.cursor.epoch and changes.complete:
            self._publish(changes)
        else:
            for topic in self._hub.topics():
                if topic == AGENTS or isinstance(topic, UUID):
                    self._publish_reset(topic, changes)
        self._told_before = {}
        if changes.cursor.start != seen.cursor.start:
            await note_server_start(self._database)
        self._seen = changes
        self._looked_at = time.monotonic()

    def _publish(self, changes: Changes) -> None:
        if next(changes.rows(), None) is None:
            return
        if self._hub.has(AGENTS):
            self._publish_rows(AGENTS, rows_for(ANY_AGENT, changes), changes)
        for customer_id, rows in rows_by_customer(changes, self._hub.has):
            self._publish_rows(customer_id, rows, changes)

    def _publish_rows(self, topic: Topic, rows: Rows, changes: Changes) -> None:
        untold = self._untold(topic, rows)
        if untold.longest() > MOST_ROWS:
            # After a change in bulk it is quicker to load than to apply it row by row.
            self._publish_reset(topic, changes)
        else:
            self._hub.publish(topic, encode(untold.frame(str(changes.cursor)), changes.next_xid))

    def _untold(self, topic: Topic, rows: Rows) -> Rows:
        """What this audience was not told yet. The frame goes out even when that is nothing: it moves the cursor."""

        def is_news(row_id: UUID, version: int) -> bool:
            key = (topic, row_id)
            return max(self._told.get(key, 0), self._told_before.get(key, 0)) < version

        rows.conversations = [row for row in rows.conversations if is_news(row.id, row.version)]
        rows.messages = [row for row in rows.messages if is_news(row.id, row.version)]
        return rows

    def _publish_reset(self, topic: Topic, changes: Changes) -> None:
        self._hub.publish(topic, encode(ResetFrame(), changes.next_xid))
        self._hub.publish(topic, encode(ReadyFrame(cursor=str(changes.cursor)), changes.next_xid))
