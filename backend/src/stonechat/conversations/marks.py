"""Marks: how far somebody got. They only ever move forward, so that many can be taken together.

While one statement is in flight, arriving marks join: each reader's furthest is what the next statement stores. Every
client marks what it receives, and all of it costs few transactions.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.actor import Actor, AgentActor
from stonechat.conversations import rules
from stonechat.conversations.tables import ConversationRow, MarkRow
from stonechat.conversations.views import mark_from
from stonechat.conversations.visibility import load_conversation
from stonechat.conversations.wire import Mark, MarkList, Reader, SetMark
from stonechat.db.base import THIS_TRANSACTION
from stonechat.db.database import Database
from stonechat.errors import Busy, NotFound

MOST_WAITING = 4096
GROUP_LIMIT = 200


@dataclass(slots=True)
class _Wish:
    """The furthest that one reader asked for in one conversation, and who waits to hear of it."""

    actor: Actor
    delivered_seq: int
    read_seq: int
    answers: list[asyncio.Future[Mark]]


class Marks:
    """Stores and reads marks."""

    def __init__(self, database: Database, announce: Callable[[], None]) -> None:
        """`announce` is called after each commit: whoever follows the changes looks at once."""
        self._database = database
        self._announce = announce
        self._wishes: dict[UUID, tuple[UUID, _Wish]] = {}
        self._worker: asyncio.Task[None] | None = None

    async def set(self, actor: Actor, conversation_id: UUID, request: SetMark) -> Mark:
        """Move the actor's mark forward; one that is further already stays. Raises `NotFound`, `Busy`."""
        if len(self._wishes) >= MOST_WAITING:
            raise Busy("Too many marks are waiting to be stored.")
        reader_id = rules.author_of(actor)[1]
        mark_id = rules.mark_id(conversation_id, reader_id)
        answer: asyncio.Future[Mark] = asyncio.get_running_loop().create_future()
        _, wish = self._wishes.setdefault(mark_id, (conversation_id, _Wish(actor, 0, 0, [])))
        wish.delivered_seq = max(wish.delivered_seq, request.delivered_seq, request.read_seq)
        wish.read_seq = max(wish.read_seq, request.read_seq)
        wish.answers.append(answer)
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work(), name="marks")
        return await answer

    async def stop(self) -> None:
        """Store what waits."""
        if self._worker is not None:
            with contextlib.suppress(Exception):
                await self._worker

    async def of_conversation(self, actor: Actor, conversation_id: UUID) -> MarkList:
        """The marks of a conversation that the actor may see. Raises `NotFound`."""

        async def load(session: AsyncSession) -> MarkList:
            await load_conversation(session, actor, conversation_id)
            return MarkList(items=await marks_of(session, actor, [conversation_id]))

        return await self._database.read(load)

    async def _work(self) -> None:
        while self._wishes:
            taken = {mark_id: self._wishes.pop(mark_id) for mark_id in list(self._wishes)[:GROUP_LIMIT]}
            try:
                stored = await self._database.write(lambda session, taken=taken: _store(session, taken))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
            except Exception as error:
                for _, wish in taken.values():
                    _settle(wish, error)
                continue
            self._announce()
            for mark_id, (_, wish) in taken.items():
                _settle(wish, stored.get(mark_id) or NotFound("conversation"))


async def marks_of(session: AsyncSession, reader: Actor, conversation_ids: Collection[UUID]) -> list[Mark]:
    """The marks of these conversations that the reader may see."""
    if not conversation_ids:
        return []
    query = (
        select(MarkRow)
        .where(MarkRow.conversation_id.in_(conversation_ids))
        .order_by(MarkRow.conversation_id, MarkRow.reader, MarkRow.id)
    )
    if not isinstance(reader, AgentActor):
        query = query.where(MarkRow.reader != "agent")
    return [mark_from(row) for row in await session.scalars(query)]


async def _store(session: AsyncSession, wishes: dict[UUID, tuple[UUID, _Wish]]) -> dict[UUID, Mark]:
    """Store the wishes for conversations that their readers may see; returns the readers' marks."""
    newest = await _visible_heads(session, wishes.values())
    rows: dict[UUID, dict[str, Any]] = {}
    for conversation_id, wish in wishes.values():
        public_seq = newest.get((conversation_id, rules.author_of(wish.actor)[1]))
        if public_seq is None:
            continue
        delivered, read = min(wish.delivered_seq, public_seq), min(wish.read_seq, public_seq)
        for reader, reader_id in _readers(wish.actor):
            mark_id = rules.mark_id(conversation_id, reader_id)
            before = rows.get(mark_id, {"delivered_seq": 0, "read_seq": 0})
            rows[mark_id] = {
                "id": mark_id,
                "conversation_id": conversation_id,
                "reader": reader,
                "reader_id": reader_id,
                "delivered_seq": max(delivered, before["delivered_seq"]),
                "read_seq": max(read, before["read_seq"]),
                "version": 1,
            }
    if not rows:
        return {}
    # In the order of their ids, so that two processes do not wait for each other.
    statement = insert(MarkRow).values([rows[mark_id] for mark_id in sorted(rows)])
    wanted = statement.excluded
    forward = statement.on_conflict_do_update(
        index_elements=[MarkRow.id],
        set_={
            "delivered_seq": func.greatest(MarkRow.delivered_seq, wanted.delivered_seq),
            "read_seq": func.greatest(MarkRow.read_seq, wanted.read_seq),
            "version": MarkRow.version + 1,
            "changed_xid": THIS_TRANSACTION,
        },
        where=or_(MarkRow.delivered_seq < wanted.delivered_seq, MarkRow.read_seq < wanted.read_seq),
    )
    await session.execute(forward)
    stored = await session.scalars(select(MarkRow).where(MarkRow.id.in_(wishes.keys())))
    return {row.id: mark_from(row) for row in stored}


async def _visible_heads(session: AsyncSession, wishes: Collection[tuple[UUID, _Wish]]) -> dict[tuple[UUID, UUID], int]:
    """By conversation and reader, the newest `public_seq` of the conversations that the readers may see."""
    query = select(ConversationRow.id, ConversationRow.customer_id, ConversationRow.public_seq).where(
        ConversationRow.id.in_({conversation_id for conversation_id, _ in wishes})
    )
    heads = {row.id: (row.customer_id, row.public_seq) for row in await session.execute(query)}
    found: dict[tuple[UUID, UUID], int] = {}
    for conversation_id, wish in wishes:
        customer_id, public_seq = heads.get(conversation_id, (None, 0))
        reader_id = rules.author_of(wish.actor)[1]
        if customer_id is not None and (isinstance(wish.actor, AgentActor) or customer_id == reader_id):
            found[conversation_id, reader_id] = public_seq
    return found


def _readers(actor: Actor) -> Sequence[tuple[Reader, UUID | None]]:
    """Whose marks an actor moves: an agent's go for the team too."""
    if isinstance(actor, AgentActor):
        return (("agent", actor.agent_id), ("team", None))
    return (("customer", actor.customer_id),)


def _settle(wish: _Wish, outcome: Mark | Exception) -> None:
    for answer in wish.answers:
        if answer.done():
            continue
        if isinstance(outcome, Exception):
            answer.set_exception(outcome)
        else:
            answer.set_result(outcome)
