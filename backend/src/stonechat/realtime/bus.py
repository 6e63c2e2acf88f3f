"""The bus: a doorbell between processes, by PostgreSQL's LISTEN and NOTIFY. It carries no data.

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
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import asyncpg

log = logging.getLogger(__name__)

CHANNEL = "stonechat"
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


class PostgresBus:
    """Rings the other processes, and hears when they ring."""

    def __init__(self, database_url: str, on_hint: Callable[[], None], timing: BusTiming | None = None) -> None:
        """`on_hint` is called for every ring of another process, and once whenever the line was made anew.

        `database_url` has to reach PostgreSQL itself: a transaction pooler swallows LISTEN.
        """
        self._url = database_url
        self._on_hint = on_hint
        self._timing = timing or BusTiming()
        self._name = secrets.token_hex(8)
        self._rung = asyncio.Event()
        self._echoed = asyncio.Event()
        self._heard_at: float | None = None
        self._task: asyncio.Task[None] | None = None

    def ring(self) -> None:
        """Something was committed here. Many rings while one is on its way are one."""
        self._rung.set()

    @property
    def is_hearing(self) -> bool:
        """Whether the line was proven to work not long ago; a deaf process would be a second late for everybody."""
        limit = self._timing.echo_interval + 2 * self._timing.echo_patience
        return self._heard_at is not None and time.monotonic() - self._heard_at < limit

    async def start(self) -> None:
        """Begin to listen. A database that cannot be reached is tried again for ever."""
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
                    await self._rung.wait()
            if self._rung.is_set():
                self._rung.clear()
                await self._notify(connection)

    async def _test_echo(self, connection: asyncpg.Connection[asyncpg.Record]) -> None:
        """Ring ourselves. Raises `TimeoutError` when we do not hear it."""
        asked_at = time.monotonic()
        await self._notify(connection)
        async with asyncio.timeout(self._timing.echo_patience):
            while self._heard_at is None or self._heard_at < asked_at:
                self._echoed.clear()
                await self._echoed.wait()

    async def _notify(self, connection: asyncpg.Connection[asyncpg.Record]) -> None:
        await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, self._name, timeout=self._timing.command)

    def _hear(self, _connection: Any, _pid: int, _channel: str, sender: object) -> None:
        if sender == self._name:
            self._heard_at = time.monotonic()
            self._echoed.set()
        else:
            self._on_hint()
