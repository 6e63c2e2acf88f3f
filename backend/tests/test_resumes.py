"""Those who come back together get what each of them would alone, from one reading."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any
from uuid import UUID

import msgspec
import pytest

from stonechat.accounts.actor import Actor
from stonechat.db.shared_reads import AT_ONCE, SharedReads
from stonechat.errors import Busy
from stonechat.realtime import changes
from stonechat.realtime.changes import read_position
from stonechat.realtime.cursor import Cursor
from stonechat.realtime.resumes import Delta, Resumes
from stonechat.realtime.timing import Timing

from .clients import Api, Person
from .sockets import KINDS, Served, serving
from .test_delta import CHANGES, Scene, set_scene


@pytest.fixture
async def served(database_url: str) -> AsyncIterator[Served]:
    async with serving(database_url) as served:
        yield served


def actor_of(api: Api, person: Person) -> Actor:
    return api.services.tokens.verify(person.token).actor


async def position(api: Api) -> str:
    return str((await api.services.database.read(read_position)).cursor)


def told(delta: Delta) -> dict[str, Any]:
    """What a delta tells, whatever order the rows come in."""
    frame = msgspec.to_builtins(delta.rows.frame(None))
    return {"resumed": delta.resumed} | {kind: {row["id"]: row for row in frame[kind]} for kind in KINDS}


Question = tuple[Actor, str | None]


async def alone(api: Api, questions: Sequence[Question]) -> list[dict[str, Any]]:
    return [told(await Resumes(api.services.database).read(reader, since)) for reader, since in questions]


async def together(resumes: Resumes, questions: Sequence[Question]) -> list[dict[str, Any]]:
    return [told(delta) for delta in await asyncio.gather(*(resumes.read(*question) for question in questions))]


@pytest.mark.parametrize("change", CHANGES)
async def test_those_who_come_back_together_get_what_each_would_alone(served: Served, change: str) -> None:
    before_all = await position(served)
    scene: Scene = await set_scene(served)
    stranger = await served.customer()
    before = await position(served)
    await CHANGES[change](scene)
    people = (scene.customer, scene.agent, scene.colleague, stranger)
    questions = [(actor_of(served, person), since) for person in people for since in (before, before_all, before)]

    expected = await alone(served, questions)
    assert await together(Resumes(served.services.database), questions) == expected
    assert any(expected[3][kind] for kind in KINDS), "the agent has to be told something"


async def test_only_who_was_away_for_long_is_read_alone(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "MOST_ROWS", 5)
    quiet, busy = await served.customer(), await served.customer()
    first, second = await quiet.started(), await busy.started()
    agent = await served.agent()
    cursors = [await position(served)]
    await quiet.sent(first, "the only one")
    for number in range(7):
        await busy.sent(second, f"{number}")
        cursors.append(await position(served))
    await served.services.follower.stop()
    people = [actor_of(served, person) for person in (quiet, busy, agent)]
    questions: list[Question] = [(person, since) for person in people for since in cursors]

    expected = await alone(served, questions)
    resumes = Resumes(served.services.database)
    for _ in range(2):
        # The second time it is known from the beginning who was away for too long.
        assert await together(resumes, questions) == expected
    whole = [answer["resumed"] for answer in expected]
    assert whole[: len(cursors)] == [True] * len(cursors), "one message of their own is not too many"
    assert whole[len(cursors) :] == ([False] * 2 + [True] * 6) * 2


async def test_cursors_that_tell_nothing_are_told_so_in_company_too(served: Served) -> None:
    customer = actor_of(served, await served.customer())
    now = (await served.services.database.read(read_position)).cursor
    made_up = [
        Cursor("another", now.start, now.xid),
        Cursor(now.epoch, now.start + 1, now.xid),
        Cursor(now.epoch, now.start, now.xid + 1000),
    ]
    questions: list[Question] = [
        (customer, since) for since in (None, "nonsense", *map(str, made_up), str(now), str(now))
    ]

    answers = await together(Resumes(served.services.database), questions)

    assert [answer["resumed"] for answer in answers] == [False] * 5 + [True] * 2


async def test_a_client_that_was_told_nothing_for_long_comes_back_from_where_the_others_are(database_url: str) -> None:
    async with serving(database_url, Timing(ping=0.05, look=0.05)) as served:
        idle, busy = await served.customer(), await served.customer()
        conversation_id = await busy.started()
        async with served.live(idle) as live:
            began = live.cursor
            await busy.sent(conversation_id, "one")
            latest = await position(served)
            while live.cursor != latest:
                await live.hear()
        assert latest != began
        assert live.repeats == 0
        assert not live.messages


async def test_nobody_is_given_what_was_read_before_they_asked() -> None:
    read_at: list[int] = []
    gates: list[asyncio.Event] = []

    async def read(questions: list[int]) -> list[int]:
        read_at.append(len(questions))
        number, gate = len(read_at), asyncio.Event()
        gates.append(gate)
        await gate.wait()
        return [number] * len(questions)

    reads = SharedReads(read)
    first = [asyncio.create_task(reads.ask(number)) for number in range(3)]
    await asyncio.sleep(0.01)
    assert read_at == [3]
    later = [asyncio.create_task(reads.ask(number)) for number in range(4)]
    await asyncio.sleep(0.01)
    last = [asyncio.create_task(reads.ask(number)) for number in range(5)]
    await asyncio.sleep(0.01)
    assert read_at == [3, 4], f"{AT_ONCE} at once"
    gates[0].set()
    await asyncio.sleep(0.01)
    assert read_at == [3, 4, 5]
    for gate in gates:
        gate.set()
    assert await asyncio.gather(*first, *later, *last) == [1] * 3 + [2] * 4 + [3] * 5


async def test_a_reading_that_fails_fails_for_all_who_asked_and_for_nobody_else() -> None:
    async def read(questions: list[UUID | None]) -> list[str]:
        await asyncio.sleep(0)
        if None in questions:
            raise Busy("not now")
        return ["read"] * len(questions)

    reads = SharedReads(read)
    gone = asyncio.create_task(reads.ask(None))
    others = [asyncio.create_task(reads.ask(None)) for _ in range(2)]
    await asyncio.sleep(0)
    gone.cancel()
    answers = await asyncio.gather(*others, return_exceptions=True)

    assert [type(answer) for answer in answers] == [Busy, Busy]
    assert await reads.ask(UUID(int=1)) == "read"
