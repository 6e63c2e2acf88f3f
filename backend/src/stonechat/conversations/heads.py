"""What agents change of a conversation: status, assignee, priority, tags; and how its customer found it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import cast
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.actor import AgentActor, CustomerActor
from stonechat.accounts.tables import AgentRow
from stonechat.conversations import events, rules
from stonechat.conversations.assignment import Assignment, dispatch
from stonechat.conversations.tables import ConversationRow, MessageRow
from stonechat.conversations.views import conversation_from
from stonechat.conversations.visibility import load_conversation, visible_to
from stonechat.conversations.wire import (
    ChangeConversation,
    ChangeMany,
    Conversation,
    ConversationList,
    Rate,
    Status,
)
from stonechat.db.database import Database
from stonechat.errors import Conflict, FieldFault, InvalidInput
from stonechat.tags.service import check_tags


class Heads:
    """Changes of conversations beside their timelines. Every one may be repeated."""

    def __init__(self, database: Database, assignment: Assignment, announce: Callable[[], None]) -> None:
        """`announce` is called after each commit: whoever follows the changes looks at once."""
        self._database = database
        self._assignment = assignment
        self._announce = announce

    async def change(self, actor: AgentActor, conversation_id: UUID, request: ChangeConversation) -> Conversation:
        """Change a conversation's head. A change that is there already is no conflict, so a retry is harmless.

        Raises `NotFound`, `Conflict` (`version_conflict`), `InvalidInput` (`unknown_tag`, `unknown_agent`).
        """

        async def store(session: AsyncSession) -> tuple[Conversation, bool]:
            row = await load_conversation(session, actor, conversation_id, lock=True)
            now = await _now(session)
            seen = row.head_version
            had_place_of = _place_of(row)
            # All of it is one version.
            with session.no_autoflush:
                entries = await _apply(session, row, actor, request, now)
            if entries:
                rules.check_version(seen, request.head_version)
                session.add_all(entries)
            is_more = await _settle(session, [(row, had_place_of)], now)
            return conversation_from(row, actor), is_more

        changed, is_more = await self._database.write(store)
        self._told(is_more=is_more)
        return changed

    async def change_many(self, actor: AgentActor, request: ChangeMany) -> ConversationList:
        """The same change of up to 100 conversations, in one transaction. Those that do not exist are left out.

        Raises `InvalidInput` (`unknown_tag`, `unknown_agent`).
        """

        async def store(session: AsyncSession) -> tuple[ConversationList, bool]:
            query = visible_to(actor).where(ConversationRow.id.in_(request.ids), ConversationRow.deleted_at.is_(None))
            # In the order of their ids, as all who lock several do.
            rows = (await session.scalars(query.order_by(ConversationRow.id).with_for_update(key_share=True))).all()
            now = await _now(session)
            before = [(row, _place_of(row)) for row in rows]
            for row in rows:
                kept = [tag_id for tag_id in row.tag_ids if tag_id not in request.remove_tag_ids]
                each = ChangeConversation(
                    head_version=row.head_version,
                    status=request.status,
                    assignee_id=request.assignee_id,
                    priority=request.priority,
                    tag_ids=list(dict.fromkeys([*kept, *request.add_tag_ids])),
                )
                with session.no_autoflush:
                    entries = await _apply(session, row, actor, each, now)
                session.add_all(entries)
            is_more = await _settle(session, before, now)
            return ConversationList(items=[conversation_from(row, actor) for row in rows]), is_more

        changed, is_more = await self._database.write(store)
        self._told(is_more=is_more)
        return changed

    async def rate(self, actor: CustomerActor, conversation_id: UUID, request: Rate) -> Conversation:
        """Store how the customer found a resolved conversation; another time replaces it.

        Raises `NotFound`, `Conflict` (`not_resolved`), `InvalidInput`.
        """
        if request.text:
            rules.check_text(request.text, "/text")

        async def store(session: AsyncSession) -> Conversation:
            row = await load_conversation(session, actor, conversation_id, lock=True)
            if row.status != "resolved":
                raise Conflict("not_resolved", "A conversation can be rated once it is resolved.")
            session.add_all(events.rate(row, request.rating, request.text, await _now(session)))
            await session.flush()
            return conversation_from(row, actor)

        rated = await self._database.write(store)
        self._announce()
        return rated

    def _told(self, *, is_more: bool) -> None:
        self._announce()
        if is_more:
            self._assignment.drain_soon()


async def _apply(
    session: AsyncSession, row: ConversationRow, actor: AgentActor, request: ChangeConversation, now: datetime
) -> list[MessageRow]:
    """Change what the request names. Returns the entries that say so."""
    entries: list[MessageRow] = []
    if request.assignee_id is not UNSET:
        if request.assignee_id is not None and request.assignee_id != row.assignee_id:
            await _check_assignable(session, request.assignee_id)
        entries += events.change_assignee(row, request.assignee_id, "by_agent", actor.agent_id, now)
    if request.status is not UNSET or request.snoozed_until is not UNSET:
        status = cast("Status", row.status) if request.status is UNSET else request.status
        until = row.snoozed_until if request.snoozed_until is UNSET else request.snoozed_until
        until = until if status == "snoozed" else None
        if until != row.snoozed_until:
            rules.check_snooze(until, now)
        entries += events.change_status(row, status, actor.agent_id, now, until)
    if request.priority is not UNSET:
        entries += events.change_priority(row, request.priority, actor.agent_id, now)
    if request.tag_ids is not UNSET:
        tag_ids = list(dict.fromkeys(request.tag_ids))
        added = set(tag_ids) - set(row.tag_ids)
        if added:
            await check_tags(session, added)
        entries += events.change_tags(row, tag_ids, actor.agent_id, now)
    return entries


async def _check_assignable(session: AsyncSession, agent_id: UUID) -> None:
    """Raise `InvalidInput` for nobody who could answer. Their row is held, so that they stay so until the commit."""
    known = select(AgentRow.id).where(AgentRow.id == agent_id, AgentRow.active, AgentRow.role != "integration")
    if await session.scalar(known.with_for_update(read=True)) is None:
        fault = FieldFault("/assignee_id", "There is no such active agent.")
        raise InvalidInput("unknown_agent", "There is no such active agent.", (fault,))


def _place_of(row: ConversationRow) -> UUID | None:
    """Against whose capacity it counts."""
    return row.assignee_id if row.status == "open" else None


async def _settle(session: AsyncSession, changed: list[tuple[ConversationRow, UUID | None]], now: datetime) -> bool:
    """Give out what waits now, where a place became free or a conversation began to wait."""
    await session.flush()
    if any(row.queued_at is not None or (before is not None and before != _place_of(row)) for row, before in changed):
        return await dispatch(session, now)
    return False


async def _now(session: AsyncSession) -> datetime:
    """The time under the lock, so that times run with the numbers."""
    now: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    return now
