"""Every query that runs per request finds its rows by an index, and costs a bounded number of statements."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.actor import Actor
from stonechat.realtime.changes import follow_changes, read_delta, read_position
from stonechat.realtime.resumes import Resumes

from .clients import ADMIN_PASSWORD, Api, Person

Statements = list[tuple[str, Any]]

SMALL_TABLES = {"history", "server_starts", "pg_control_system", "pg_control_checkpoint"}
"""One row each."""


@contextmanager
def recorded(api: Api) -> Iterator[Statements]:
    """The statements that run meanwhile, with their parameters."""
    statements: Statements = []

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        statements.append((statement, parameters))

    engine = api.services.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def scanned_tables(api: Api, statements: Statements) -> set[str]:
    """Tables that PostgreSQL reads from end to end although it was told to avoid that."""
    found: set[str] = set()
    async with api.services.database.engine.connect() as connection:
        await connection.execute(text("SET enable_seqscan = off"))
        for statement, parameters in statements:
            if statement.lstrip().startswith(("SELECT", "UPDATE", "WITH")):
                plan = await connection.exec_driver_sql("EXPLAIN " + statement, parameters)
                lines = "\n".join(row[0] for row in plan)
                found |= set(re.findall(r"Seq Scan on (\w+)", lines))
        await connection.rollback()
    return found - SMALL_TABLES


Request = Callable[[Api, Person, Person, str], Awaitable[Any]]


async def _changes(api: Api, reader: Actor) -> Any:
    position = await api.services.database.read(read_position)
    return await read_delta(api.services.database, replace(position.cursor, xid=1), reader)


async def _resume_together(api: Api, *people: Person) -> Any:
    position = await api.services.database.read(read_position)
    since = str(replace(position.cursor, xid=1))
    readers = [api.services.tokens.verify(person.token).actor for person in people]
    resumes = Resumes(api.services.database)
    return await asyncio.gather(*(resumes.read(reader, since) for reader in readers * 20))


async def _follow(api: Api, customer: Person) -> Any:
    position = await api.services.database.read(read_position)
    seen = replace(position, cursor=replace(position.cursor, xid=1), snapshot="1:1:")
    return await api.services.database.read(lambda session: follow_changes(session, seen, [UUID(customer.id)]))


REQUESTS: dict[str, tuple[int, Request]] = {
    "sign in": (
        4,
        lambda api, *_: api.client.post(
            "/v1/auth/login", json={"email": "ada@example.com", "password": ADMIN_PASSWORD}
        ),
    ),
    "me": (1, lambda api, customer, agent, _: agent.get("/v1/me")),
    "agents": (
        1,
        lambda api, customer, agent, _: agent.get(
            "/v1/agents", after="WyIwMWEyMDY0YS01OTBlLTdhM2MtODQ1Ni1lNzIxNGEyMWMzMWEiXQ"
        ),
    ),
    "config": (2, lambda api, *_: api.client.get("/v1/widget/config", params={"site": api.site.id})),
    "sites": (1, lambda api, customer, agent, _: agent.get("/v1/sites")),
    "site": (1, lambda api, customer, agent, _: agent.get(f"/v1/sites/{api.site.id}")),
    "form": (2, lambda api, customer, agent, _: agent.get(f"/v1/sites/{api.site.id}/form-fields")),
    "site keys": (2, lambda api, customer, agent, _: agent.get(f"/v1/sites/{api.site.id}/keys")),
    "canned responses": (1, lambda api, customer, agent, _: agent.get("/v1/canned-responses")),
    "new session": (5, lambda api, *_: api.open_session(None)),
    "resumed session": (5, lambda api, customer, *_: api.open_session(customer.resume_key)),
    "start": (9, lambda api, customer, *_: customer.start()),
    "list as agent": (3, lambda api, customer, agent, _: agent.get("/v1/conversations")),
    "list by status": (3, lambda api, customer, agent, _: agent.get("/v1/conversations", status="open")),
    "list by two statuses": (
        3,
        lambda api, customer, agent, _: agent.get("/v1/conversations", status=["open", "pending"], assignee="me"),
    ),
    "list of who waits": (
        3,
        lambda api, customer, agent, _: agent.get("/v1/conversations", status="open", order="waiting"),
    ),
    "counts": (3, lambda api, customer, agent, _: agent.get("/v1/conversations/counts")),
    "list as customer": (3, lambda api, customer, *_: customer.get("/v1/conversations")),
    "conversation": (1, lambda api, customer, agent, c: customer.get(f"/v1/conversations/{c}")),
    "timeline": (4, lambda api, customer, agent, c: customer.get(f"/v1/conversations/{c}/messages")),
    "marks": (2, lambda api, customer, agent, c: customer.get(f"/v1/conversations/{c}/marks")),
    "customer": (1, lambda api, customer, agent, _: agent.get(f"/v1/customers/{customer.id}")),
    "follow": (12, lambda api, customer, *_: _follow(api, customer)),
    "resume as agent": (9, lambda api, c, agent, _: _changes(api, api.services.tokens.verify(agent.token).actor)),
    "resume as customer": (9, lambda api, c, *_: _changes(api, api.services.tokens.verify(c.token).actor)),
    "resume of many": (12, lambda api, customer, agent, _: _resume_together(api, customer, agent)),
}


@pytest.mark.parametrize("name", REQUESTS)
async def test_a_request_uses_indexes_and_few_statements(api: Api, name: str) -> None:
    customer, agent = await api.customer(), await api.agent()
    conversation_id = await customer.started()
    most, request = REQUESTS[name]
    # What this process does by itself shares the engine; those statements must not be counted here.
    by_themselves = (api.services.follower, api.services.upkeep, api.services.retention)
    for each in by_themselves:
        await each.stop()
    try:
        with recorded(api) as statements:
            answer = await request(api, customer, agent, conversation_id)
    finally:
        for each in by_themselves:
            await each.start()

    assert getattr(answer, "status_code", 200) in {200, 201}
    assert 0 < len(statements) <= most, "\n".join(statement for statement, _ in statements)
    assert await scanned_tables(api, statements) == set()


ROWS = """
INSERT INTO messages (conversation_id, seq, id, public_seq, kind, author, text, body_hash, version)
SELECT id, 1 + n, gen_random_uuid(), 1 + n, 'message', 'customer', 'Hello', '', 1
FROM conversations, generate_series(1, 5000) AS n
"""
SCANS = "SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'messages'"


async def test_no_number_of_looks_makes_the_planner_read_whole_tables(api: Api) -> None:
    customer = await api.customer()
    await customer.started()
    await api.services.follower.stop()
    try:
        await api.services.database.write(lambda session: session.execute(text(ROWS)))
        seen = await api.services.database.read(read_position)

        async def scans(session: AsyncSession) -> int:
            return int((await session.execute(text(SCANS))).scalar_one())

        async def look(session: AsyncSession) -> int:
            # What the connection counted before may not have been handed in yet.
            before = await scans(session)
            # After some executions PostgreSQL may keep a plan that knows no values.
            for _ in range(20):
                await follow_changes(session, seen)
            return await scans(session) - before

        assert await api.services.database.read(look) == 0
    finally:
        await api.services.follower.start()
