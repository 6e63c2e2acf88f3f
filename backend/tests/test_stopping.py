"""A stop of the real process, with several workers and many sockets: everybody is told when to come back."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from .clients import Api, Person, Site
from .conftest import running

SOCKETS = 600
WORKERS = 2


@asynccontextmanager
async def serving_process(database_url: str, port: int, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """`stonechat serve` as an operator starts it."""
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "JWT_SECRET": "a secret of the tests that is long enough",
        "API_PORT": str(port),
        "WEB_CONCURRENCY": str(WORKERS),
        **settings,
    }
    command = (sys.executable, "-m", "stonechat", "serve")
    process = await asyncio.create_subprocess_exec(*command, env=environment)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            async with asyncio.timeout(15):
                await process.wait()


async def until_ready(client: httpx.AsyncClient) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                if (await client.get("/health/ready")).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.1)


async def stay(live: ClientConnection) -> list[int]:
    """The times to come back that a client is told before its connection ends; it leaves when it is told."""
    told = []
    try:
        while True:
            frame = json.loads(await live.recv())
            if frame["type"] == "bye":
                told.append(frame["retry_after_ms"])
                await live.close()
    except ConnectionClosed:
        return told


async def test_every_client_is_told_when_to_come_back_and_the_process_is_gone_in_time(database_url: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with running(database_url) as (services, _):
        site_id, _name = await services.sites.ensure_first_site()
    async with (
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
        serving_process(database_url, port) as process,
    ):
        await until_ready(client)
        api = Api(client, Site(str(site_id)), services)
        people = [await api.customer(origin=None) for _ in range(20)]
        lives = [await ready(port, people[n % len(people)]) for n in range(SOCKETS)]
        watching = [asyncio.create_task(stay(live)) for live in lives]
        silent = await ready(port, people[0])
        began = time.monotonic()

        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(20):
            status = await process.wait()

        assert time.monotonic() - began < 10
        assert status == 0
        told = [times for watch in watching for times in await watch]
        assert len(told) == SOCKETS
        assert len(set(told)) > SOCKETS / 3
        await silent.close()


async def ready(port: int, person: Person) -> ClientConnection:
    live = await connect(f"ws://127.0.0.1:{port}/v1/socket", compression=None)
    await live.send(json.dumps({"type": "hello", "token": person.token, "tab": "t", "since": None}))
    assert json.loads(await live.recv())["type"] == "ready"
    return live
