"""The identity of the transaction history: kept while it is the same, renewed when the numbers are from elsewhere."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import Table, func, select, text, update

from stonechat.conversations.tables import ConversationRow, MessageRow
from stonechat.customers.tables import CustomerRow
from stonechat.db import history
from stonechat.db.database import Database
from stonechat.db.history import HistoryRow, ensure_epoch
from stonechat.realtime.changes import follow_changes, read_position
from stonechat.services import Services

from .clients import Api
from .conftest import running


async def newest_xid(services: Services) -> int:
    tables = (ConversationRow, MessageRow, CustomerRow)
    found = [
        await services.database.read(
            lambda session, table=table: session.scalar(  # type: ignore[misc]  # a default binds the loop's value
                select(table.changed_xid).order_by(table.changed_xid.desc()).limit(1)
            )
        )
        for table in tables
    ]
    return max(xid or 0 for xid in found)


async def test_a_second_start_keeps_the_epoch(database_url: str) -> None:
    async with running(database_url) as (services, _):
        first = await ensure_epoch(services.database)
    async with running(database_url) as (services, _):
        assert await ensure_epoch(services.database) == first


async def test_a_copy_in_another_cluster_gets_an_epoch_of_its_own(api: Api) -> None:
    database = api.services.database
    await (await api.customer()).started()
    before = await ensure_epoch(database)
    foreign = update(HistoryRow).values(system_identifier="7000000000000000000")
    await database.write(lambda session: session.execute(foreign))

    after = await ensure_epoch(database)

    assert after != before
    assert await ensure_epoch(database) == after
    assert await newest_xid(api.services) == 0


async def test_numbers_from_the_future_are_forgotten(api: Api) -> None:
    database = api.services.database
    await (await api.customer()).started()
    before = await ensure_epoch(database)
    future = text("UPDATE messages SET changed_xid = '999999999'")
    await database.write(lambda session: session.execute(future))

    assert await ensure_epoch(database) != before
    assert await newest_xid(api.services) == 0


async def test_after_a_renewal_a_follower_has_nothing_to_read(api: Api) -> None:
    customer = await api.customer()
    for _ in range(3):
        await customer.started()
    await ensure_epoch(api.services.database, renew=True)

    position = await api.services.database.read(read_position)
    changes = await api.services.database.read(lambda session: follow_changes(session, position, []))

    assert list(changes.rows()) == []


async def test_forgetting_goes_in_batches_and_leaves_nothing(api: Api) -> None:
    customer = await api.customer()
    conversation_id = await customer.started()
    insert = text(
        "INSERT INTO messages (conversation_id, seq, id, public_seq, kind, author, text, body_hash, version)"
        " SELECT CAST(:conversation AS uuid), n, gen_random_uuid(), n, 'message', 'system', 'x', '', 1"
        " FROM generate_series(2, 1300) AS n"
    )
    database = api.services.database
    await database.write(lambda session: session.execute(insert, {"conversation": conversation_id}))
    assert history.BATCH < 1300 < 3 * history.BATCH

    await ensure_epoch(database, renew=True)

    left = select(func.count()).select_from(MessageRow).where(MessageRow.changed_xid > 0)
    assert await database.read(lambda session: session.scalar(left)) == 0


async def test_a_change_counts_the_version_and_notes_its_transaction(api: Api) -> None:
    customer = await api.customer()
    conversation_id = await customer.started()
    before = await newest_xid(api.services)

    await customer.send(conversation_id, "again")

    [row] = (await customer.get("/v1/conversations")).json()["items"]
    assert row["version"] == 2
    assert await newest_xid(api.services) > before


async def test_what_is_written_while_the_history_is_renewed_reaches_everybody(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A live process commits between two batches: its row keeps its number, and clients are told to load afterwards."""
    customer = await api.customer()
    conversation_id = await customer.started()
    forget = history._forget_batch
    during: list[str] = []

    async def forget_while_others_write(database: Database, table: Table, since: int) -> bool:
        if not during:
            during.append(await epoch_as_seen(database))
            assert (await customer.send(conversation_id, "meanwhile")).status_code == 201
        return await forget(database, table, since)

    monkeypatch.setattr(history, "_forget_batch", forget_while_others_write)
    before = await epoch_as_seen(api.services.database)
    after = await ensure_epoch(api.services.database, renew=True)

    assert during == [before]
    assert after != before
    assert await newest_xid(api.services) > 0


async def epoch_as_seen(database: Database) -> str:
    return await database.read(history.read_epoch)


async def test_a_process_that_starts_while_another_renews_waits_longer_than_any_lock_may(api: Api) -> None:
    connection = await api.services.database.engine.raw_connection()
    other = connection.driver_connection
    assert other is not None
    await other.execute("SELECT pg_advisory_lock(hashtext('history'))")
    waiting = asyncio.create_task(ensure_epoch(api.services.database))
    await asyncio.sleep(3.3)  # The limit for a lock is 3 s.
    assert not waiting.done()

    await other.execute("SELECT pg_advisory_unlock(hashtext('history'))")
    connection.close()

    assert await waiting == await epoch_as_seen(api.services.database)


async def test_renewing_leaves_no_transaction_idle_that_the_server_would_end(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    await (await api.customer()).started()
    idle: list[int] = []
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'"
    )

    async def look(database: Database, _table: Table, since: int) -> bool:
        idle.append(await database.read(lambda session: session.scalar(query)) or 0)
        return since < 0

    monkeypatch.setattr(history, "_forget_batch", look)
    await ensure_epoch(api.services.database, renew=True)

    assert idle
    assert set(idle) == {0}
