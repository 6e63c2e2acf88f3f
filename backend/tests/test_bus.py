"""The doorbell between processes: heard, made anew when it is cut, and found out when it is deaf."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import asyncpg
import pytest

from stonechat.errors import Busy
from stonechat.health import get_readiness
from stonechat.realtime.bus import BusTiming, PostgresBus

from .conftest import running

QUICK = BusTiming(echo_interval=0.3, echo_patience=0.3, reconnect_ceiling=0.2)


class Ear:
    """Counts hints."""

    def __init__(self) -> None:
        self.hints = 0

    def __call__(self) -> None:
        self.hints += 1


@asynccontextmanager
async def bus(url: str, timing: BusTiming = QUICK) -> AsyncIterator[tuple[PostgresBus, Ear]]:
    ear = Ear()
    made = PostgresBus(url, ear, timing=timing)
    await made.start()
    try:
        await eventually(lambda: made.is_hearing)
        yield made, ear
    finally:
        await made.stop()


async def eventually(happens: Callable[[], bool], seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not happens():  # noqa: ASYNC110 (what is waited for is a property of many kinds)
            await asyncio.sleep(0.005)


async def test_a_ring_is_heard_by_the_others_and_not_by_oneself(database_url: str) -> None:
    async with bus(database_url) as (one, own_ear), bus(database_url) as (_, other_ear):
        await asyncio.sleep(0.05)
        own, other = own_ear.hints, other_ear.hints
        one.ring()

        await eventually(lambda: other_ear.hints > other, 1)
        # The other one's echoes are rings too; ours are only ever counted elsewhere.
        assert own_ear.hints - own <= 1


async def test_many_rings_at_once_are_few_notifications(database_url: str) -> None:
    slow = replace(QUICK, echo_interval=30.0, echo_patience=5.0)
    async with bus(database_url, slow) as (one, _), bus(database_url, slow) as (_, ear):
        await asyncio.sleep(0.1)
        before = ear.hints
        for _ in range(1000):
            one.ring()
        await asyncio.sleep(0.3)

        assert 1 <= ear.hints - before <= 3


async def test_a_line_that_is_cut_is_made_anew_and_what_was_rung_meanwhile_is_caught_up_with(database_url: str) -> None:
    async with bus(database_url) as (_, ear):
        for _ in range(3):
            before = ear.hints
            await cut_lines(database_url)
            await eventually(lambda before=before: ear.hints > before)  # type: ignore[misc]  # a default binds it


async def test_a_line_that_stays_deaf_is_found_out(database_url: str) -> None:
    async with bus(database_url) as (one, _):
        # As behind a transaction pooler: the session goes on, and what is notified never comes.
        one._hear = lambda *_: None  # type: ignore[method-assign]
        await cut_lines(database_url)

        await eventually(lambda: not one.is_hearing)


async def cut_lines(url: str) -> None:
    connection = await asyncpg.connect(url)
    cut = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
             WHERE application_name = 'stonechat bus' AND datname = current_database()"""
    assert await connection.fetchval(cut) > 0
    await connection.close()


async def test_a_process_that_hears_nobody_is_not_ready(database_url: str) -> None:
    async with running(database_url) as (services, _):
        await eventually(lambda: services.bus.is_hearing)
        parts = (services.database, services.sends, services.follower, services.bus, services.sockets)
        assert (await get_readiness.fn(*parts)).status == "ok"
        await services.bus.stop()
        services.bus._heard_at = time.monotonic() - 60

        with pytest.raises(Busy):
            await get_readiness.fn(*parts)


async def test_the_write_of_another_process_is_known_at_once(database_url: str) -> None:
    async with running(database_url) as (here, _), running(database_url) as (there, _):
        await eventually(lambda: here.bus.is_hearing and there.bus.is_hearing)
        rung = asyncio.Event()
        here.follower.ring = rung.set  # type: ignore[method-assign]
        here.bus._on_hint = rung.set
        await asyncio.sleep(0.1)
        rung.clear()

        there.bus.ring()

        async with asyncio.timeout(0.5):
            await rung.wait()
