"""One embedded PostgreSQL for a chaos run, told over standard input what to do: JSON lines, answered by JSON lines.

It ends, and PostgreSQL with it, when its standard input closes.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.passwords import hash_password
from stonechat.accounts.tables import AgentRow
from stonechat.db.database import Database
from stonechat.local.cluster import EmbeddedPostgres

ENDED_SECONDS = 30.0
FAILING_SECONDS = 0.3


class DatabaseDesk:
    """What a run may ask of its database."""

    def __init__(self, folder: Path) -> None:
        # With fsync, as in production: without it a crash may lose what was acknowledged, and prove nothing.
        self._server = EmbeddedPostgres(folder)

    async def start(self) -> str:
        """Start it for the first time."""
        await self._server.start_meanwhile()
        return self._server.url

    def stop(self) -> None:
        """End it in order."""
        self._server.stop()

    async def crash(self) -> None:
        """What `pg_ctl -m immediate stop` does: no checkpoint, no farewell to anybody."""
        pid = self._server.pid
        if pid is None:
            return
        await self._fail_transactions()
        os.kill(pid, signal.SIGQUIT)
        async with asyncio.timeout(ENDED_SECONDS):
            while self._server.pid is not None:  # noqa: ASYNC110 (only polling tells that a child has ended)
                await asyncio.sleep(0.02)

    async def _fail_transactions(self) -> None:
        """Have many transactions fail. What a crash finds of them only in memory, it gives out again as new numbers."""
        connection = await asyncpg.connect(self._server.url, timeout=10)
        deadline = time.monotonic() + FAILING_SECONDS
        while time.monotonic() < deadline:
            await connection.execute("BEGIN; SELECT pg_current_xact_id(); ROLLBACK")
        connection.terminate()

    async def recover(self) -> None:
        """Start the crashed server again, at the same address."""
        if self._server.pid is None:
            await self._server.start_again()

    async def query(self, sql: str, *arguments: Any) -> list[Any]:
        """The first column of each row; JSON columns arrive as what they hold."""
        connection = await asyncpg.connect(self._server.url, timeout=10)
        try:
            await connection.set_type_codec("json", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
            return [row[0] for row in await connection.fetch(sql, *arguments)]
        finally:
            await connection.close()

    async def agents(self, emails: list[str], password: str) -> None:
        """Make agents who share one password."""
        hashed = hash_password(password)
        database = Database(self._server.url.replace("postgresql", "postgresql+asyncpg", 1))

        async def add(session: AsyncSession) -> None:
            for number, email in enumerate(emails, 1):
                session.add(AgentRow(email=email, name=f"Agent {number}", role="agent", password_hash=hashed))

        try:
            await database.write(add)
        finally:
            await database.close()


async def serve(folder: Path) -> None:
    """Answer until nobody asks any more."""
    desk = DatabaseDesk(folder)
    acts: dict[str, Callable[..., Awaitable[Any]]] = {
        "start": desk.start,
        "crash": desk.crash,
        "recover": desk.recover,
        "query": desk.query,
        "agents": desk.agents,
    }
    loop = asyncio.get_running_loop()
    try:
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            request = json.loads(line)
            answer: dict[str, Any] = {"id": request["id"]}
            try:
                answer["result"] = await acts[request["act"]](*request["arguments"])
            except Exception as error:
                answer["error"] = f"{type(error).__name__}: {error}"
            print(json.dumps(answer), flush=True)
    finally:
        desk.stop()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
