"""The follower: one per process, it reads what changed and feeds the hub."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from uuid import UUID

import msgspec

from stonechat.accounts.actor import AgentActor, CustomerActor
from stonechat.db.database import Database
from stonechat.logs import log_fault
from stonechat.realtime.changes import Changes, frame_for, read_changes, split_by_customer
from stonechat.realtime.hub import AGENTS, Encoded, Hub
from stonechat.realtime.wire import ReadyFrame, ResetFrame, ServerFrame

log = logging.getLogger(__name__)

BUSY_INTERVAL = 1.0
IDLE_INTERVAL = 30.0
"""Seconds between two looks that nobody asked for: with sockets, and without."""
LATE = 15.0
"""Seconds after which a look that should have been counts as failed."""

_NOBODY = UUID(int=0)
_ANY_AGENT = AgentActor(agent_id=_NOBODY, session_id=_NOBODY, role="agent")


class Follower:
    """Looks when its own process commits, and every second anyway, so that no missed hint ever costs more."""

    def __init__(self, database: Database, hub: Hub, *, interval: float = BUSY_INTERVAL) -> None:
        self._database = database
        self._hub = hub
        self._interval = interval
        self._rung = asyncio.Event()
        self._seen: Changes | None = None
        self._looked_at = 0.0
        self._task: asyncio.Task[None] | None = None
        # Whoever begins to listen must not wait for the end of an idle interval.
        hub.on_first = self.ring

    def ring(self) -> None:
        """Something was committed: look now."""
        self._rung.set()

    async def start(self) -> None:
        """Take the current position and begin to follow. Raises `Busy` when the database cannot be reached."""
        self._seen = await self._database.read(lambda session: read_changes(session, None, None))
        self._looked_at = time.monotonic()
        self._task = asyncio.create_task(self._follow(), name="follower")

    async def stop(self) -> None:
        """Stop following."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
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
        changes = await self._database.read(lambda session: read_changes(session, seen.cursor.xid, None, seen.snapshot))
        if changes.cursor.epoch == seen.cursor.epoch and changes.complete:
            self._publish(changes)
        else:
            self._publish_reset(changes)
        self._seen = changes
        self._looked_at = time.monotonic()

    def _publish(self, changes: Changes) -> None:
        if next(changes.rows(), None) is None:
            return
        topics = self._hub.topics()
        if AGENTS in topics:
            self._hub.publish(AGENTS, encode(frame_for(_ANY_AGENT, changes), changes.next_xid))
        for customer_id, own in split_by_customer(changes).items():
            if customer_id in topics:
                reader = CustomerActor(customer_id=customer_id, session_id=_NOBODY, site_id=_NOBODY, origin=None)
                self._hub.publish(customer_id, encode(frame_for(reader, own), changes.next_xid))

    def _publish_reset(self, changes: Changes) -> None:
        for topic in self._hub.topics():
            self._hub.publish(topic, encode(ResetFrame(), changes.next_xid))
            self._hub.publish(topic, encode(ReadyFrame(cursor=str(changes.cursor)), changes.next_xid))


def encode(frame: ServerFrame, next_xid: int = 0) -> Encoded:
    """A frame as text. Frames that carry no rows need no `next_xid`."""
    data = msgspec.json.encode(frame)
    return Encoded(data.decode(), len(data), next_xid)
