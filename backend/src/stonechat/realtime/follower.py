"""The follower: one per process, it reads what changed and feeds the hub."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from uuid import UUID

from stonechat.accounts.wire import AgentProfile
from stonechat.conversations.sends import Group
from stonechat.conversations.views import stored_from_group
from stonechat.db.database import Database
from stonechat.db.history import beginning_of, note_server_start
from stonechat.logs import log_fault
from stonechat.realtime.audience import (
    ANY_AGENT,
    Rows,
    anybody_of,
    changes_by_customer,
    profiles_in,
    rows_for,
    rows_of_group,
    rows_of_group_by_customer,
)
from stonechat.realtime.changes import (
    MOST_ROWS,
    Changes,
    follow_changes,
    read_ended_sessions,
    read_position,
    seen_before,
)
from stonechat.realtime.hub import AGENTS, Hub, Topic, encode
from stonechat.realtime.wire import ReadyFrame, ResetFrame

log = logging.getLogger(__name__)

BUSY_INTERVAL = 1.0
IDLE_INTERVAL = 30.0
"""Seconds between two looks that nobody asked for: with sockets, and without."""
STOP = 2.0
"""Seconds that a look may take when the process stops."""
LATE = 15.0
"""Seconds after which a look that should have been counts as failed."""


class Follower:
    """Looks when its own process commits, and every second anyway, so that no missed hint ever costs more.

    Groups of sends are told at once, without a look, and looks leave them out.
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
        self._seen: Changes | None = None
        self._looked_at = 0.0
        self._task: asyncio.Task[None] | None = None
        self._is_stopping = False
        self._told: set[int] = set()
        """Transactions whose changes all who listen were told since the last look began."""
        self._told_before: set[int] = set()
        """The same from before the look that is under way, which sees them all; then they are forgotten."""
        self._behind: set[Topic] = set()
        """Who was told something since they last got a cursor."""
        self._profiles: dict[UUID, AgentProfile] = {}
        # Whoever begins to listen must not wait for the end of an idle interval.
        hub.on_first = self.ring

    def ring(self) -> None:
        """Something was committed: look now."""
        self._rung.set()

    def tell(self, group: Group) -> None:
        """Tell what a group of sends has just committed; what all who listen were told, no look reads any more."""
        xid: int = group[0][1]["xid"]
        if not self._hub.is_idle:
            tells_agents = self._hub.has(AGENTS)
            stored = [
                stored_from_group(record, draft)
                for draft, record in group
                if tells_agents or self._hub.has(record["customer_id"])
            ]
            by_customer = rows_of_group_by_customer(stored, self._hub.has, self._profiles)
            if by_customer is None:
                self.ring()
                return
            if tells_agents:
                self._tell(AGENTS, rows_of_group(stored))
            for customer_id, rows in by_customer.items():
                self._tell(customer_id, rows)
        self._told.add(xid)

    def _tell(self, topic: Topic, rows: Rows) -> None:
        self._hub.publish(topic, encode(rows.frame(None)))
        self._behind.add(topic)

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
        self._told = set()
        was_idle = self._hub.is_idle
        listeners = [topic for topic in self._hub.topics() if isinstance(topic, UUID)]
        changes = await self._database.read(
            lambda session: follow_changes(session, seen, listeners, self._told_before, rows=not was_idle)
        )
        if changes.cursor.start != seen.cursor.start and changes.cursor.epoch == seen.cursor.epoch:
            await self._begin_again(seen, changes)
            return
        self._on_ended(changes.ended_sessions)
        if was_idle and not self._hub.is_idle:
            # Whoever came meanwhile may have read their delta before this look, and would miss what it left out.
            self.ring()
            return
        if was_idle or not changes.complete:
            # What was not read may be somebody's new name.
            self._profiles.clear()
        self._profiles.update(profiles_in(changes))
        if changes.cursor.epoch == seen.cursor.epoch and changes.complete:
            self._publish(changes.without(self._told))
        else:
            for topic in self._hub.topics():
                if topic == AGENTS or isinstance(topic, UUID):
                    self._publish_reset(topic, changes)
        self._told_before = set()
        self._seen = changes
        if changes.cursor != seen.cursor or self._hub.position is None:
            self._hub.position = encode(Rows().frame(str(changes.cursor)), changes.end)
        self._looked_at = time.monotonic()

    async def _begin_again(self, seen: Changes, now: Changes) -> None:
        """The server was started anew: look again, from where that start began and without what numbers tell."""
        await note_server_start(self._database)
        begin = await self._database.read(lambda session: beginning_of(session, now.cursor.start))
        base = seen_before(begin, seen)
        self._seen = replace(base, cursor=replace(base.cursor, start=now.cursor.start))
        self.ring()

    def _publish(self, changes: Changes) -> None:
        if next(changes.rows(), None) is not None:
            if self._hub.has(AGENTS):
                self._publish_rows(AGENTS, rows_for(ANY_AGENT, changes), changes)
            for customer_id, own in changes_by_customer(changes, self._hub.has).items():
                self._publish_rows(customer_id, rows_for(anybody_of(customer_id), own), changes)
        behind, self._behind = self._behind, set()
        for topic in behind:
            # They have the rows already, and now what to come back with.
            self._publish_rows(topic, Rows(), changes)

    def _publish_rows(self, topic: Topic, rows: Rows, changes: Changes) -> None:
        self._behind.discard(topic)
        if rows.longest() > MOST_ROWS:
            # After a change in bulk it is quicker to load than to apply it row by row.
            self._publish_reset(topic, changes)
        else:
            self._hub.publish(topic, encode(rows.frame(str(changes.cursor)), changes.end))

    def _publish_reset(self, topic: Topic, changes: Changes) -> None:
        self._hub.publish(topic, encode(ResetFrame(), changes.end))
        self._hub.publish(topic, encode(ReadyFrame(cursor=str(changes.cursor)), changes.end))
