"""The bus: a doorbell between processes, by PostgreSQL's LISTEN and NOTIFY. It carries no rows.

A hint that is lost costs at most the follower's own interval, never a message. Hints are sent after the commit on a
connection of the bus's own: a NOTIFY inside the transaction of a message would cost most of the throughput.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import asyncpg

log = logging.getLogger(__name__)

CHANNEL = "stonechat"
GOSSIP_CHANNEL = "stonechat_gossip"
LONGEST_GOSSIP = 7_900
"""Bytes; PostgreSQL refuses a notification of 8,000."""
MOST_GOSSIP = 512
"""Pieces that wait for the line; the oldest are dropped, for nobody needs to have them."""
NOTIFY = "SELECT pg_notify($1, $2)"
_LOST = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, TimeoutError)


@dataclass(frozen=True, slots=True)
class BusTiming:
    """Seconds."""

    echo_interval: float = 10.0
    """Between two tests that what is sent also comes back."""
    echo_patience: float = 5.0
    """How long an echo may take before the line counts as deaf and is made anew."""
    reconnect_ceiling: float = 5.0
    command: float = 5.0
    pause: float = 0.01
    """Between two rings, so that a busy process does not ring for each of its commits."""

    def scaled(self, factor: float) -> BusTiming:
        """All of them multiplied, for tests."""
        return BusTiming(**{field.name: getattr(self, field.name) * factor for field in fields(self)})


class PostgresBus:
    """Rings the other processes, and hears when they ring."""

    def __init__(
        self,
        database_url: str,
        on_hint: Callable[[], None],
        timing: BusTiming | None = None,
        *,
        is_on: bool = True,
    ) -> None:
        """`on_hint` is called for every ring of another process, and once whenever the line was made anew.

        Off, for tests, it does nothing: what other processes commit is then only seen by looking every second.

        `database_url` has to reach PostgreSQL itself: a transaction pooler swallows LISTEN.
        """
        self._url = database_url
        self._on_hint = on_hint
        self.on_gossip: Callable[[str], None] = lambda _: None
        """Gets what other processes say about things that are nowhere stored; it may be lost."""
        self._gossip: deque[str] = deque(maxlen=MOST_GOSSIP)
        self._timing = timing or BusTiming()
        self._is_on = is_on
        self._name = secrets.token_hex(8)
        self._is_rung = False
        self._rung_or_said = asyncio.Event()
        self._echoed = asyncio.Event()
        self._heard_at: float | None = None
        self._others: dict[str, float] = {}
        """When (monotonic seconds) each other process was last heard; every one rings with each of its echo tests."""
        self._task: asyncio.Task[None] | None = None

    def ring(self) -> None:
        """Something was committed here. Many rings while one is on its way are one."""
        self._is_rung = True
        self._rung_or_said.set()

    def gossip(self, text: str) -> None:
        """Say something to all other processes that nobody needs to have, of at most `LONGEST_GOSSIP` bytes."""
        self._gossip.append(text)
        self._rung_or_said.set()

    @property
    def is_hearing(self) -> bool:
        """Whether the line was proven to work not long ago; a deaf process would be a second late for everybody."""
        if not self._is_on:
            return True
        limit = self._timing.echo_interval + 2 * self._timing.echo_patience
        return self._heard_at is not None and time.monotonic() - self._heard_at < limit

    async def start(self) -> None:
        """Begin to listen. A database that cannot be reached is tried again for ever."""
        if not self._is_on:
            return
        self._task = asyncio.create_task(self._keep_line(), name="bus")

    async def stop(self) -> None:
        """Hang up."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _keep_line(self) -> None:
        failures = 0
        while True:
            begin = time.monotonic()
            try:
                await self._hold_line()
            except _LOST as error:
                log.info("the bus lost its line: %s", type(error).__name__)
            if time.monotonic() - begin > self._timing.echo_interval:
                failures = 0
            await asyncio.sleep(random.uniform(0, min(self._timing.reconnect_ceiling, 0.1 * 2**failures)))
            failures += 1

    async def _hold_line(self) -> None:
        """Connect, listen, and pass rings on until the line fails. Raises what asyncpg raises."""
        settings = {"application_name": "stonechat bus"}
        connection = await asyncpg.connect(self._url, timeout=self._timing.command, server_settings=settings)
        try:
            await connection.add_listener(CHANNEL, self._hear)
            await connection.add_listener(GOSSIP_CHANNEL, self._overhear)
            # Whatever was rung while nobody listened is caught up with now.
            self._on_hint()
            await self._pass_on(connection)
        finally:
            connection.terminate()

    async def _pass_on(self, connection: asyncpg.Connection[asyncpg.Record]) -> None:
        next_echo = 0.0
        while True:
            now = time.monotonic()
            if now >= next_echo:
                await self._test_echo(connection)
                next_echo = time.monotonic() + self._timing.echo_interval
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(0.0, next_echo - time.monotonic())):
                    await self._rung_or_said.wait()
            self._rung_or_said.clear()
            if not self._has_others():
                # Whoever comes next catches up by itself, and is answered when it rings for the first time.
                self._is_rung = False
                self._gossip.clear()
            if self._is_rung:
                self._is_rung = False
                await self._notify(connection)
                await asyncio.sleep(self._timing.pause)
            while self._gossip:
                said = f"{self._name} {self._gossip.popleft()}"
                await connection.execute(NOTIFY, GOSSIP_CHANNEL, said, timeout=self._timing.command)

    def _has_others(self) -> bool:
        limit = time.monotonic() - 3 * self._timing.echo_interval - self._timing.echo_patience
        self._others = {name: at for name, at in self._others.items() if at > limit}
        return bool(self._others)

    async def _test_echo(self, connection: asyncpg.Connection[asyncpg.Record]) -> None:
        """Ring ourselves. Raises `TimeoutError` when we do not hear it."""
        asked_at = time.monotonic()
        await self._notify(connection)
        async with asyncio.timeout(self._timing.echo_patience):
            while self._heard_at is None or self._heard_at < asked_at:
                self._echoed.clear()
                await self._echoed.wait()

    async def _notify(self, connection: asyncpg.Connection[asyncpg.Record]) -> None:
        await connection.execute(NOTIFY, CHANNEL, self._name, timeout=self._timing.command)

    def _hear(self, _connection: Any, _pid: int, _channel: str, sender: object) -> None:
        if sender == self._name:
            self._heard_at = time.monotonic()
            self._echoed.set()
            return
        if sender not in self._others:
            # A process that has just come does not know yet that it is not alone.
            self.ring()
        self._others[str(sender)] = time.monotonic()
        self._on_hint()

    def _overhear(self, _connection: Any, _pid: int, _channel: str, said: object) -> None:
        sender, _, text = str(said).partition(" ")
        if sender != self._name:
            self.on_gossip(text)
