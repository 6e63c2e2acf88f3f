"""Lists of conversations, and how many there are in those that the team works from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias
from uuid import UUID

from sqlalchemy import Select, func, select, tuple_, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.actor import Actor, AgentActor
from stonechat.conversations.marks import marks_of
from stonechat.conversations.tables import ConversationRow
from stonechat.conversations.views import conversation_from
from stonechat.conversations.visibility import visible_to
from stonechat.conversations.wire import ConversationCounts, ConversationPage, CountOf, Priority, Status
from stonechat.customers.service import customers_of
from stonechat.db.database import Database
from stonechat.paging import ByTime, decode_key, encode_key

Order: TypeAlias = Literal["newest", "oldest", "waiting"]
"""By the last activity, or how long the customer waits for an answer."""

ACTIVE: tuple[Status, ...] = ("open", "pending")


@dataclass(frozen=True, slots=True)
class ConversationFilter:
    """Which conversations are wanted. None, and no status, is any."""

    statuses: frozenset[Status] = frozenset()
    assignee_id: UUID | None = None
    unassigned: bool = False
    site_id: UUID | None = None
    customer_id: UUID | None = None
    tag_id: UUID | None = None
    priority: Priority | None = None
    order: Order = "newest"

    def applied(self, query: Select[ConversationRow]) -> Select[ConversationRow]:
        """The query with all conditions but those on the status."""
        equal = {
            "assignee_id": self.assignee_id,
            "site_id": self.site_id,
            "customer_id": self.customer_id,
            "priority": self.priority,
        }
        query = query.filter_by(**{name: value for name, value in equal.items() if value is not None})
        if self.unassigned:
            query = query.where(ConversationRow.assignee_id.is_(None))
        if self.tag_id is not None:
            # The index leaves out conversations without tags.
            query = query.where(ConversationRow.tag_ids.contains([self.tag_id]), ConversationRow.tag_ids != [])
        return query


class ConversationLists:
    """What there is to choose from."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(self, actor: Actor, wanted: ConversationFilter, limit: int, after: str | None) -> ConversationPage:
        """A page of the actor's conversations. Raises `InvalidInput` for a strange `after`."""
        query = _page(visible_to(actor), wanted, limit + 1, decode_key(after, ByTime) if after is not None else None)

        async def load(session: AsyncSession) -> ConversationPage:
            rows = (await session.scalars(query)).all()
            shown = rows[:limit]
            last = shown[-1] if len(rows) > limit else None
            at = None if last is None else last.waiting_since if wanted.order == "waiting" else last.last_message_at
            return ConversationPage(
                items=[conversation_from(row, actor) for row in shown],
                customers=await customers_of(session, {row.customer_id for row in shown}, actor),
                marks=await marks_of(session, actor, [row.id for row in shown]),
                next=encode_key(ByTime(at, last.id)) if last is not None and at is not None else None,
            )

        return await self._database.read(load)

    async def count(self, actor: AgentActor) -> ConversationCounts:
        """How many conversations the team has before it. What is resolved grows for ever, and nobody counts it."""
        row = ConversationRow
        is_active, is_there = row.status.in_(ACTIVE), row.deleted_at.is_(None)
        views = select(
            func.count().filter(is_active, row.assignee_id == actor.agent_id),
            func.count().filter(is_active, row.assignee_id.is_(None)),
            func.count().filter(is_active),
            func.count().filter(row.status == "snoozed"),
        ).where(row.status.in_([*ACTIVE, "snoozed"]), is_there)
        tagged = select(func.unnest(row.tag_ids).label("id")).where(is_active, is_there, row.tag_ids != []).subquery()
        tags = select(tagged.c.id, func.count()).group_by(tagged.c.id)
        sites = select(row.site_id, func.count()).where(is_active, is_there).group_by(row.site_id)

        async def load(session: AsyncSession) -> ConversationCounts:
            mine, unassigned, active, snoozed = (await session.execute(views)).one()
            return ConversationCounts(
                mine=mine,
                unassigned=unassigned,
                active=active,
                snoozed=snoozed,
                tags=[CountOf(*row) for row in await session.execute(tags)],
                sites=[CountOf(*row) for row in await session.execute(sites)],
            )

        return await self._database.read(load)


def _page(
    visible: Select[ConversationRow], wanted: ConversationFilter, limit: int, key: ByTime | None
) -> Select[ConversationRow]:
    time = ConversationRow.waiting_since if wanted.order == "waiting" else ConversationRow.last_message_at
    place = tuple_(time, ConversationRow.id)
    newest_first = wanted.order == "newest"
    order = (time.desc(), ConversationRow.id.desc()) if newest_first else (time, ConversationRow.id)
    query = wanted.applied(visible.where(ConversationRow.deleted_at.is_(None)))
    if wanted.order == "waiting":
        query = query.where(ConversationRow.waiting_since.is_not(None))
    if key is not None:
        behind = tuple_(key.at, key.id)
        query = query.where(place < behind if newest_first else place > behind)
    statuses = sorted(wanted.statuses)
    if len(statuses) == 1:
        query = query.where(ConversationRow.status == statuses[0])
    elif statuses:
        # An index has each status in order, but not several of them: the first of each are merged.
        ids = query.with_only_columns(ConversationRow.id).order_by(*order).limit(limit)
        firsts = [ids.where(ConversationRow.status == status) for status in statuses]
        merged = union_all(*(select(first.subquery()) for first in firsts)).subquery()
        query = select(ConversationRow).where(ConversationRow.id.in_(select(merged.c.id)))
    return query.order_by(*order).limit(limit)
