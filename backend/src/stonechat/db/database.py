"""Transactions: one per use case, committed before it returns, repeated when PostgreSQL says that it may succeed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import QueuePool

from stonechat.errors import Busy, InvalidInput

log = logging.getLogger(__name__)

T = TypeVar("T")

ATTEMPTS = 5
CLOSE_PATIENCE = 2.0
"""Seconds that work which is under way has to end when the process stops."""
LOST_RACE = frozenset({"23505", "40001", "40P01"})
"""A unique key taken by a simultaneous twin, a serialization failure, a deadlock: the next snapshot decides it."""
CONNECTION_LOST = ("08", "53", "57P01", "57P02", "57P03")
"""Classes and codes of a server that is not there, or not there yet."""
LOCK_NOT_AVAILABLE = "55P03"
TOOK_TOO_LONG = "57014"
"""The statement's own time limit; trying again at once would only add to the load."""
NOT_STORABLE = ("22021", "22P05")
"""Text with U+0000, the one character that PostgreSQL cannot hold; the second is what JSON says of it."""


class Database:
    """The one road to PostgreSQL for everything but the sends."""

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        """`url` is SQLAlchemy's, for asyncpg. Nothing connects before the first use."""
        self.engine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=5,
            pool_pre_ping=True,
            hide_parameters=True,  # An error must not carry the words of a message into a log.
            connect_args={
                "timeout": 5,
                "server_settings": {
                    "application_name": "stonechat",
                    "lock_timeout": "3000",
                    "statement_timeout": "10000",
                    "idle_in_transaction_session_timeout": "15000",
                    "jit": "off",
                    # Plans that are kept know no values, and took looks at the newest changes for large ones: they read
                    # whole tables, every second.
                    "enable_seqscan": "off",
                },
            },
        )
        self._session = async_sessionmaker(self.engine, expire_on_commit=False)

    async def write(self, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
        """Run `work` in a transaction and commit. It may run several times, so it must be repeatable.

        Raises `Busy` when the database cannot be reached or a lock is not to be had; the outcome of a commit that was
        cut off is then unknown, which ids minted by the sender make harmless.
        """

        async def attempt() -> T:
            async with self._session() as session, session.begin():
                return await work(session)

        return await self._persist(attempt)

    async def read(self, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
        """Run `work` on one snapshot, in a read-only transaction. Raises `Busy` as `write` does."""

        async def attempt() -> T:
            async with self._session() as session:
                await session.connection(
                    execution_options={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
                )
                return await work(session)

        return await self._persist(attempt)

    async def _persist(self, attempt: Callable[[], Awaitable[T]]) -> T:
        for turn in range(1, ATTEMPTS + 1):
            try:
                return await attempt()
            except DBAPIError as error:
                state = _sqlstate(error)
                if state == LOCK_NOT_AVAILABLE:
                    raise Busy("Somebody else is changing this right now.") from error
                if state == TOOK_TOO_LONG:
                    raise Busy("The database took too long.") from error
                if state in NOT_STORABLE:
                    raise InvalidInput("invalid_text", "The character U+0000 cannot be stored.") from error
                if not (state in LOST_RACE or _connection_lost(error, state)):
                    raise
                if turn == ATTEMPTS:
                    raise Busy("The database did not answer.") from error
                log.info("repeating a transaction after %s", state or type(error.orig).__name__)
            except PoolTimeout as error:
                raise Busy("Too many requests are waiting for the database.") from error
            except (OSError, TimeoutError) as error:
                if turn == ATTEMPTS:
                    raise Busy("The database cannot be reached.") from error
            await asyncio.sleep(random.uniform(0, 0.02 * 2**turn))
        raise AssertionError("the last attempt returns or raises")

    async def close(self) -> None:
        """Give all connections back to the operating system, once the work that is under way has given them back."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_PATIENCE):
                while self._pool.checkedout() > 0:  # noqa: ASYNC110 (a pool tells nobody)
                    await asyncio.sleep(0.01)
        await self.engine.dispose()

    @property
    def _pool(self) -> QueuePool:
        pool = self.engine.sync_engine.pool
        assert isinstance(pool, QueuePool)
        return pool


def is_away(error: Exception) -> bool:
    """Whether this says that the database is not there, or not there yet."""
    if isinstance(error, DBAPIError):
        return _connection_lost(error, _sqlstate(error))
    return isinstance(error, Busy | OSError | TimeoutError | PoolTimeout)


def _sqlstate(error: DBAPIError) -> str | None:
    state = getattr(error.orig, "sqlstate", None)
    return state if isinstance(state, str) else None


def _connection_lost(error: DBAPIError, state: str | None) -> bool:
    # asyncpg reports a connection that died during COMMIT in three ways, of which two carry no SQLSTATE.
    return error.connection_invalidated or (state is not None and state.startswith(CONNECTION_LOST)) or state is None
