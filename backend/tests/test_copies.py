"""Restored, copied and restarted databases: who comes back resumes where that is true, and loads again where it is not.

Every test has real database servers of its own, because what differs between them is the server's own identity.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import asyncpg
import pytest

from stonechat import migrations
from stonechat.db.history import ensure_epoch
from stonechat.local.binaries import find_binaries
from stonechat.local.cluster import EmbeddedPostgres
from stonechat.realtime.changes import follow_changes, read_position

from .clients import ADMIN_PASSWORD, Person
from .conftest import settings_for
from .sockets import Served, serving


class Launch(Protocol):
    """Starts a database server in a folder of this name; one that has to survive a crash is `durable`."""

    def __call__(self, name: str, *, durable: bool = False) -> EmbeddedPostgres: ...


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[Launch]:
    """Start a database server in a folder of this name; all are stopped in the end."""
    started: list[EmbeddedPostgres] = []

    def start(name: str, *, durable: bool = False) -> EmbeddedPostgres:
        server = EmbeddedPostgres(tmp_path / name, fsync=durable)
        server.start()
        started.append(server)
        return server

    yield start
    for server in started:
        server.stop()


def copied(tmp_path: Path, source: str, target: str) -> None:
    """A cold copy: the files of a server that does not run."""
    shutil.copytree(tmp_path / source, tmp_path / target, symlinks=True)
    for path in (tmp_path / target).rglob("*"):
        original = tmp_path / source / path.relative_to(tmp_path / target)
        shutil.chown(path, original.stat().st_uid, original.stat().st_gid)
    root = (tmp_path / source).stat()
    shutil.chown(tmp_path / target, root.st_uid, root.st_gid)


@dataclass
class Known:
    """What a client has from before."""

    cursor: str
    conversation_id: str
    texts: list[str]


async def prepared(served: Served) -> None:
    await served.services.accounts.ensure_first_admin("ada@example.com", ADMIN_PASSWORD)


async def known_by(served: Served, person: Person, conversation_id: str) -> Known:
    async with served.live(person) as live:
        assert live.cursor is not None
        texts = [entry["text"] for entry in await person.timeline(conversation_id)]
        return Known(live.cursor, conversation_id, texts)


async def comes_back(served: Served, person: Person, since: str) -> tuple[str, list[str]]:
    """How a client's return is answered, and the texts that it is sent."""
    async with served.live(person, since) as live:
        return live.frames[0]["type"], [row["text"] for row in live.messages.values()]


async def test_a_restart_of_the_server_is_no_reason_to_load_again(launch: Launch) -> None:
    server = launch("data")
    await asyncio.to_thread(migrations.upgrade, settings_for(server.url))
    async with serving(server.url) as served:
        await prepared(served)
        customer, agent = await served.customer(), await served.agent()
        known = await known_by(served, agent, await customer.started("Hello"))
        await server.start_again()
        await until_ready(served)
        await customer.sent(known.conversation_id, "after the restart")

        kind, texts = await comes_back(served, agent, known.cursor)

    assert (kind, "after the restart" in texts) == ("rows", True)


async def test_numbers_that_a_crash_gives_out_again_are_missed_by_nobody(launch: Launch) -> None:
    server = launch("data", durable=True)
    await asyncio.to_thread(migrations.upgrade, settings_for(server.url))
    async with serving(server.url) as served:
        await prepared(served)
        customer, agent = await served.customer(), await served.agent()
        conversation_id = await customer.started("Hello")
        async with served.live(agent) as desk:
            failing = await asyncpg.connect(server.url)
            for _ in range(20):
                transaction = failing.transaction()
                await transaction.start()
                await failing.execute("SELECT pg_current_xact_id()")
                await transaction.rollback()
            late = await known_by(served, agent, conversation_id)
            assert server.pid is not None
            os.kill(server.pid, signal.SIGQUIT)
            await failing.close(timeout=1)
            await server.start_again()
            await until_ready(served)
            for n in range(10):
                await customer.sent(conversation_id, f"after the crash {n}")
            await desk.until_row("messages", text="after the crash 9")

            assert len([row for row in desk.messages.values() if row["text"].startswith("after")]) == 10
        kind, texts = await comes_back(served, agent, late.cursor)
        # The cursor is beyond what the crash left, so it may be refused; it must not be resumed with a hole.
        assert kind == "reset" or {f"after the crash {n}" for n in range(10)} <= set(texts)


async def test_a_process_that_starts_before_its_database_waits_for_it(launch: Launch) -> None:
    server = launch("data")
    await asyncio.to_thread(migrations.upgrade, settings_for(server.url))
    server.stop()

    async def start_late() -> None:
        await asyncio.sleep(1)
        await server.start_again()

    starting = asyncio.create_task(start_late())
    async with serving(server.url) as served:
        assert starting.done()
        assert (await served.client.get("/health/live")).status_code == 200


async def until_ready(served: Served) -> None:
    async with asyncio.timeout(20):
        while (await served.client.get("/health/ready")).status_code != 200:  # noqa: ASYNC110 (another process gets ready)
            await asyncio.sleep(0.05)


async def test_a_cold_copy_resumes_what_it_knows_and_resets_what_the_original_went_on_with(
    launch: Launch, tmp_path: Path
) -> None:
    server = launch("original")
    await asyncio.to_thread(migrations.upgrade, settings_for(server.url))
    async with serving(server.url) as served:
        await prepared(served)
        customer, agent = await served.customer(), await served.agent()
        before = await known_by(served, agent, await customer.started("before the copy"))
    server.stop()
    copied(tmp_path, "original", "copy")
    server.start()
    async with serving(server.url) as served:
        customer, agent = again(served, customer), again(served, agent)
        await customer.sent(before.conversation_id, "only in the original")
        later = await known_by(served, agent, before.conversation_id)
    server.stop()

    async with serving(launch("copy").url) as served:
        customer, agent = again(served, customer), again(served, agent)
        # The copy's own numbers go past those of the original.
        for n in range(30):
            await customer.sent(before.conversation_id, f"only in the copy {n}")

        assert (await comes_back(served, agent, later.cursor))[0] == "reset"
        kind, texts = await comes_back(served, agent, before.cursor)
        assert (kind, "only in the copy 29" in texts, "only in the original" in texts) == ("rows", True, False)
        await idle(served)


async def test_a_dump_in_a_fresh_cluster_makes_everybody_load_again(launch: Launch, tmp_path: Path) -> None:
    server = launch("data")
    await asyncio.to_thread(migrations.upgrade, settings_for(server.url))
    dump = tmp_path / "dump"
    async with serving(server.url) as served:
        await prepared(served)
        customer, agent = await served.customer(), await served.agent()
        known = await known_by(served, agent, await customer.started("Hello"))
        program("pg_dump", "--format=custom", f"--file={dump}", server.url)

    other = launch("other")
    program("pg_restore", f"--dbname={other.url}", str(dump))
    async with serving(other.url) as served:
        customer, agent = again(served, customer), again(served, agent)
        assert (await comes_back(served, agent, known.cursor))[0] == "reset"
        assert [entry["text"] for entry in await agent.timeline(known.conversation_id)] == known.texts
        since = (await known_by(served, agent, known.conversation_id)).cursor
        await customer.sent(known.conversation_id, "in the new cluster")
        kind, texts = await comes_back(served, agent, since)
        assert (kind, texts) == ("rows", ["in the new cluster"])
        await idle(served)


async def test_a_restore_into_the_same_cluster_makes_everybody_load_again(launch: Launch, tmp_path: Path) -> None:
    server = launch("data")
    await asyncio.to_thread(migrations.upgrade, settings_for(server.url))
    dump = tmp_path / "dump"
    async with serving(server.url) as served:
        await prepared(served)
        customer, agent = await served.customer(), await served.agent()
        conversation_id = await customer.started("before the dump")
        program("pg_dump", "--format=custom", f"--file={dump}", server.url)
        await customer.sent(conversation_id, "lost by the restore")
        known = await known_by(served, agent, conversation_id)
    program("pg_restore", "--clean", "--if-exists", f"--dbname={server.url}", str(dump))

    async with serving(server.url) as served:
        # As `make restore` does it: nothing in the database itself can tell.
        await ensure_epoch(served.services.database, renew=True)
        agent = again(served, agent)
        assert (await comes_back(served, agent, known.cursor))[0] == "reset"
        assert [entry["text"] for entry in await agent.timeline(conversation_id)] == ["before the dump"]
        await idle(served)


async def test_clients_that_are_connected_during_a_renewal_load_again(launch: Launch) -> None:
    server = launch("data")
    await asyncio.to_thread(migrations.upgrade, settings_for(server.url))
    async with serving(server.url) as served:
        await prepared(served)
        agent = await served.agent()
        async with served.live(agent) as desk:
            await ensure_epoch(served.services.database, renew=True)
            served.services.follower.ring()
            await desk.until_frame(type="reset")
            renewed = await desk.until_frame(type="ready")
            assert (await comes_back(served, agent, renewed["cursor"]))[0] == "ready"


def again(served: Served, person: Person) -> Person:
    """The same person at another server."""
    return Person(served.client, person.token, person.origin, person.id)


def program(name: str, *arguments: str) -> None:
    """One of PostgreSQL's own programs."""
    subprocess.run([find_binaries().tool(name), *arguments], check=True, capture_output=True)


async def idle(served: Served) -> None:
    """Once everything was read, a follower reads nothing."""
    database = served.services.database
    position = await database.read(read_position)
    changes = await database.read(lambda session: follow_changes(session, position, []))
    assert list(changes.rows()) == []
