"""Group commit under fire: real PostgreSQL, real locks, killed back ends, and a control that has to fail."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import uuid4

import asyncpg
import pytest

from stonechat.conversations import sends as sends_module
from stonechat.conversations.send_statement import SEND, SEND_IF_FREE
from stonechat.conversations.sends import Sends, Verdict
from stonechat.errors import Busy

from .send_checks import violations
from .sending import Battle, Ground, sending


@pytest.fixture
async def ground(database_url: str) -> AsyncIterator[Ground]:
    connection = await asyncpg.connect(database_url)
    yield Ground(database_url, connection)
    assert await violations(connection) == {}
    await connection.close()


async def test_messages_that_wait_together_are_stored_in_one_statement_and_in_order(ground: Ground) -> None:
    first, second = await ground.begin(2)
    async with sending(ground) as sends:
        await sends.store(ground.draft(first, "warm"))
        before = await ground.connection.fetchval("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        drafts = [ground.draft(first if n % 2 else second, f"{n}") for n in range(100)]

        answers = await asyncio.gather(*(sends.store(draft) for draft in drafts))

        after = await ground.connection.fetchval("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
    assert {verdict for verdict, _ in answers} == {Verdict.STORED}
    assert after - before <= 2
    assert await ground.texts(second) == ["first", *(f"{n}" for n in range(0, 100, 2))]
    assert await ground.texts(first) == ["first", "warm", *(f"{n}" for n in range(1, 100, 2))]


async def test_a_new_message_that_waits_alone_takes_the_short_statement(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    [conversation_id] = await ground.begin(1)
    for statement in ("SEND", "SEND_IF_FREE"):
        monkeypatch.setattr(sends_module, statement, "SELECT 1 / 0")
    async with sending(ground) as sends:
        for kind in ("message", "note", "message"):
            verdict, record = await sends.store(replace(ground.draft(conversation_id, by_agent=True), kind=kind))
            assert verdict is Verdict.STORED
        assert (record["seq"], record["public_seq"], record["conversation_version"]) == (4, 3, 4)


async def test_equal_ids_that_wait_together_are_one_message(ground: Ground) -> None:
    [conversation_id] = await ground.begin(1)
    draft = ground.draft(conversation_id)
    async with sending(ground) as sends:
        answers = await asyncio.gather(
            *(sends.store(draft) for _ in range(5)), sends.store(replace(draft, body_hash=b"other"))
        )

    assert Counter(verdict for verdict, _ in answers) == {Verdict.STORED: 1, Verdict.REPLAY: 4, Verdict.CONFLICT: 1}
    assert {record["seq"] for verdict, record in answers if verdict is not Verdict.CONFLICT} == {2}


async def test_every_message_is_judged_for_itself(ground: Ground) -> None:
    own, other, resolved = await ground.begin(3)
    resolve = "UPDATE conversations SET status = 'resolved', resolved_at = now() WHERE id = $1"
    await ground.connection.execute(resolve, resolved)
    stranger = replace(ground.draft(own), author_id=ground.customers[other])
    unknown = replace(ground.draft(own), conversation_id=uuid4())
    async with sending(ground) as sends:
        answers = await asyncio.gather(
            *(sends.store(draft) for draft in (ground.draft(own, "good"), stranger, unknown, ground.draft(resolved)))
        )

    assert [verdict for verdict, _ in answers] == [
        Verdict.STORED,
        Verdict.NOT_FOUND,
        Verdict.NOT_FOUND,
        Verdict.ORDINARY,
    ]
    assert await ground.texts(own) == ["first", "good"]


async def test_a_customers_message_opens_a_conversation_that_waited_for_them(ground: Ground) -> None:
    [conversation_id, nobodys] = await ground.begin(2)
    pending = """
        UPDATE conversations SET status = 'pending', assignee_id = (SELECT min(id::text)::uuid FROM agents)
        WHERE id = $1
    """
    status = "SELECT status FROM conversations WHERE id = $1"
    async with sending(ground) as sends:
        await ground.connection.execute(pending, conversation_id)
        await sends.store(ground.draft(conversation_id, by_agent=True))
        assert await ground.connection.fetchval(status, conversation_id) == "pending"

        await sends.store(ground.draft(conversation_id))

        assert await ground.connection.fetchval(status, conversation_id) == "open"
        # One that nobody has waits for an agent then.
        await ground.connection.execute("UPDATE conversations SET status = 'pending' WHERE id = $1", nobodys)
        verdict, _ = await sends.store(ground.draft(nobodys))
        assert verdict is Verdict.ORDINARY


async def test_one_bad_message_fails_alone(ground: Ground) -> None:
    [conversation_id] = await ground.begin(1)
    drafts = [ground.draft(conversation_id, "poison\0" if n == 5 else f"{n}") for n in range(11)]
    async with sending(ground) as sends:
        answers = await asyncio.gather(*(sends.store(draft) for draft in drafts), return_exceptions=True)

    assert [n for n, answer in enumerate(answers) if isinstance(answer, BaseException)] == [5]
    assert await ground.texts(conversation_id) == ["first", *(f"{n}" for n in range(11) if n != 5)]


async def test_a_conversation_that_stays_locked_stops_no_other_and_keeps_its_order(ground: Ground) -> None:
    stuck, free = await ground.begin(2)
    holder = await asyncpg.connect(ground.url)
    async with sending(ground) as sends:
        await sends.store(ground.draft(free, "warm"))
        transaction = holder.transaction()
        await transaction.start()
        await holder.execute("SELECT FROM conversations WHERE id = $1 FOR UPDATE", stuck)
        waiting = [asyncio.create_task(sends.store(ground.draft(stuck, f"{n}"))) for n in range(5)]
        await asyncio.sleep(0)
        waits: list[float] = []
        for n in range(20):
            begin = time.monotonic()
            await sends.store(ground.draft(free, f"{n}"))
            waits.append(time.monotonic() - begin)
        waiting += [asyncio.create_task(sends.store(ground.draft(stuck, f"{n}"))) for n in range(5, 8)]
        await asyncio.sleep(0.2)
        assert not any(task.done() for task in waiting)

        await transaction.rollback()
        await asyncio.gather(*waiting)
    await holder.close()
    # Had they waited for the lock like the first one, each would have taken the lock's time limit of 0.25 s.
    assert statistics.median(waits) < 0.2
    assert await ground.texts(stuck) == ["first", *(f"{n}" for n in range(8))]


async def test_a_lock_that_is_never_released_ends_in_busy(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sends_module, "PATIENCE", 0.5)
    [stuck] = await ground.begin(1)
    holder = await asyncpg.connect(ground.url)
    async with sending(ground) as sends, holder.transaction():
        await holder.execute("SELECT FROM conversations WHERE id = $1 FOR UPDATE", stuck)
        with pytest.raises(Busy):
            await sends.store(ground.draft(stuck))
    await holder.close()


async def test_a_caller_that_goes_away_costs_the_others_nothing(ground: Ground) -> None:
    [conversation_id] = await ground.begin(1)
    async with sending(ground) as sends:
        kept = [asyncio.create_task(sends.store(ground.draft(conversation_id, f"{n}"))) for n in range(10)]
        gone = [asyncio.create_task(sends.store(ground.draft(conversation_id, "gone"))) for _ in range(10)]
        await asyncio.sleep(0)
        for task in gone:
            task.cancel()
        answers = await asyncio.gather(*kept)

    assert {verdict for verdict, _ in answers} == {Verdict.STORED}
    assert [text for text in await ground.texts(conversation_id) if text != "gone"] == [
        "first",
        *(f"{n}" for n in range(10)),
    ]


async def test_a_flood_is_told_to_come_back(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sends_module, "HELD_LIMIT", 50)
    [conversation_id] = await ground.begin(1)
    async with sending(ground) as sends:
        answers = await asyncio.gather(
            *(sends.store(ground.draft(conversation_id)) for _ in range(200)), return_exceptions=True
        )
        busy = sum(isinstance(answer, Busy) for answer in answers)

        assert 100 < busy < 200
        assert (await sends.store(ground.draft(conversation_id)))[0] is Verdict.STORED


async def test_a_stop_stores_what_waits_and_takes_no_more(ground: Ground) -> None:
    [conversation_id] = await ground.begin(1)
    sends = Sends(ground.url)
    await sends.start()
    waiting = [asyncio.create_task(sends.store(ground.draft(conversation_id, f"{n}"))) for n in range(300)]
    await asyncio.sleep(0)

    await sends.stop()

    assert {verdict for verdict, _ in await asyncio.gather(*waiting)} == {Verdict.STORED}
    assert not sends.is_running
    with pytest.raises(Busy):
        await sends.store(ground.draft(conversation_id))


async def test_a_fault_that_nobody_foresaw_leaves_nobody_waiting_and_the_next_message_is_stored(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    [conversation_id] = await ground.begin(1)

    async def fail(*_: object) -> None:
        raise RuntimeError("a fault")

    async with sending(ground) as sends:
        with monkeypatch.context() as broken:
            broken.setattr(sends, "_settle", fail)
            async with asyncio.timeout(2):
                with pytest.raises(Busy):
                    await sends.store(ground.draft(conversation_id))

        assert (await sends.store(ground.draft(conversation_id)))[0] is Verdict.STORED


async def test_every_lookup_of_the_statement_uses_an_index(ground: Ground) -> None:
    await ground.begin(3)
    await ground.connection.execute("SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan")
    for statement in (SEND, SEND_IF_FREE):
        await ground.connection.execute(
            f"PREPARE send (uuid[], uuid[], text[], uuid[], text[], text[], bytea[], text[]) AS {statement}"
        )
        nothing = ", ".join(["'{}'"] * 8)
        plan = "\n".join(row[0] for row in await ground.connection.fetch(f"EXPLAIN EXECUTE send({nothing})"))
        await ground.connection.execute("DEALLOCATE send")
        assert "Seq Scan" not in plan, plan


async def test_racing_retries_over_two_processes_and_killed_back_ends_lose_and_double_nothing(ground: Ground) -> None:
    await ground.begin(30)
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    battle = Battle(ground, random.Random(seed), seconds=6)
    async with sending(ground) as one, sending(ground) as other:
        await battle.fight([one, other], kill=True)

    print(dict(battle.answers))
    assert await battle.judge() == {}
    assert battle.answers["kills"] >= 10
    assert battle.answers["stored"] >= 300
    assert battle.answers["replay"] >= 100
    assert battle.answers["conflict"] >= 10


async def test_the_checks_find_what_on_conflict_do_nothing_does_wrong(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the usual way to ignore doubles commits a counter without its message."""
    for name, statement in (("SEND", SEND), ("SEND_IF_FREE", SEND_IF_FREE)):
        harmful = statement.replace(
            "  RETURNING conversation_id, id, seq", "  ON CONFLICT DO NOTHING RETURNING conversation_id, id, seq"
        )
        assert harmful != statement
        monkeypatch.setattr(sends_module, name, harmful)
    connection = await asyncpg.connect(database_url)
    ground = Ground(database_url, connection)
    await ground.begin(4)
    battle = Battle(ground, random.Random(1), seconds=4)
    async with sending(ground) as one, sending(ground) as other:
        await battle.fight([one, other], kill=False)

    assert "a hole or a double in seq" in await battle.judge()
    await connection.close()
