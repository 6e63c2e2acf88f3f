"""The guide to the protocol is as true as the code: its frames, codes and figures, and its example, which runs here."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import re
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, get_args
from uuid import UUID, uuid5

import msgspec
import pytest

from stonechat import errors, problems
from stonechat.__main__ import WS_FRAME_LIMIT
from stonechat.accounts import rules as account_rules
from stonechat.accounts.tokens import AGENT_TOKEN_SECONDS, CUSTOMER_TOKEN_SECONDS
from stonechat.app import LARGEST_BODY
from stonechat.conversations.wire import LONGEST_TEXT
from stonechat.db.history import ensure_epoch
from stonechat.paging import Limit
from stonechat.realtime import changes, hub, live, longpoll, session
from stonechat.realtime.closing import CloseCode
from stonechat.realtime.timing import Timing
from stonechat.realtime.wire import ClientFrame, HelloFrame, RowsFrame, ServerFrame, SyncRequest

from .clients import ADMIN_PASSWORD, Person
from .sockets import KINDS, Served, serving
from .test_docs import DOCS, ROOT, SOURCE, first_cells, section_of, text_of

GUIDE = DOCS / "realtime.md"
TIMING = Timing()


def table_in(heading: str) -> list[list[str]]:
    """The cells of all tables below a heading, without their heads."""
    lines = [line for line in section_of(GUIDE, heading).splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rules = [n for n, row in enumerate(rows) if set(row[0]) == {"-"}]
    return [row for n, row in enumerate(rows) if n not in rules and n + 1 not in rules]


def words_in(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def figure_in(script: str, name: str) -> float:
    """A constant of the client core."""
    found = re.search(rf"\b{name}\b\s*[:=]\s*([\d_]+)", text_of(ROOT / "openapi/client" / script))
    assert found, f"{script} has no {name}"
    return float(found[1].replace("_", ""))


def longest(struct: type[msgspec.Struct], name: str) -> int:
    [meta] = [get_args(hint)[1] for key, hint in _hints(struct).items() if key == name]
    limit: int = meta.max_length or meta.le
    return limit


def _hints(struct: type[msgspec.Struct]) -> dict[str, Any]:
    return {field.name: field.type for field in msgspec.structs.fields(struct)}


def called(source: Path) -> Iterator[tuple[str, list[object]]]:
    """The name and the constant arguments of every call in a module."""
    for node in ast.walk(ast.parse(text_of(source))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            values = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "code")]
            yield name, [value.value for value in values if isinstance(value, ast.Constant)]


@pytest.mark.parametrize(
    ("heading", "frames"), [("Frames that you send", ClientFrame), ("Frames that you get", ServerFrame)]
)
def test_every_frame_is_told_with_all_its_fields(heading: str, frames: Any) -> None:
    told = {words_in(row[0])[0]: sorted(words_in(row[1])) for row in table_in(heading)}

    assert told == {frame.__struct_config__.tag: sorted(_hints(frame)) for frame in get_args(frames)}


def test_every_kind_of_row_is_told() -> None:
    told = [name for [name] in first_cells(section_of(GUIDE, "Rows"))]

    assert [*told, "cursor"] == [*KINDS, "cursor"] == list(_hints(RowsFrame))


def test_every_close_code_is_told() -> None:
    told = [int(row[0]) for row in table_in("Staying connected")]

    assert told == sorted(CloseCode)


def test_every_event_that_is_stored_nowhere_is_told() -> None:
    [event] = [
        get_args(hint) for frame in get_args(ServerFrame) for key, hint in _hints(frame).items() if key == "event"
    ]

    assert [name for [name] in first_cells(section_of(GUIDE, "What is stored nowhere"))] == list(event)


def test_every_code_of_an_error_frame_is_told() -> None:
    refusals = {"_complain", "Refusal", "Forbidden", "ErrorFrame"}
    sources = [SOURCE / "realtime/live.py", SOURCE / "realtime/session.py", SOURCE / "accounts/guards.py"]
    made = {str(values[0]) for source in sources for name, values in called(source) if name in refusals and values}
    passed_on = {errors.Busy("").code, errors.NotFound("").code}
    elsewhere = {"customers_only", "admins_only"}  # Guards of requests.

    told = {word for row in table_in("Errors") for word in words_in(row[0])}

    assert told == (made | passed_on) - elsewhere


def test_every_code_of_a_problem_is_told_with_its_status() -> None:
    statuses = {kind.__name__: status for kind, status in problems._STATUS.items()}
    expected: dict[int, set[str]] = defaultdict(set)
    for status, code in problems._CODE_OF_STATUS.items():
        expected[status].add(code)
    fixed = (errors.Busy(""), errors.NotFound(""), errors.TooManyRequests("", 1), errors.UnsupportedMediaType(""))
    for refusal in fixed:
        expected[statuses[type(refusal).__name__]].add(refusal.code)
    for source in SOURCE.rglob("*.py"):
        for name, values in called(source):
            if name in statuses and name not in {type(refusal).__name__ for refusal in fixed} and values:
                expected[statuses[name]].add(str(values[0]))
            elif name == "_problem" and len(values) > 1:
                expected[int(str(values[0]))].add(str(values[1]))

    told: dict[int, set[str]] = defaultdict(set)
    for status_cell, codes, *_ in (row for row in table_in("Errors") if row[0][0].isdigit()):
        named = [int(status) for status in status_cell.split(", ")]
        for n, code in enumerate(words_in(codes)):
            told[named[n if len(named) > 1 else 0]].add(code)

    assert told == expected


def test_the_limits_are_those_of_the_code() -> None:
    [page] = [meta.le for meta in get_args(Limit)[1:]]
    most_rows = f"{changes.MOST_ROWS:,}"
    limits = {
        "bytes of a frame of yours": WS_FRAME_LIMIT,
        "frames a second": live.FRAMES_A_SECOND,
        "frames at once": live.FRAMES_AT_ONCE,
        "unacceptable frames of a connection": live.MOST_FAULTS,
        "characters of `tab`": longest(HelloFrame, "tab"),
        "open timelines of a connection": live.MOST_OPEN,
        "connections of a person to one process": session.MOST_CONNECTIONS,
        "waiting `/v1/sync` calls of a person to one process": longpoll.MOST_POLLS,
        "hellos a second to one process": session.HELLOS_A_SECOND,
        "bytes that wait for you": hub.MOST_BYTES_HELD,
        "rows of one kind in a delta": changes.MOST_ROWS,
        "seconds that a poll waits": longest(SyncRequest, "wait"),
        "characters of a text": LONGEST_TEXT,
        "bytes of a request": LARGEST_BODY,
        "items of a page": page,
    }

    assert {row[0]: row[1] for row in table_in("Limits")} == {name: f"{most:,.0f}" for name, most in limits.items()}
    assert f"more than {most_rows} rows of one kind" in " ".join(section_of(GUIDE, "The socket").split())
    assert f"wait up to {session.LONGEST_QUEUE:.0f} s" in section_of(GUIDE, "Limits")


def test_the_times_are_those_of_the_code() -> None:
    first, ceiling = figure_in("backoff.ts", "FIRST_MS") / 1000, figure_in("backoff.ts", "CEILING_MS") / 1000
    sentences = {
        "Tokens": [f"successor for {account_rules.REPEAT_WINDOW.total_seconds():.0f} s"],
        "The socket": [f"come within {TIMING.hello:.0f} s"],
        "Frames that you send": [f"at most every {figure_in('presence.ts', 'TYPING_EVERY_MS') / 1000:.0f} s"],
        "What is stored nowhere": [
            f"{figure_in('presence.ts', 'typing') / 1000:.0f} s after its last frame, or",
            f"or {figure_in('presence.ts', 'viewing') / 1000:.0f} s after its last frame",
            f"by {TIMING.lease:.0f} s",
        ],
        "Staying connected": [
            f"`ping` every {TIMING.ping:.0f} s (± 20 %)",
            f"after {TIMING.silence:.0f} s without a frame",
            f"after {figure_in('socket.ts', 'SILENCE_MS') / 1000:.0f} s of silence",
            f"when {figure_in('socket.ts', 'PROBE_MS') / 1000:.0f} s bring nothing",
            f"good for {AGENT_TOKEN_SECONDS // 60} minutes, a customer's for {CUSTOMER_TOKEN_SECONDS // 60}",
            f"`random(0, min({ceiling:.0f} s, {first:.1f} s · 2^n))`",
            f"lived for {figure_in('socket-road.ts', 'STEADY_MS') / 1000:.0f} s",
            f"{live.MOST_FAULTS + 1} frames that were not acceptable",
            f"{hub.MOST_BYTES_HELD // 1024} KiB wait for you, or catching up took {TIMING.catch_up:.0f} s",
            f"larger than {WS_FRAME_LIMIT // 1024} KiB",
        ],
        "Without a socket": [f'"wait": {longest(SyncRequest, "wait")}'],
    }

    for heading, parts in sentences.items():
        section = " ".join(section_of(GUIDE, heading).split())
        assert [part for part in parts if part not in section] == []


class Line:
    """What the bot's connections go through: it can be down, and lose what the server answers."""

    def __init__(self, port: int) -> None:
        self._server_port = port
        self._server: asyncio.Server | None = None
        self._carried: set[asyncio.Task[None]] = set()
        self.port = 0
        self.answers_to_lose = 0
        """Of sent messages: they arrive, and nobody hears of it."""

    async def up(self) -> None:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def down(self) -> None:
        """Cut every connection, and take no more."""
        assert self._server is not None
        self._server.close()
        for task in self._carried:
            task.cancel()
        await asyncio.gather(*self._carried, return_exceptions=True)
        await self._server.wait_closed()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._carried.add(task)
        task.add_done_callback(self._carried.discard)
        sent: list[bytes] = []

        async def ask(there: asyncio.StreamWriter) -> None:
            while data := await reader.read(65536):
                sent.append(data)
                there.write(data)

        async def answer(there: asyncio.StreamReader) -> None:
            while data := await there.read(65536):
                if self.answers_to_lose and re.match(rb"POST /v1/conversations/\S+/messages", sent[-1]):
                    self.answers_to_lose -= 1
                    return
                writer.write(data)

        there_writer: asyncio.StreamWriter | None = None
        try:
            there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self._server_port)
            ways = [asyncio.create_task(ask(there_writer)), asyncio.create_task(answer(there_reader))]
            try:
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for way in ways:
                    way.cancel()
                await asyncio.gather(*ways, return_exceptions=True)
        except (OSError, asyncio.CancelledError):
            pass  # The line is cut, which is what this is for.
        finally:
            for end in (writer, there_writer):
                if end is not None:
                    end.transport.abort()


@contextlib.asynccontextmanager
async def bot(line: Line, folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The guide's example, as somebody would run it."""
    [code] = re.findall(r"^```python\n(.*?)^```$", section_of(GUIDE, "An example"), flags=re.MULTILINE | re.DOTALL)
    script, said = folder / "bot.py", folder / "said"
    script.write_text(code, encoding="utf-8")
    settings = {"URL": f"http://127.0.0.1:{line.port}", "EMAIL": "ada@example.com", "PASSWORD": ADMIN_PASSWORD}
    with said.open("wb") as output:
        process = await asyncio.create_subprocess_exec(sys.executable, str(script), env=settings, stderr=output)
    try:
        yield process
        assert process.returncode is None, said.read_text()
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    assert said.read_text() == ""


async def answered(customer: Person, conversation_id: str, count: int) -> list[dict[str, Any]]:
    """The whole timeline, once each of so many questions has an answer."""
    async with asyncio.timeout(40):
        while True:
            timeline = await customer.timeline(conversation_id)
            questions = [entry for entry in timeline if entry["author"] == "customer"]
            wanted = {str(uuid5(UUID(entry["id"]), "answer")) for entry in questions}
            if len(questions) == count and wanted <= {entry["id"] for entry in timeline}:
                return timeline
            await asyncio.sleep(0.1)


async def read_by_team(customer: Person, conversation_id: str, public_seq: int) -> None:
    async with asyncio.timeout(40):
        while True:
            marks = (await customer.get(f"/v1/conversations/{conversation_id}/marks")).json()["items"]
            if any((mark["reader"], mark["read_seq"]) == ("team", public_seq) for mark in marks):
                return
            await asyncio.sleep(0.1)


@pytest.fixture
async def served(database_url: str) -> AsyncIterator[Served]:
    async with serving(database_url) as served:
        yield served


@pytest.fixture
async def line(served: Served) -> AsyncIterator[Line]:
    line = Line(served.port)
    await line.up()
    yield line
    await line.down()


async def test_the_example_answers_every_message_once_whatever_breaks(
    served: Served, line: Line, tmp_path: Path
) -> None:
    customer, other, colleague = await served.customer(), await served.customer(), await served.colleague()
    first = await customer.started("1")
    async with bot(line, tmp_path):
        await answered(customer, first, 1)

        line.answers_to_lose = 1
        await customer.sent(first, "2: its answer is stored, and the bot does not hear of it")
        await answered(customer, first, 2)
        assert line.answers_to_lose == 0

        await line.down()
        await customer.sent(first, "3: nobody hears it")
        await colleague.sent(first, "a note stands in between", kind="note")
        await customer.sent(first, "4: neither")
        second = await other.started("1: a new conversation")
        await line.up()
        await answered(customer, first, 4)
        await answered(other, second, 1)

        await line.down()
        await customer.sent(first, "5: and no cursor leads to it")
        await ensure_epoch(served.services.database, renew=True)
        await line.up()
        await answered(customer, first, 5)

    await customer.sent(first, "6: while the bot is not there at all")
    async with bot(line, tmp_path):
        await other.sent(second, "2: and one when it is back")
        timelines = [await answered(customer, first, 6), await answered(other, second, 2)]
        for timeline, person in zip(timelines, (customer, other), strict=True):
            await read_by_team(person, timeline[0]["conversation_id"], timeline[-1]["public_seq"])

    for timeline in (await customer.timeline(first), await other.timeline(second)):
        questions = [entry["id"] for entry in timeline if entry["author"] == "customer"]
        answers = [entry["id"] for entry in timeline if entry["author"] == "agent"]
        assert answers == [str(uuid5(UUID(question), "answer")) for question in questions]
