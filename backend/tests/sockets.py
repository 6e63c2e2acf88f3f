"""A server on a real port, and clients that keep what they are sent by the version rule."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import httpx
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from stonechat.edge import Edge
from stonechat.realtime.timing import Timing

from .clients import Api, Person
from .conftest import first_site, running

Row: TypeAlias = dict[str, Any]
KINDS = ("conversations", "messages", "marks", "customers", "agents", "tags", "sites")


@dataclass(frozen=True)
class Served(Api):
    """An API that listens on a port."""

    port: int = 0

    @contextlib.asynccontextmanager
    async def socket(self, origin: str | None = None) -> AsyncIterator[ClientConnection]:
        """A socket that has said nothing yet."""
        url = f"ws://127.0.0.1:{self.port}/v1/socket"
        async with connect(url, origin=origin, compression=None, close_timeout=1, max_size=None) as socket:  # type: ignore[arg-type]
            yield socket

    @contextlib.asynccontextmanager
    async def live(self, person: Person, since: str | None = None) -> AsyncIterator[Live]:
        """A socket that is ready."""
        async with self.socket(person.origin) as socket:
            live = Live(socket)
            await live.say(type="hello", token=person.token, tab="t", since=since)
            await live.until_ready()
            yield live


@dataclass
class Live:
    """A client that keeps what it is sent, by the version rule."""

    socket: ClientConnection
    frames: list[dict[str, Any]] = field(default_factory=list)
    rows: dict[str, dict[str, Row]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    repeats: int = 0
    cursor: str | None = None

    @property
    def messages(self) -> dict[str, Row]:
        return self.rows["messages"]

    @property
    def conversations(self) -> dict[str, Row]:
        return self.rows["conversations"]

    def _keep(self, kept: dict[str, Row], row: Row) -> None:
        if row["id"] in kept and kept[row["id"]]["version"] >= row["version"]:
            # Profiles come along with every message of their agent.
            self.repeats += "conversation_id" in row or "head_version" in row
        else:
            kept[row["id"]] = row

    async def say(self, **frame: Any) -> None:
        await self.socket.send(json.dumps(frame))

    async def hear(self) -> dict[str, Any]:
        async with asyncio.timeout(5):
            frame: dict[str, Any] = json.loads(await self.socket.recv())
        self.frames.append(frame)
        if frame["type"] == "ping":
            await self.say(type="pong")
        if frame["type"] == "rows":
            for kind in KINDS:
                for row in frame[kind]:
                    self._keep(self.rows[kind], row)
        self.cursor = frame.get("cursor") or self.cursor
        return frame

    async def until_frame(self, **wanted: Any) -> dict[str, Any]:
        """The next frame with all of these values."""
        while True:
            frame = await self.hear()
            if wanted.items() <= frame.items():
                return frame

    async def until_row(self, kind: str, **wanted: Any) -> Row:
        """A row with all of these values, once it is there."""
        while True:
            for row in self.rows[kind].values():
                if wanted.items() <= row.items():
                    return row
            await self.hear()

    async def until_ready(self) -> None:
        while (await self.hear())["type"] != "ready":
            pass

    async def until(self, count: int) -> list[str]:
        """The texts of all messages in order, once there are so many."""
        while len(self.messages) < count:
            await self.hear()
        return [row["text"] for row in sorted(self.messages.values(), key=lambda row: row["seq"])]


@contextlib.asynccontextmanager
async def serving(database_url: str, timing: Timing | None = None, **changes: Any) -> AsyncIterator[Served]:
    """A process on a port; `changes` are of the settings."""
    async with (
        running(database_url, timing, **changes) as (services, asgi),
        listening(asgi) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        yield Served(client, await first_site(services), services, port)


@contextlib.asynccontextmanager
async def listening(asgi: Edge) -> AsyncIterator[int]:
    config = uvicorn.Config(
        asgi, port=0, log_config=None, lifespan="off", ws="websockets-sansio", ws_per_message_deflate=False
    )
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]  # pytest keeps its own
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 (uvicorn has no event for it)
        await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    server.force_exit = True
    await task


async def closed_with(socket: ClientConnection) -> int:
    async with asyncio.timeout(5):
        try:
            while True:
                await socket.recv()
        except ConnectionClosed as closed:
            assert closed.rcvd is not None
            return closed.rcvd.code
