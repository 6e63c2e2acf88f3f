"""Where a request came from, by the word of those proxies that are trusted and of nobody else."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import select

from stonechat.audit import AuditRow
from stonechat.db.database import Database
from stonechat.local.cluster import free_port

from .clients import ADMIN_PASSWORD
from .conftest import settings_for
from .test_stopping import serving_process, until_ready


@pytest.mark.parametrize(
    ("trusted", "believed"),
    [
        ("127.0.0.1", "203.0.113.7"),
        ("10.0.0.0/8, 127.0.0.0/8", "203.0.113.7"),
        ("10.0.0.0/8", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
async def test_only_a_trusted_proxy_says_where_a_request_came_from(
    database_url: str, trusted: str, believed: str
) -> None:
    port = free_port()
    settings = {"TRUSTED_PROXIES": trusted, "WEB_CONCURRENCY": "1"} if trusted else {"WEB_CONCURRENCY": "1"}
    async with (
        serving_process(database_url, port, **settings),
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        await until_ready(client)
        # What stands before the last address is what the client itself claimed.
        headers = {"X-Forwarded-For": "198.51.100.1, 203.0.113.7"}
        body = {"email": "ada@example.com", "password": ADMIN_PASSWORD}

        answer = await client.post("/v1/auth/login", json=body, headers=headers)

        assert answer.status_code == 200, answer.text
    database = Database(settings_for(database_url).async_database_url)
    try:
        rows = (await database.read(lambda session: session.scalars(select(AuditRow.address)))).all()
    finally:
        await database.close()
    assert rows == [believed]
