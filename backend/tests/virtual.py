"""A small world for property tests: two processes on one real database, and lines, hints and time at the test's will.

What is virtual is only what lies between the parts: the bus carries a hint when the test says so, the followers look
when the test says that a second has passed, and a client reads from its line as much as it is let.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
from collections import deque
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from litestar.exceptions import WebSocketDisconnect

from stonechat.accounts.actor import Actor, CustomerActor
from stonechat.accounts.tokens import Tokens
from stonechat.conversations.lists import ConversationFilter
from stonechat.conversations.wire import Conversation, Mark, Message
from stonechat.realtime.timing import Timing
from stonechat.services import Services, make_services
from stonechat.services import running as app_running

from .conftest import settings_for

KEPT = ("conversations", "messages", "marks")
NEVER = Timing(look=1e6, ping=0.05, silence=1e7)
"""Followers look when they are told to. Pings, which nobody answers, bring the newest cursor."""

Row = dict[str, Any]
_names = itertools.count(1)


class Line:
    """A socket in memory. What the server sends waits until the client is let read it; what is cut is lost."""

    def __init__(self) -> None:
        self.headers: dict[str, str] = {}
        self.scope: dict[str, Any] = {}
        self.sent: deque[str] = deque()
        self.is_open = True
        self._said: asyncio.Queue[str | None] = asyncio.Queue()

    def say(self, **frame: Any) -> None:
        self._said.put_nowait(json.dumps(frame))

    def cut(self) -> None:
        self.is_open = False
        self.sent.clear()
        self._said.put_nowait(None)

    async def accept(self) -> None:
        pass

    async def receive_data(self, mode: str) -> str:
        text = await self._said.get()
        if text is None:
            raise WebSocketDisconnect(detail="cut", code=1006)
        return text

    async def send_text(self, text: str) -> None:
        if not self.is_open:
            raise WebSocketDisconnect(detail="cut", code=1006)
        self.sent.append(text)

    async def close(self, code: int, reason: str) -> None:
        self.is_open = False


@dataclass
class Process:
    """One process of the product, which can be killed and started again."""

    settings: Any
    services: Services = field(init=False)
    _life: contextlib.AsyncExitStack = field(init=False)

    async def start(self, world: World) -> None:
        self.services = make_services(self.settings, NEVER)
        self.services.bus.ring = lambda: world.hint(self)  # type: ignore[method-assign]  # the virtual bus
        self._life = contextlib.AsyncExitStack()
        await self._life.enter_async_context(app_running(self.services))

    async def stop(self) -> None:
        await self._life.aclose()


@dataclass
class Reader:
    """A client that keeps rows as every client should, and checks each of them as it comes."""

    actor: Actor
    token: str
    resumes: bool = True
    rows: dict[str, dict[str, Row]] = field(default_factory=lambda: {kind: {} for kind in KEPT})
    cursor: str | None = None
    line: Line | None = None
    is_live: bool = False
    must_load: bool = True
    _serving: list[asyncio.Task[None]] = field(default_factory=list)

    def connect(self, process: Process) -> None:
        self.drop()
        self.line = Line()
        since = self.cursor if self.resumes else None
        self.line.say(type="hello", token=self.token, tab="t", since=since)
        serving = process.services.sockets.serve(self.line)  # type: ignore[arg-type]  # a line is all of a socket that is used
        self._serving = [task for task in self._serving if not task.done()] + [asyncio.create_task(serving)]

    def drop(self) -> None:
        if self.line is not None:
            self.line.cut()
        self.line, self.is_live = None, False

    async def leave(self) -> None:
        """Be gone for good, with all that the server did for this client."""
        self.drop()
        await asyncio.gather(*self._serving)

    async def hear(self, process: Process, most: int = 1000) -> None:
        """Read up to so many frames, and load what a client has to load after them."""
        while self.line is not None and self.line.sent and most > 0:
            most -= 1
            frame = json.loads(self.line.sent.popleft())
            if frame["type"] == "rows":
                for kind in KEPT:
                    for row in frame[kind]:
                        self.keep(kind, row)
            elif frame["type"] == "reset":
                self.must_load = True
            elif frame["type"] == "ready":
                self.is_live = True
                if self.must_load:
                    self.must_load = False
                    for kind, rows in (await snapshot(process.services, self.actor)).items():
                        for row in rows.values():
                            self.keep(kind, row)
            self.cursor = frame.get("cursor") or self.cursor

    def keep(self, kind: str, row: Row) -> None:
        if isinstance(self.actor, CustomerActor):
            assert row.get("kind") not in {"note", "event"}, "an internal entry reached a customer"
            assert row.get("reader") != "agent", "an agent's mark reached a customer"
        known = self.rows[kind].get(row["id"])
        if known is not None and known["version"] == row["version"]:
            assert known == row, "two rows of one version"
        if known is None or known["version"] < row["version"]:
            if known is not None and kind == "marks":
                assert known["read_seq"] <= row["read_seq"], "a mark went back"
                assert known["delivered_seq"] <= row["delivered_seq"], "a mark went back"
            if known is not None and kind == "messages":
                assert known["seq"] == row["seq"], "a message changed its place"
            self.rows[kind][row["id"]] = row


class World:
    """Two processes, their database, and the hints between them."""

    def __init__(self) -> None:
        self.processes: list[Process] = []
        self.hints: list[int] = []
        """The processes that hints are on their way to."""
        self.connection: asyncpg.Connection[asyncpg.Record]
        self.site_id: UUID
        self.agent_id: UUID
        self._admin: asyncpg.Connection[asyncpg.Record]
        self._name = f"machine_{next(_names)}"

    async def begin(self, template_url: str) -> None:
        base, _, template = template_url.rpartition("/")
        self._admin = await asyncpg.connect(f"{base}/postgres")
        await self._admin.execute(f"CREATE DATABASE {self._name} TEMPLATE {template}")
        url = f"{base}/{self._name}"
        self.connection = await asyncpg.connect(url)
        self.processes = [Process(replace(settings_for(url), bus=False)) for _ in range(2)]
        for process in self.processes:
            await process.start(self)
        self.site_id = await self.connection.fetchval("SELECT id FROM sites")
        self.agent_id = await self.connection.fetchval("SELECT id FROM agents")

    async def end(self) -> None:
        for process in self.processes:
            await process.stop()
        await self.connection.close()
        await self._admin.execute(f"DROP DATABASE {self._name} WITH (FORCE)")
        await self._admin.close()

    def hint(self, sender: Process) -> None:
        self.hints += [n for n, process in enumerate(self.processes) if process is not sender]

    def deliver(self, number: int) -> None:
        self.processes[number].services.follower.ring()

    def second_passes(self) -> None:
        """Every follower's own interval is over."""
        for process in self.processes:
            process.services.follower.ring()

    @property
    def tokens(self) -> Tokens:
        return self.processes[0].services.tokens


async def snapshot(services: Services, actor: Actor) -> dict[str, dict[str, Row]]:
    """What a client loads over REST: its conversations with their timelines and marks."""
    page = await services.conversation_lists.page(actor, ConversationFilter(), 100, None)
    rows: dict[str, list[Conversation | Message | Mark]] = {kind: [] for kind in KEPT}
    rows["conversations"] += page.items
    rows["marks"] += page.marks
    for conversation in page.items:
        rows["messages"] += (await services.conversations.list_messages(actor, conversation.id, 1000, None)).items
    return {kind: {str(row.id): json.loads(msgspec.json.encode(row)) for row in rows[kind]} for kind in KEPT}
