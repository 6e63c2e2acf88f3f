"""What the database's own troubles look like from outside."""

from __future__ import annotations

import contextlib
import logging

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.db.database import Database
from stonechat.errors import Busy

from .clients import Api
from .conftest import running


async def test_a_full_pool_is_busy_and_no_fault(database_url: str) -> None:
    async with running(database_url) as (services, _), contextlib.AsyncExitStack() as taken:
        await services.follower.stop()
        for _ in range(8):
            connection = await taken.enter_async_context(services.database.engine.connect())
            await connection.exec_driver_sql("SELECT 1")

        with pytest.raises(Busy):
            await services.database.read(lambda session: session.execute(text("SELECT 1")))


async def test_a_statement_that_takes_too_long_is_busy_and_not_run_again(api: Api) -> None:
    turns = 0

    async def work(session: AsyncSession) -> None:
        nonlocal turns
        turns += 1
        await session.execute(text("SET LOCAL statement_timeout = 50"))
        await session.execute(text("SELECT pg_sleep(2)"))

    with pytest.raises(Busy):
        await api.services.database.write(work)
    assert turns == 1


async def test_a_database_that_is_not_there_is_busy() -> None:
    database = Database("postgresql+asyncpg://nobody@127.0.0.1:9/nothing")
    with pytest.raises(Busy):
        await database.read(lambda session: session.execute(text("SELECT 1")))
    await database.close()


async def test_no_word_of_a_message_gets_into_a_log(api: Api, caplog: pytest.LogCaptureFixture) -> None:
    """Not even when the database refuses what was sent."""
    customer = await api.customer()
    read_only = text("ALTER TABLE messages ADD CONSTRAINT no_secrets CHECK (text <> 'my card is 4111')")
    await api.services.database.write(lambda session: session.execute(read_only))
    caplog.set_level(logging.DEBUG)
    try:
        conversation_id = await customer.started("Hello")
        answers: list[httpx.Response] = [
            await customer.start("my card is 4111"),
            await customer.send(conversation_id, "my card is 4111"),
        ]
    finally:
        drop = text("ALTER TABLE messages DROP CONSTRAINT no_secrets")
        await api.services.database.write(lambda session: session.execute(drop))

    assert {answer.status_code for answer in answers} == {500}
    assert "4111" not in caplog.text
    assert "4111" not in "".join(answer.text for answer in answers)
