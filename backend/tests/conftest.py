"""A real PostgreSQL for all tests: one cluster, one migrated template, and a database of its own for each test."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from hypothesis import settings as hypothesis_settings
from sqlalchemy import delete, literal, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat import migrations
from stonechat.app import with_edge
from stonechat.db.base import Base
from stonechat.edge import Edge
from stonechat.local.cluster import EmbeddedPostgres
from stonechat.realtime.timing import Timing
from stonechat.services import Services, make_services
from stonechat.services import running as app_running
from stonechat.settings import Settings, read_settings
from stonechat.sites.tables import SiteRow

from .clients import ADMIN_PASSWORD, DASHBOARD, PASSWORD_HASH, Api, Site

hypothesis_settings.register_profile("default", deadline=None, print_blob=True)
hypothesis_settings.load_profile("default")

_names = itertools.count(1)


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a running cluster. Its `stonechat` database, with an admin and a site, is used as a template only."""
    folder: Path = tmp_path_factory.mktemp("cluster")
    server = EmbeddedPostgres(folder / "data", fsync=False)
    server.start()
    try:
        migrations.upgrade(settings_for(server.url))
        asyncio.run(_furnish(server.url))
        yield server.url
    finally:
        server.stop()


@pytest.fixture
async def database_url(cluster: str) -> AsyncIterator[str]:
    """A fresh database, which takes some 30 ms."""
    base, _, template = cluster.rpartition("/")
    name = f"test_{next(_names)}"
    connection = await asyncpg.connect(f"{base}/postgres")
    try:
        await connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield f"{base}/{name}"
        await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await connection.close()


@pytest.fixture(scope="session")
async def shared_process(cluster: str) -> AsyncIterator[tuple[Services, Edge]]:
    """A process that many tests use one after the other, on a database that each of them leaves empty."""
    base, _, template = cluster.rpartition("/")
    connection = await asyncpg.connect(f"{base}/postgres")
    await connection.execute(f"CREATE DATABASE shared TEMPLATE {template}")
    await connection.close()
    async with running(f"{base}/shared") as process:
        yield process


@pytest.fixture
async def api(shared_process: tuple[Services, Edge]) -> AsyncIterator[Api]:
    """The whole API without sockets, over HTTP in this very loop."""
    services, asgi = shared_process
    async with api_of(services, asgi) as api:
        yield api
    kept = {"agents", "history", "server_starts"}
    # Far quicker than TRUNCATE, which gives every table new files. Without triggers the order does not matter.
    ctes = (delete(table).cte(f"of_{name}") for name, table in Base.metadata.tables.items() if name not in kept)
    empty = select(literal(1)).add_cte(*ctes)
    others = text("DELETE FROM agents WHERE email IS DISTINCT FROM 'ada@example.com'")
    as_before = text(
        "UPDATE agents SET name = 'Ada', role = 'admin', active = true, availability = 'online', face_id = NULL,"
        " capacity = NULL, password_hash = :password_hash, version = 1 WHERE version <> 1"
    )

    async def clear(session: AsyncSession) -> None:
        await session.execute(text("SET LOCAL session_replication_role = replica"))
        await session.execute(empty)
        await session.execute(others)
        await session.execute(as_before, {"password_hash": PASSWORD_HASH})

    await services.database.write(clear)


async def first_site(services: Services) -> Site:
    """A site where nobody is given conversations, so that they are the same whoever is connected."""
    site_id, _ = await services.sites.ensure_first_site()
    await assign(services, "manual")
    return Site(str(site_id))


async def assign(services: Services, strategy: str) -> None:
    """Have all sites give out their conversations in this way."""
    change = update(SiteRow).values(assignment=strategy)
    await services.database.write(lambda session: session.execute(change))


@asynccontextmanager
async def api_of(services: Services, asgi: Edge, address: str = "127.0.0.1") -> AsyncIterator[Api]:
    """A process as a client at this address sees it."""
    transport = httpx.ASGITransport(app=asgi, raise_app_exceptions=False, client=(address, 123))  # type: ignore[arg-type]  # Litestar's types are narrower
    async with httpx.AsyncClient(transport=transport, base_url="http://api.test") as client:
        yield Api(client, await first_site(services), services)


@asynccontextmanager
async def running(
    database_url: str, timing: Timing | None = None, **changes: Any
) -> AsyncIterator[tuple[Services, Edge]]:
    """A process's services and its ASGI app, with the lifespan entered; `changes` are of the settings."""
    settings = replace(settings_for(database_url), **changes)
    services = make_services(settings, timing or Timing())
    asgi = with_edge(services)
    async with app_running(services):
        yield services, asgi


async def _furnish(url: str) -> None:
    services = make_services(settings_for(url))
    async with app_running(services):
        await services.accounts.ensure_first_admin("ada@example.com", ADMIN_PASSWORD)
        await first_site(services)


def settings_for(url: str) -> Settings:
    """Settings as an installation has them, but that all tests come from one address as often as they like."""
    return read_settings(
        {
            "DATABASE_URL": url,
            "JWT_SECRET": "a secret of the tests that is long enough",
            "DASHBOARD_ORIGINS": DASHBOARD,
            "AGENT_SEATS": "0",
            "STONECHAT_THROTTLES": "off",
        }
    )
