"""Ground to send on, and a battle on it: many senders, the same ids at the same moment, locks and killed back ends."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TypeAlias
from uuid import UUID, uuid4

import asyncpg

from stonechat.conversations.sends import Draft, Sends, Verdict
from stonechat.errors import Busy
from stonechat.ids import new_id

from .send_checks import violations

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
AGENT = uuid4()


@dataclass
class Ground:
    """A database with conversations, each begun by one message of its customer."""

    url: str
    connection: Connection
    customers: dict[UUID, UUID] = field(default_factory=dict)

    @property
    def conversations(self) -> list[UUID]:
        return list(self.customers)

    async def begin(self, count: int) -> list[UUID]:
        site = await self.connection.fetchval("SELECT id FROM sites LIMIT 1")
        begun = [uuid4() for _ in range(count)]
        for conversation_id in begun:
            customer = self.customers[conversation_id] = uuid4()
            await self.connection.execute(
                "INSERT INTO customers (id, site_id, version) VALUES ($1, $2, 1)", customer, site
            )
            await self.connection.execute(
                """INSERT INTO conversations (id, site_id, customer_id, status, seq, public_seq, head_version,
                     start_hash, answers, preview, last_message_author, version)
                   VALUES ($1, $2, $3, 'open', 1, 1, 1, '', '[]', 'first', 'customer', 1)""",
                conversation_id,
                site,
                customer,
            )
            await self.connection.execute(
                """INSERT INTO messages (conversation_id, seq, id, public_seq, kind, author, author_id, text, body_hash,
                     created_at, version)
                   SELECT id, 1, $2, 1, 'message', 'customer', customer_id, 'first', '', last_message_at, 1
                   FROM conversations WHERE id = $1""",
                conversation_id,
                uuid4(),
            )
        return begun

    def draft(self, conversation_id: UUID, text: str = "Hello", *, note: bool = False, by_agent: bool = False) -> Draft:
        by_agent = by_agent or note
        return Draft(
            conversation_id=conversation_id,
            id=new_id(),
            author="agent" if by_agent else "customer",
            author_id=AGENT if by_agent else self.customers[conversation_id],
            kind="note" if note else "message",
            text=text,
            body_hash=text.encode(),
            preview=text,
        )

    async def texts(self, conversation_id: UUID) -> list[str]:
        query = "SELECT text FROM messages WHERE conversation_id = $1 ORDER BY seq"
        return [row["text"] for row in await self.connection.fetch(query, conversation_id)]


@asynccontextmanager
async def sending(ground: Ground) -> AsyncIterator[Sends]:
    sends = Sends(ground.url)
    await sends.start()
    try:
        yield sends
    finally:
        await sends.stop()


@dataclass
class Battle:
    """Many senders in two processes' worth of queues, the same ids at the same moment, and what was answered."""

    ground: Ground
    random: random.Random
    seconds: float
    answers: Counter[str] = field(default_factory=Counter)
    acknowledged: dict[tuple[UUID, UUID], tuple[int, str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    async def fight(self, queues: list[Sends], *, kill: bool) -> None:
        self._end = time.monotonic() + self.seconds
        tasks = [asyncio.create_task(self._sender(queues)) for _ in range(24)]
        tasks += [asyncio.create_task(self._other_writer()) for _ in range(2)]
        if kill:
            tasks.append(asyncio.create_task(self._killer()))
        await asyncio.gather(*tasks)

    async def _sender(self, queues: list[Sends]) -> None:
        while time.monotonic() < self._end:
            conversation_id = self.random.choice(self.ground.conversations)
            note, agent = self.random.random() < 0.1, self.random.random() < 0.4
            draft = self.ground.draft(conversation_id, uuid4().hex, note=note, by_agent=agent)
            # The same message over both processes at once, sometimes twice in one of them.
            racing = [self._store(queue, draft) for queue in self.random.choices(queues, k=self.random.randint(1, 3))]
            if self.random.random() < 0.1:
                racing.append(
                    self._store(self.random.choice(queues), replace(draft, body_hash=b"other", text="x", preview="x"))
                )
            await asyncio.gather(*racing)

    async def _store(self, queue: Sends, draft: Draft) -> None:
        while True:
            try:
                verdict, record = await queue.store(draft)
            except Busy:
                self.answers["busy"] += 1
                await asyncio.sleep(0.05)
                continue
            break
        self.answers[verdict.value] += 1
        if verdict in (Verdict.STORED, Verdict.REPLAY):
            said = (record["seq"], record["text"])
            known = self.acknowledged.setdefault((draft.conversation_id, draft.id), said)
            if known != said:
                self.wrong.append(f"{draft.id} was {known} and {said}")

    async def _other_writer(self) -> None:
        """Changes of another kind, which hold the lock for a while."""
        connection = await asyncpg.connect(self.ground.url)
        while time.monotonic() < self._end:
            conversation_id = self.random.choice(self.ground.conversations)
            async with connection.transaction():
                await connection.execute(
                    "UPDATE conversations SET version = version + 1, head_version = head_version + 1 WHERE id = $1",
                    conversation_id,
                )
                await asyncio.sleep(self.random.choice([0.001, 0.01, 0.4]))
            await asyncio.sleep(0.02)
        await connection.close()

    async def _killer(self) -> None:
        connection = await asyncpg.connect(self.ground.url)
        while time.monotonic() < self._end:
            await asyncio.sleep(self.random.uniform(0.1, 0.25))
            query = """SELECT count(pg_terminate_backend(pid)) FROM (SELECT pid FROM pg_stat_activity
                       WHERE application_name = 'stonechat sends' AND datname = current_database()
                       ORDER BY random() LIMIT 1) AS one"""
            self.answers["kills"] += await connection.fetchval(query)
        await connection.close()

    async def judge(self) -> dict[str, int]:
        """Everything that is wrong."""
        found = await violations(self.ground.connection)
        rows = await self.ground.connection.fetch("SELECT conversation_id, id, seq, text FROM messages WHERE seq > 1")
        stored = {(row["conversation_id"], row["id"]): (row["seq"], row["text"]) for row in rows}
        lost = [key for key, said in self.acknowledged.items() if stored.get(key) != said]
        deadlocks = await self.ground.connection.fetchval(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        )
        more = {"acknowledged and not stored so": len(lost), "answered in two ways": len(self.wrong)}
        return found | {name: count for name, count in {**more, "deadlocks": deadlocks}.items() if count}
