"""How long conversations are kept: what is over goes a little at a time, and nothing else does."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from stonechat.conversations import deletion
from stonechat.conversations.retention import LOCK, Retention
from stonechat.conversations.tables import ConversationRow, MessageRow, WordsRow
from stonechat.errors import Busy
from stonechat.sites.tables import SiteRow

from .bulk import lengthen
from .clients import Api, Person
from .conftest import running
from .sockets import Served, serving

Keep = Callable[[int | None], Awaitable[None]]


@pytest.fixture
async def keep(api: Api) -> AsyncIterator[Keep]:
    """Sets how many days the site keeps what was resolved."""

    async def set_days(days: int | None) -> None:
        await api.services.database.write(lambda session: session.execute(update(SiteRow).values(retention_days=days)))

    yield set_days
    await set_days(None)


@pytest.fixture
async def served(database_url: str) -> AsyncIterator[Served]:
    async with serving(database_url) as served:
        yield served


async def resolved(api: Api, agent: Person, days_ago: float, messages: int = 2) -> UUID:
    """A conversation that was resolved so long ago."""
    customer = await api.customer()
    conversation_id = await customer.started("Do you ship to Norway?")
    for n in range(messages - 1):
        await customer.send(conversation_id, f"{n}")
    await agent.change(conversation_id, status="resolved")
    at = datetime.now(UTC) - timedelta(days=days_ago)
    aged = update(ConversationRow).where(ConversationRow.id == UUID(conversation_id)).values(resolved_at=at)
    await api.services.database.write(lambda session: session.execute(aged))
    return UUID(conversation_id)


async def stored(api: Api, conversation_id: UUID) -> ConversationRow:
    return await api.services.database.read(lambda session: session.get_one(ConversationRow, conversation_id))


async def words(api: Api, conversation_id: UUID) -> list[str]:
    query = select(MessageRow.text).where(MessageRow.conversation_id == conversation_id).order_by(MessageRow.seq)
    return list(await api.services.database.read(lambda session: session.scalars(query)))


def retention(api: Api) -> Retention:
    return Retention(api.services.database, lambda: None, time_scale=0.001)


async def test_what_was_resolved_too_long_ago_loses_its_words_and_nothing_else_does(api: Api, keep: Keep) -> None:
    agent = await api.agent()
    over, recent = await resolved(api, agent, 31), await resolved(api, agent, 29)
    open_one = UUID(await (await api.customer()).started())
    await keep(30)

    assert await retention(api).sweep() == 1
    assert await retention(api).sweep() == 0

    gone = await stored(api, over)
    assert (gone.deleted_at is not None, gone.preview, gone.answers, gone.seq) == (True, "", [], 3)
    assert await words(api, over) == ["", "", ""]
    for kept in (recent, open_one):
        assert (await stored(api, kept)).deleted_at is None
        assert (await words(api, kept))[0] == "Do you ship to Norway?"


async def test_a_site_without_a_limit_keeps_everything(api: Api, keep: Keep) -> None:
    agent = await api.agent()
    old = await resolved(api, agent, 3_650)
    await keep(None)

    assert await retention(api).sweep() == 0
    assert (await stored(api, old)).deleted_at is None


async def test_no_transaction_takes_more_than_its_share_and_a_cut_is_made_good(api: Api, keep: Keep) -> None:
    agent = await api.agent()
    long = await resolved(api, agent, 31)
    await lengthen(api, long, 700)
    await keep(30)
    database = api.services.database

    first = select(ConversationRow).where(ConversationRow.id == long).with_for_update(key_share=True)
    assert await database.write(lambda session: deletion.delete_first(session, first))
    half_done = await stored(api, long)
    assert (half_done.deleted_at, half_done.preview) == (None, "0")
    assert (await words(api, long)).count("") == deletion.BATCH + 1

    await retention(api).sweep()

    assert set(await words(api, long)) == {""}
    counted = select(MessageRow.changed_xid).where(MessageRow.conversation_id == long)
    xids = Counter(await database.read(lambda session: session.scalars(counted)))
    assert max(xids.values()) <= deletion.BATCH
    left = select(func.count()).select_from(WordsRow).where(WordsRow.conversation_id == long)
    assert await database.read(lambda session: session.scalar(left)) == 0
    assert (await stored(api, long)).deleted_at is not None


async def test_processes_leave_it_to_the_one_that_is_at_it(api: Api, keep: Keep) -> None:
    agent = await api.agent()
    over = [await resolved(api, agent, 31) for _ in range(6)]
    await keep(30)
    async with api.services.database.engine.connect() as other:
        await other.execute(select(func.pg_advisory_xact_lock(LOCK)))
        assert await retention(api).sweep() == 0
        await other.rollback()

    counts = await asyncio.gather(*(retention(api).sweep() for _ in range(3)))

    assert sum(counts) == len(over)
    for conversation_id in over:
        assert (await stored(api, conversation_id)).deleted_at is not None


async def test_a_conversation_that_somebody_works_on_is_left_for_the_next_time(api: Api, keep: Keep) -> None:
    agent = await api.agent()
    busy, free = await resolved(api, agent, 32), await resolved(api, agent, 31)
    await keep(30)
    async with api.services.database.engine.connect() as other:
        await other.execute(select(ConversationRow.id).where(ConversationRow.id == busy).with_for_update())
        assert await retention(api).sweep() == 1
        await other.rollback()

    assert (await stored(api, busy)).deleted_at is None
    assert (await stored(api, free)).deleted_at is not None
    assert await retention(api).sweep() == 1


async def test_the_job_runs_by_itself_and_clients_hear_of_it(served: Served) -> None:
    agent = await served.agent()
    over = await resolved(served, agent, 31)
    days = update(SiteRow).values(retention_days=30)
    await served.services.database.write(lambda session: session.execute(days))
    job = Retention(served.services.database, served.services.follower.ring, time_scale=0.00001)
    async with served.live(agent) as desk:
        await job.start()
        try:
            await desk.until_row("messages", conversation_id=str(over), seq=1, text="")
            await desk.until_row("conversations", id=str(over), preview="")
        finally:
            await job.stop()


async def test_a_database_that_is_away_costs_the_job_only_its_turn(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = asyncio.Semaphore(0)

    async def fail(_: Retention) -> int:
        turns.release()
        raise Busy("The database cannot be reached.")

    monkeypatch.setattr(Retention, "sweep", fail)
    async with running(database_url) as (services, _):
        job = Retention(services.database, lambda: None, time_scale=0.00001)
        await job.start()
        async with asyncio.timeout(5):
            for _ in range(3):
                await turns.acquire()
        await job.stop()
