"""The customers and conversations of the bench: bulk rows by SQL, tokens signed as the product signs them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from bench.load.wire import ORIGIN
from stonechat.accounts.actor import AgentActor, CustomerActor
from stonechat.accounts.tokens import Tokens

CONVERSATIONS = 2_000
OLD_MESSAGES = 20
"""In each conversation from the beginning, so that no plan is made on empty tables."""

_SEED = """
INSERT INTO customers (id, site_id, name, email, version)
SELECT bench_id(1, n), $SITE, 'Customer ' || n, 'customer' || n || '@example.com', 1
FROM generate_series(1, $CONVERSATIONS) AS n;

INSERT INTO customer_sessions (id, customer_id, generation)
SELECT bench_id(2, n), bench_id(1, n), 1 FROM generate_series(1, $CONVERSATIONS) AS n;

INSERT INTO agent_sessions (id, agent_id, generation, expires_at, user_agent)
SELECT bench_id(5, 1), $AGENT, 1, now() + interval '1 day', 'bench';

INSERT INTO conversations (id, site_id, customer_id, status, seq, public_seq, head_version, start_hash, answers,
  preview, last_message_author, last_message_author_id, version)
SELECT bench_id(3, n), $SITE, bench_id(1, n), 'open', $OLD, $OLD, 1, '\\x00', '[]',
  'An old message', 'customer', bench_id(1, n), 1
FROM generate_series(1, $CONVERSATIONS) AS n;

INSERT INTO messages (conversation_id, seq, id, public_seq, kind, author, author_id, text, body_hash, version)
SELECT bench_id(3, n), k, bench_id(4, n * $OLD + k), k, 'message', 'customer', bench_id(1, n),
  repeat('An old message. ', 6), '\\x00', 1
FROM generate_series(1, $CONVERSATIONS) AS n, generate_series(1, $OLD) AS k;
"""

_COLLEAGUES = """
INSERT INTO agents (id, email, name, role, password_hash, active, availability, version)
SELECT bench_id(6, n), 'agent' || n || '@example.com', 'Agent ' || n, 'agent', '', true, 'online', 1
FROM generate_series(1, $COUNT) AS n;

INSERT INTO agent_sessions (id, agent_id, generation, expires_at, user_agent)
SELECT bench_id(7, n), bench_id(6, n), 1, now() + interval '1 day', 'bench' FROM generate_series(1, $COUNT) AS n;
"""

_BENCH_ID = """
CREATE FUNCTION bench_id(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE RETURN
  ('00000000-0000-7000-800' || kind || '-' || lpad(to_hex(n), 12, '0'))::uuid;
"""


def bench_id(kind: int, number: int) -> UUID:
    """The same ids as in the statements above."""
    return UUID(f"00000000-0000-7000-800{kind}-{number:012x}")


@dataclass(frozen=True, slots=True)
class World:
    """Who is there."""

    site_id: UUID
    agent_id: UUID
    tokens: Tokens
    conversations: int

    def conversation_id(self, number: int) -> str:
        """Conversation 1 to `conversations`."""
        return str(bench_id(3, number))

    def customer_token(self, number: int) -> str:
        """A fresh token of the customer whose conversation it is."""
        session = bench_id(2, number)
        return self.tokens.issue(CustomerActor(bench_id(1, number), session, self.site_id, ORIGIN))[0]

    def agent_token(self) -> str:
        """A fresh token of the admin."""
        return self.tokens.issue(AgentActor(self.agent_id, bench_id(5, 1), "admin"))[0]

    def colleague_token(self, number: int) -> str:
        """A fresh token of one of the agents beside the admin, counted from 1."""
        return self.tokens.issue(AgentActor(bench_id(6, number), bench_id(7, number), "agent"))[0]


def make_world(url: str, secret: str, *, conversations: int, colleagues: int) -> World:
    """Fill the product's fresh database, whose first admin and site are there already."""
    site_id = query(url, "SELECT id FROM sites")[0]["id"]
    agent_id = query(url, "SELECT id FROM agents")[0]["id"]
    execute(url, _BENCH_ID)
    numbers = {"$CONVERSATIONS": str(conversations), "$OLD": str(OLD_MESSAGES)}
    ids = {"$SITE": f"'{site_id}'::uuid", "$AGENT": f"'{agent_id}'::uuid"}
    seed = _SEED
    for name, value in {**numbers, **ids}.items():
        seed = seed.replace(name, value)
    execute(url, seed)
    if colleagues:
        execute(url, _COLLEAGUES.replace("$COUNT", str(colleagues)))
    execute(url, "DROP FUNCTION bench_id")
    return World(site_id, agent_id, Tokens((secret,)), conversations)


def copy_database(url: str, name: str, *, for_peer: bool) -> str:
    """Copy the whole database, to which nobody is connected, on the same server. Returns the copy's address.

    A peer has no use for `changed_xid`, by which the product's clients resume: it is spared that column's indexes.
    """
    execute(url.rpartition("/")[0] + "/postgres", f"CREATE DATABASE {name} TEMPLATE {url.rpartition('/')[2]}")
    copy = f"{url.rpartition('/')[0]}/{name}"
    if for_peer:
        for table in ("conversations", "messages"):
            execute(copy, f"ALTER TABLE {table} DROP COLUMN changed_xid")
    return copy


def settle(url: str) -> None:
    """Before each measurement: no dead rows, and no write-ahead log that is waiting for a checkpoint."""
    execute(url, "VACUUM ANALYZE conversations")
    execute(url, "VACUUM ANALYZE messages")
    execute(url, "CHECKPOINT")


def stored_messages(url: str) -> tuple[int, int]:
    """How many messages of the bench there are, and by how much the conversations' counters grew."""
    row = query(
        url,
        f"SELECT (SELECT count(*) FROM messages) - (SELECT count(*) * {OLD_MESSAGES} FROM conversations) AS stored, "
        f"(SELECT sum(seq - {OLD_MESSAGES}) FROM conversations)::bigint AS counted",
    )[0]
    return row["stored"], row["counted"]


def execute(url: str, statement: str) -> None:
    """Run SQL that answers nothing."""

    async def run() -> None:
        connection = await asyncpg.connect(url)
        try:
            await connection.execute(statement, timeout=120)
        finally:
            await connection.close()

    asyncio.run(run())


def query(url: str, statement: str) -> Sequence[Any]:
    """Run SQL that answers rows."""

    async def run() -> Sequence[Any]:
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetch(statement, timeout=120)
        finally:
            await connection.close()

    return asyncio.run(run())
