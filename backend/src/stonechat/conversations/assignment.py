"""Giving conversations to agents, inside the transaction in which one begins to wait or an agent gets room.

All such transactions take one lock before they look, the last one that they take: each sees what the one before it
decided, so no conversation is given twice and none is left waiting beside an agent with room. Conversations that
somebody else has locked for a moment are left out rather than waited for, and looked for again at once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import Select, and_, func, not_, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from stonechat.accounts.tables import AgentRow
from stonechat.conversations.assignment_rules import Desk, Strategy, Waiting, hand_out
from stonechat.conversations.events import change_assignee
from stonechat.conversations.tables import ConversationRow, DeskRow
from stonechat.db.database import Database
from stonechat.errors import Busy
from stonechat.sites.tables import SiteRow

log = logging.getLogger(__name__)

BATCH = 100
"""Conversations that one transaction gives out; there is another one where more wait."""
AGAIN = 0.02
"""Seconds until another look where somebody else had a conversation locked."""
MOST_LOOKS = 250

_LOCK = func.hashtext("assignment")


async def dispatch(session: AsyncSession, now: datetime) -> bool:
    """Give what waits to those who have room. Returns whether there may be more to give out, by another transaction."""
    await session.flush()
    await session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    waits = and_(ConversationRow.queued_at.is_not(None), SiteRow.assignment != "manual")
    queue = (
        select(ConversationRow, SiteRow.assignment).join(SiteRow, SiteRow.id == ConversationRow.site_id).where(waits)
    )
    found = await session.execute(
        queue.order_by(ConversationRow.queued_at, ConversationRow.id)
        .limit(BATCH)
        .with_for_update(key_share=True, skip_locked=True, of=ConversationRow)
        .execution_options(populate_existing=True)
    )
    rows = {row.id: (row, strategy) for row, strategy in found}
    desks = await _desks(session, now)
    waiting = [Waiting(row.id, cast("Strategy", strategy)) for row, strategy in rows.values()]
    newest = await session.scalar(select(func.max(DeskRow.turn))) or 0
    given = list(hand_out(waiting, desks, newest))
    for each, desk in given:
        row, _ = rows[each.conversation_id]
        session.add_all(change_assignee(row, desk.agent_id, each.strategy, None, now))
    await _store_turns(session, {desk.agent_id: desk.turn for _, desk in given})
    await session.flush()
    if not any(desk.has_room for desk in desks):
        return False
    left = select(ConversationRow.id).join(SiteRow, SiteRow.id == ConversationRow.site_id).where(waits).limit(1)
    return await session.scalar(left) is not None


async def _desks(session: AsyncSession, now: datetime) -> list[Desk]:
    held = aliased(ConversationRow)
    load = (
        select(func.count())
        .select_from(held)
        .where(held.assignee_id == AgentRow.id, held.status == "open", held.deleted_at.is_(None))
        .scalar_subquery()
    )
    query = (
        select(AgentRow.id, load.label("load"), AgentRow.capacity, DeskRow.turn)
        .join(DeskRow, DeskRow.agent_id == AgentRow.id)
        .where(
            AgentRow.active,
            AgentRow.role != "integration",
            AgentRow.availability == "online",
            DeskRow.present_until > now,
        )
    )
    return [Desk(row.id, row.load, row.capacity, row.turn) for row in await session.execute(query)]


async def _store_turns(session: AsyncSession, turns: dict[UUID, int]) -> None:
    if turns:
        rows = [{"agent_id": agent_id, "turn": turn} for agent_id, turn in sorted(turns.items())]
        statement = insert(DeskRow).values(rows)
        await session.execute(
            statement.on_conflict_do_update(index_elements=[DeskRow.agent_id], set_={"turn": statement.excluded.turn})
        )


class Assignment:
    """The waiting queue, and who is there to be given something."""

    def __init__(self, database: Database, announce: Callable[[], None]) -> None:
        """`announce` is called after each commit: whoever follows the changes looks at once."""
        self._database = database
        self._announce = announce
        self._draining: asyncio.Task[None] | None = None

    def drain_soon(self) -> None:
        """Give out what the transaction before this had to leave."""
        if self._draining is None or self._draining.done():
            self._draining = asyncio.create_task(self._drain(), name="assignment")

    async def stop(self) -> None:
        """Let what is under way come to its end."""
        if self._draining is not None:
            await asyncio.gather(self._draining, return_exceptions=True)

    async def renew_presence(self, agent_ids: list[UUID], lease: float) -> None:
        """These agents are connected; they count as present for `lease` seconds more, and whoever comes is given what
        waits. Raises `Busy`."""
        if not agent_ids:
            return

        async def renew(session: AsyncSession) -> tuple[bool, bool]:
            now: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
            present = select(DeskRow.agent_id).where(DeskRow.agent_id.in_(agent_ids), DeskRow.present_until > now)
            come = set(agent_ids) - set(await session.scalars(present))
            until = now + timedelta(seconds=lease)
            rows = [{"agent_id": agent_id, "present_until": until} for agent_id in sorted(set(agent_ids))]
            statement = insert(DeskRow).values(rows)
            later = func.greatest(DeskRow.present_until, statement.excluded.present_until)
            await session.execute(
                statement.on_conflict_do_update(index_elements=[DeskRow.agent_id], set_={"present_until": later})
            )
            return bool(come), await dispatch(session, now) if come else False

        came, is_more = await self._database.write(renew)
        if came:
            self._announce()
        if is_more:
            self.drain_soon()

    async def agent_changed(self, session: AsyncSession, agent: AgentRow) -> None:
        """Within the transaction that changes who an agent is and whether they are there: note since when they are
        away, give others what somebody had who is on the team no more, and give out what waits."""
        await session.flush()
        now: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
        left_at = None if agent.active and agent.availability != "offline" else now
        row = {"agent_id": agent.id, "left_at": left_at}
        statement = insert(DeskRow).values(row)
        kept = func.coalesce(DeskRow.left_at, statement.excluded.left_at) if left_at else None
        await session.execute(
            statement.on_conflict_do_update(index_elements=[DeskRow.agent_id], set_={"left_at": kept})
        )
        if not agent.active:
            held = _held().where(ConversationRow.assignee_id == agent.id, ConversationRow.status == "open")
            for each in (await session.scalars(held)).all():
                session.add_all(change_assignee(each, None, "agent_left", None, now))
        if left_at is None or not agent.active:
            await dispatch(session, now)

    async def site_changed(self, session: AsyncSession) -> None:
        """Within the transaction that changes how a site's conversations are given out: give out what waits."""
        await _look(session)

    async def requeue_left(self) -> int:
        """Put open conversations back into the queue whose agents have been gone for longer than their site allows, or
        are on the team no more. Returns how many. Raises `Busy`."""

        async def requeue(session: AsyncSession) -> tuple[int, bool]:
            now: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
            rows = (await session.scalars(_left_alone(now))).all()
            for row in rows:
                session.add_all(change_assignee(row, None, "agent_left", None, now))
            return len(rows), await dispatch(session, now) if rows else False

        count, is_more = await self._database.write(requeue)
        if count:
            self._announce()
        if is_more:
            self.drain_soon()
        return count

    async def _drain(self) -> None:
        for _ in range(MOST_LOOKS):
            try:
                is_more = await self._database.write(_look)
            except Busy as error:
                log.warning("what waits could not be given out: %s", error.detail)
                return
            self._announce()
            if not is_more:
                return
            await asyncio.sleep(AGAIN)


async def _look(session: AsyncSession) -> bool:
    now: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    return await dispatch(session, now)


def _left_alone(now: datetime) -> Select[ConversationRow]:
    gone_since = func.least(DeskRow.present_until, DeskRow.left_at)
    patience = func.make_interval(0, 0, 0, 0, 0, 0, SiteRow.requeue_after)
    # Given to somebody who was gone already, it waits for them as long as after they left.
    is_late = func.greatest(gone_since, ConversationRow.assigned_at) + patience < now
    return (
        _held()
        .join(SiteRow, SiteRow.id == ConversationRow.site_id)
        .join(AgentRow, AgentRow.id == ConversationRow.assignee_id)
        .outerjoin(DeskRow, DeskRow.agent_id == AgentRow.id)
        .where(
            ConversationRow.status == "open",
            or_(
                not_(AgentRow.active), and_(SiteRow.assignment != "manual", SiteRow.requeue_after.is_not(None), is_late)
            ),
        )
    )


def _held() -> Select[ConversationRow]:
    """Conversations to take away from somebody; those that are locked at this moment are taken at the next look."""
    return (
        select(ConversationRow)
        .order_by(ConversationRow.id)
        .limit(BATCH)
        .with_for_update(key_share=True, skip_locked=True, of=ConversationRow)
    )
