"""Sends that commit in groups.

While one group is on its way to the database, arriving messages queue; the next statement takes them all. There is one
group in flight per process and no timer, so a lone message is a group of one, and sixty share one flush of the disk.
Each caller waits for the commit of its own group; a bad message fails alone; a conversation that somebody keeps locked
is parked, so that it stops no other.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg

from stonechat.conversations.send_statement import CONNECTION_SETTINGS, SEND, SEND_IF_FREE, SEND_ONE
from stonechat.conversations.wire import Author, SentKind
from stonechat.errors import Busy
from stonechat.logs import log_fault

log = logging.getLogger(__name__)

GROUP_LIMIT = 128
HELD_LIMIT = 4096
"""The weight that may wait: each message weighs 1, and 1 more for every thousand characters."""
PATIENCE = 8.0
"""Seconds after which a message that could not be stored is given back. Its id makes sending it again harmless."""
PROBE_INTERVAL = 0.05
RACE_ATTEMPTS = 5
CONNECT_TIMEOUT = 5.0
FETCH_TIMEOUT = 7.0
"""Above the server's own limit, so that only a connection that died silently runs into it."""
DRAIN_SECONDS = 5.0

_RACES = ("23505", "23514")
"""Another transaction changed the same: the message is there already, or a constraint was checked against what the
conversation was before, as PostgreSQL does that first. The next attempt sees what is."""
_NOT_REACHED = (asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, TimeoutError)
_PASSING_CLASSES = ("08", "40", "53", "55", "57")
_GUILTY_CLASSES = ("22", "23")


class Verdict(Enum):
    """What became of a message."""

    STORED = "stored"
    REPLAY = "replay"
    CONFLICT = "conflict"
    NOT_FOUND = "not_found"
    ORDINARY = "ordinary"
    """The conversation is not open: what follows is for the rules to decide."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A message that wants to be stored."""

    conversation_id: UUID
    id: UUID
    author: Author
    author_id: UUID
    kind: SentKind
    text: str
    body_hash: bytes
    preview: str


@dataclass(slots=True)
class _Waiting:
    draft: Draft
    weight: float
    answer: asyncio.Future[tuple[Verdict, asyncpg.Record]]
    since: float = field(default_factory=time.monotonic)


Group: TypeAlias = list[tuple[Draft, asyncpg.Record]]
"""New messages of one transaction, in their order."""


class Sends:
    """The queue and its worker, on a connection of their own."""

    def __init__(self, database_url: str, on_stored: Callable[[Group], None] = lambda _: None) -> None:
        """`on_stored` is told of every group that has committed, before its callers are.

        `database_url` has to reach PostgreSQL itself, or a session pooler: this connection keeps settings.
        """
        self._url = database_url
        self._on_stored = on_stored
        self._connection: asyncpg.Connection[asyncpg.Record] | None = None
        self._queue: deque[_Waiting] = deque()
        self._parked: dict[UUID, deque[_Waiting]] = {}
        self._in_flight: list[_Waiting] = []
        self._probed_at = 0.0
        self._held = 0.0
        self._arrived = asyncio.Event()
        self._closing = False
        self._worker: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to work. The connection is made with the first message."""
        self._worker = asyncio.create_task(self._work(), name="sends")

    @property
    def is_running(self) -> bool:
        """Whether anybody would answer; a process where not must not take clients."""
        return self._worker is not None and not self._worker.done()

    async def stop(self) -> None:
        """Take no more, store what waits, and give back what could not be stored."""
        self._closing = True
        self._arrived.set()
        if self._worker is not None:
            with contextlib.suppress(TimeoutError, asyncio.CancelledError):
                async with asyncio.timeout(DRAIN_SECONDS):
                    await self._worker
        self._give_back([*self._queue, *(waiting for lane in self._parked.values() for waiting in lane)])
        await self._disconnect()

    async def store(self, draft: Draft) -> tuple[Verdict, asyncpg.Record]:
        """Store one message; returns when it is committed, with its numbers. Raises `Busy`, and then nobody knows."""
        weight = 1 + len(draft.text) / 1000
        if self._closing or not self.is_running or self._held + weight > HELD_LIMIT:
            raise Busy("Too many messages are waiting to be stored.")
        waiting = _Waiting(draft, weight, asyncio.get_running_loop().create_future())
        self._held += weight
        self._queue.append(waiting)
        self._arrived.set()
        try:
            return await waiting.answer
        finally:
            self._held -= weight

    async def _work(self) -> None:
        while True:
            try:
                return await self._loop()
            except Exception as error:
                log_fault(log, "a group of sends failed in a way that was not foreseen", error)
            finally:
                # Nobody waits for ever: a caller that is given back comes again with its id.
                self._give_back(self._in_flight)

    async def _loop(self) -> None:
        while not (self._closing and not self._queue and not self._parked):
            self._arrived.clear()
            for group, statement in ((self._take(), SEND), (self._take_probes(), SEND_IF_FREE)):
                if group:
                    self._in_flight = group
                    await self._settle(group, statement)
                    self._in_flight = []
            if not self._queue and not (self._closing and not self._parked):
                # No await stands between the last look at the queue and this one, so no arrival can be missed.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(PROBE_INTERVAL if self._parked else None):
                        await self._arrived.wait()

    def _take(self) -> list[_Waiting]:
        """The next group: without callers that went away, equal ids once, and parked conversations left in line."""
        group: list[_Waiting] = []
        taken: set[tuple[UUID, UUID]] = set()
        again: list[_Waiting] = []
        while self._queue and len(group) < GROUP_LIMIT:
            waiting = self._queue.popleft()
            draft = waiting.draft
            if waiting.answer.done():
                continue
            if draft.conversation_id in self._parked:
                self._parked[draft.conversation_id].append(waiting)
            elif (draft.conversation_id, draft.id) in taken:
                again.append(waiting)
            else:
                taken.add((draft.conversation_id, draft.id))
                group.append(waiting)
        # A twin inside one group would be a second new row; in the next one it is judged against the stored one.
        self._queue.extendleft(reversed(again))
        return group

    def _take_probes(self) -> list[_Waiting]:
        """From each parked conversation what was first in line, if it is time to look again."""
        now = time.monotonic()
        if not self._parked or now - self._probed_at < PROBE_INTERVAL:
            return []
        self._probed_at = now
        probes: list[_Waiting] = []
        for conversation_id, lane in list(self._parked.items()):
            while lane and (lane[0].answer.done() or now - lane[0].since > PATIENCE):
                self._give_back([lane.popleft()])
            if not lane:
                del self._parked[conversation_id]
            elif len(probes) < GROUP_LIMIT // 2:
                probes.append(lane.popleft())
        return probes

    async def _settle(self, group: list[_Waiting], statement: str) -> None:
        """Answer everybody in the group: stored, judged, parked, or given back."""
        if len(group) == 1 and statement is SEND:
            left = await self._settle_one(group)
            if left is None:
                return
            statement = left
        attempts = 0
        while group:
            try:
                records = await self._fetch(group, statement)
            except Exception as error:
                attempts += 1
                state = error.sqlstate if isinstance(error, asyncpg.PostgresError) else None
                if state == "55P03" and statement is SEND:
                    statement = SEND_IF_FREE
                elif state in _RACES and attempts <= RACE_ATTEMPTS:
                    pass
                elif _is_passing(error, state):
                    group = await self._wait_for_database(group, error, state)
                else:
                    await self._split(group, statement, error, state)
                    return
                continue
            self._tell(group, records)
            for waiting, record in zip(group, records, strict=True):
                self._answer(waiting, record, statement)
            self._line_up(group)
            return

    def _tell(self, group: list[_Waiting], records: list[asyncpg.Record]) -> None:
        stored: Group = []
        for waiting, record in zip(group, records, strict=True):
            if record["verdict"] == Verdict.STORED.value:
                stored.append((waiting.draft, record))
        if stored:
            try:
                self._on_stored(stored)
            except Exception as error:
                # They are stored all the same, and whoever follows the changes finds them there.
                log_fault(log, "could not tell of a group of sends", error)

    async def _settle_one(self, group: list[_Waiting]) -> str | None:
        """Try the short statement. Where it stores nothing, for whatever reason, one of the long ones decides."""
        draft = group[0].draft
        values = (draft.conversation_id, draft.id, draft.author, draft.author_id, draft.kind, draft.text)
        try:
            connection = await self._connected()
            record = await connection.fetchrow(SEND_ONE, *values, draft.body_hash, draft.preview, timeout=FETCH_TIMEOUT)
        except asyncpg.LockNotAvailableError:
            return SEND_IF_FREE
        except (asyncpg.PostgresError, ValueError, TypeError):
            return SEND
        except _NOT_REACHED:
            await self._disconnect()
            return SEND
        if record is None:
            return SEND
        self._tell(group, [record])
        self._answer(group[0], record, SEND)
        self._line_up(group)
        return None

    async def _split(self, group: list[_Waiting], statement: str, error: Exception, state: str | None) -> None:
        """Find the bad message by halves, the older half first; where no message is guilty, fail the group."""
        guilty = state is None or state.startswith(_GUILTY_CLASSES)
        if guilty and len(group) > 1:
            half = len(group) // 2
            await self._settle(group[:half], statement)
            await self._settle(group[half:], statement)
            return
        for waiting in group:
            if not waiting.answer.done():
                waiting.answer.set_exception(error)

    def _answer(self, waiting: _Waiting, record: asyncpg.Record, statement: str) -> None:
        verdict = record["verdict"]
        if verdict == "busy" and statement is SEND_IF_FREE:
            self._parked.setdefault(waiting.draft.conversation_id, deque()).append(waiting)
            return
        if not waiting.answer.done():
            # Without SKIP LOCKED nothing is busy: the conversation was deleted while its lock was waited for.
            known = Verdict.NOT_FOUND if verdict == "busy" else Verdict(verdict)
            waiting.answer.set_result((known, record))

    def _line_up(self, group: list[_Waiting]) -> None:
        """Keep each parked line in the order in which its messages came, and let a free one go on."""
        for conversation_id in {waiting.draft.conversation_id for waiting in group}:
            lane = self._parked.get(conversation_id)
            if lane is None:
                continue
            ordered = sorted((waiting for waiting in lane if not waiting.answer.done()), key=lambda each: each.since)
            if any(waiting in group for waiting in ordered):
                self._parked[conversation_id] = deque(ordered)
            else:
                del self._parked[conversation_id]
                self._queue.extendleft(reversed(ordered))

    async def _wait_for_database(self, group: list[_Waiting], error: Exception, state: str | None) -> list[_Waiting]:
        """After a passing failure: whoever still has patience. What the lost connection did is unknown, and may be."""
        if state is None:
            await self._disconnect()
        log.info("repeating a group of %d after %s", len(group), state or type(error).__name__)
        await asyncio.sleep(random.uniform(0, 0.1))
        now = time.monotonic()
        patient = [waiting for waiting in group if now - waiting.since <= PATIENCE]
        self._give_back([waiting for waiting in group if now - waiting.since > PATIENCE])
        return patient

    async def _fetch(self, group: list[_Waiting], statement: str) -> list[asyncpg.Record]:
        connection = await self._connected()
        drafts = [waiting.draft for waiting in group]
        columns: list[list[Any]] = [
            [draft.conversation_id for draft in drafts],
            [draft.id for draft in drafts],
            [draft.author for draft in drafts],
            [draft.author_id for draft in drafts],
            [draft.kind for draft in drafts],
            [draft.text for draft in drafts],
            [draft.body_hash for draft in drafts],
            [draft.preview for draft in drafts],
        ]
        return await connection.fetch(statement, *columns, timeout=FETCH_TIMEOUT)

    async def _connected(self) -> asyncpg.Connection[asyncpg.Record]:
        if self._connection is None or self._connection.is_closed():
            self._connection = await asyncpg.connect(
                self._url, timeout=CONNECT_TIMEOUT, server_settings=CONNECTION_SETTINGS
            )
        return self._connection

    async def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.terminate()

    @staticmethod
    def _give_back(waiting_ones: list[_Waiting]) -> None:
        for waiting in waiting_ones:
            if not waiting.answer.done():
                waiting.answer.set_exception(Busy("The message could not be stored in time."))


def _is_passing(error: Exception, state: str | None) -> bool:
    if state is not None:
        return state.startswith(_PASSING_CLASSES)
    return isinstance(error, _NOT_REACHED)
