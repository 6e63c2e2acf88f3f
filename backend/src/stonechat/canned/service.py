"""Making, changing and listing canned responses."""

from __future__ import annotations

from uuid import UUID

from msgspec import UNSET
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.actor import AgentActor
from stonechat.canned.rules import check_change, checked_shortcut, checked_text
from stonechat.canned.tables import CannedResponseRow
from stonechat.canned.wire import CannedResponse, CannedResponseList, ChangeCannedResponse, MakeCannedResponse
from stonechat.db.database import Database
from stonechat.errors import Conflict, NotFound

MOST_RESPONSES = 500
"""Shared ones, and of each agent's own."""


class CannedResponses:
    """The canned responses of this installation. They are no rows that clients are told of live: a client reads the
    list when an agent begins to write."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def list_responses(self, actor: AgentActor) -> CannedResponseList:
        """The agent's own and the shared ones, by shortcut."""
        query = select(CannedResponseRow).where(_visible_to(actor))
        query = query.order_by(func.lower(CannedResponseRow.shortcut), CannedResponseRow.id)
        rows = await self._database.read(lambda session: session.scalars(query))
        return CannedResponseList(items=[_response_from(row) for row in rows])

    async def make(self, actor: AgentActor, request: MakeCannedResponse) -> tuple[CannedResponse, bool]:
        """Make a canned response. Returns it, and whether it is new.

        Raises `Conflict` (`shortcut_taken`, `id_conflict`, `too_many_canned_responses`) and `InvalidInput`.
        """
        shortcut, text = checked_shortcut(request.shortcut), checked_text(request.text)
        owner_id = None if request.shared else actor.agent_id

        async def store(session: AsyncSession) -> tuple[CannedResponse, bool]:
            known = await session.get(CannedResponseRow, request.id)
            if known is not None:
                made = (known.shortcut, known.text, known.owner_id, known.made_by)
                if made != (shortcut, text, owner_id, actor.agent_id):
                    raise Conflict("id_conflict", "This id is already in use for something else.")
                return _response_from(known), False
            await _check_free(session, shortcut, owner_id, request.id)
            await _check_room(session, owner_id)
            row = CannedResponseRow(
                id=request.id, shortcut=shortcut, text=text, owner_id=owner_id, made_by=actor.agent_id
            )
            session.add(row)
            await session.flush()
            return _response_from(row), True

        return await self._database.write(store)

    async def change(self, actor: AgentActor, response_id: UUID, request: ChangeCannedResponse) -> CannedResponse:
        """Change shortcut or text, share it or take it back.

        Raises `NotFound`, `Forbidden` (`not_the_author`), `Conflict` (`shortcut_taken`, `too_many_canned_responses`),
        `InvalidInput`.
        """
        shortcut = UNSET if request.shortcut is UNSET else checked_shortcut(request.shortcut)
        text = UNSET if request.text is UNSET else checked_text(request.text)

        async def store(session: AsyncSession) -> CannedResponse:
            row = await _load(session, actor, response_id)
            if row is None:
                raise NotFound("canned response")
            check_change(actor, row.made_by)
            new_shortcut, owner_id = row.shortcut, row.owner_id
            if shortcut is not UNSET:
                new_shortcut = shortcut
            if request.shared is not UNSET:
                owner_id = None if request.shared else row.made_by
            if owner_id != row.owner_id:
                await _check_room(session, owner_id)
            await _check_free(session, new_shortcut, owner_id, row.id)
            row.shortcut, row.owner_id = new_shortcut, owner_id
            if text is not UNSET:
                row.text = text
            await session.flush()
            return _response_from(row)

        return await self._database.write(store)

    async def delete(self, actor: AgentActor, response_id: UUID) -> None:
        """Delete a canned response; once more is harmless. Raises `Forbidden` (`not_the_author`).

        It leaves nothing behind, so one that is gone and one that never was are the same.
        """

        async def store(session: AsyncSession) -> None:
            row = await _load(session, actor, response_id)
            if row is not None:
                check_change(actor, row.made_by)
                await session.delete(row)

        await self._database.write(store)


def _visible_to(actor: AgentActor) -> ColumnElement[bool]:
    return or_(CannedResponseRow.owner_id.is_(None), CannedResponseRow.owner_id == actor.agent_id)


async def _load(session: AsyncSession, actor: AgentActor, response_id: UUID) -> CannedResponseRow | None:
    query = select(CannedResponseRow).where(CannedResponseRow.id == response_id, _visible_to(actor))
    return (await session.scalars(query.with_for_update())).one_or_none()


async def _check_free(session: AsyncSession, shortcut: str, owner_id: UUID | None, response_id: UUID) -> None:
    same = select(CannedResponseRow.id).where(
        func.lower(CannedResponseRow.shortcut) == func.lower(shortcut),
        CannedResponseRow.owner_id.is_not_distinct_from(owner_id),
        CannedResponseRow.id != response_id,
    )
    if await session.scalar(same) is not None:
        raise Conflict("shortcut_taken", "There is a canned response with this shortcut already.")


async def _check_room(session: AsyncSession, owner_id: UUID | None) -> None:
    count = select(func.count()).where(CannedResponseRow.owner_id.is_not_distinct_from(owner_id))
    if (await session.execute(count)).scalar_one() >= MOST_RESPONSES:
        raise Conflict("too_many_canned_responses", f"There are {MOST_RESPONSES} canned responses already.")


def _response_from(row: CannedResponseRow) -> CannedResponse:
    return CannedResponse(
        id=row.id,
        shortcut=row.shortcut,
        text=row.text,
        shared=row.owner_id is None,
        made_by=row.made_by,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
