"""Alembic's environment: asyncpg, one advisory lock, and a short wait for table locks."""

from __future__ import annotations

import asyncio
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, pool, text
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.ext.asyncio import create_async_engine

import stonechat.accounts.tables
import stonechat.audit
import stonechat.canned.tables
import stonechat.conversations.tables
import stonechat.customers.tables
import stonechat.db.history
import stonechat.sites.tables
import stonechat.tags.tables
import stonechat.throttling  # noqa: F401 (the imports register the tables)
from stonechat.db.base import Base, Xid8
from stonechat.errors import Busy

# Comparing the code with the database needs the name of a type that SQLAlchemy does not know.
ischema_names["xid8"] = Xid8

ADVISORY_LOCK = 0x570E_C4A7


def _render_item(kind: str, item: object, autogen_context: AutogenContext) -> str | Literal[False]:
    if kind == "type" and isinstance(item, Xid8):
        autogen_context.imports.add("from stonechat.db.base import Xid8")
        return "Xid8()"
    return False


def _migrate(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True, render_item=_render_item)
    with context.begin_transaction():
        connection.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
        # A migration that waits for a table blocks everybody who comes after it, so it gives up soon and is run again.
        connection.execute(text("SET LOCAL lock_timeout = '5s'"))
        context.run_migrations()


async def _run() -> None:
    engine = create_async_engine(context.config.attributes["url"], poolclass=pool.NullPool, connect_args={"timeout": 5})
    try:
        async with engine.connect() as connection:
            await connection.run_sync(_migrate)
            await connection.commit()
    except OSError as error:
        raise Busy(f"The database cannot be reached: {error}") from error
    finally:
        await engine.dispose()


asyncio.run(_run())
