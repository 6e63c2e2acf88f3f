"""Making, changing and listing tags."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.db.database import Database
from stonechat.errors import Conflict, FieldFault, InvalidInput, NotFound
from stonechat.tags.tables import TagRow
from stonechat.tags.wire import ChangeTag, MakeTag, Tag, TagList
from stonechat.texts import text_fault

MOST_TAGS = 200


class Tags:
    """The tags of this installation."""

    def __init__(self, database: Database, announce: Callable[[], None]) -> None:
        """`announce` is called after each commit: whoever follows the changes looks at once."""
        self._database = database
        self._announce = announce

    async def list_tags(self) -> TagList:
        """All tags that are not deleted, by name."""
        query = select(TagRow).where(TagRow.deleted_at.is_(None)).order_by(func.lower(TagRow.name))
        rows = await self._database.read(lambda session: session.scalars(query))
        return TagList(items=[tag_from(row) for row in rows])

    async def make(self, request: MakeTag) -> tuple[Tag, bool]:
        """Make a tag. Returns it, and whether it is new.

        Raises `Conflict` for a name that is taken or an id that is another tag's, and `InvalidInput`.
        """
        name = _checked_name(request.name)

        async def store(session: AsyncSession) -> tuple[Tag, bool]:
            known = await session.get(TagRow, request.id)
            if known is not None:
                if (known.name, known.color) != (name, request.color):
                    raise Conflict("id_conflict", "This id is already in use for something else.")
                return tag_from(known), False
            await _check_free(session, name, request.id)
            if len((await session.scalars(select(TagRow.id).where(TagRow.deleted_at.is_(None)))).all()) >= MOST_TAGS:
                raise Conflict("too_many_tags", f"There are {MOST_TAGS} tags already.")
            row = TagRow(id=request.id, name=name, color=request.color)
            session.add(row)
            await session.flush()
            return tag_from(row), True

        made = await self._database.write(store)
        self._announce()
        return made

    async def change(self, tag_id: UUID, request: ChangeTag) -> Tag:
        """Give a tag another name or color. Raises `NotFound`, `Conflict` for a name that is taken, `InvalidInput`."""
        name = UNSET if request.name is UNSET else _checked_name(request.name)

        async def store(session: AsyncSession) -> Tag:
            row = await session.get(TagRow, tag_id, with_for_update=True)
            if row is None or row.deleted_at is not None:
                raise NotFound("tag")
            if name is not UNSET:
                await _check_free(session, name, row.id)
                row.name = name
            if request.color is not UNSET:
                row.color = request.color
            await session.flush()
            return tag_from(row)

        changed = await self._database.write(store)
        self._announce()
        return changed

    async def delete(self, tag_id: UUID) -> Tag:
        """Leave a tombstone of a tag; once more is harmless. Raises `NotFound` where there never was one."""

        async def store(session: AsyncSession) -> Tag:
            row = await session.get(TagRow, tag_id, with_for_update=True)
            if row is None:
                raise NotFound("tag")
            if row.deleted_at is None:
                row.deleted_at = datetime.now(UTC)
                await session.flush()
            return tag_from(row)

        deleted = await self._database.write(store)
        self._announce()
        return deleted


def tag_from(row: TagRow) -> Tag:
    """A tag as the API shows it."""
    return Tag(id=row.id, name=row.name, color=row.color, deleted_at=row.deleted_at, version=row.version)


async def check_tags(session: AsyncSession, tag_ids: Collection[UUID]) -> None:
    """Raise `InvalidInput` when one of these is no tag that may be put on a conversation."""
    query = select(TagRow.id).where(TagRow.id.in_(tag_ids), TagRow.deleted_at.is_(None))
    unknown = set(tag_ids) - set(await session.scalars(query))
    if unknown:
        fault = FieldFault("/tag_ids", "One of these tags does not exist.")
        raise InvalidInput("unknown_tag", "One of these tags does not exist.", (fault,))


async def _check_free(session: AsyncSession, name: str, tag_id: UUID) -> None:
    same = select(TagRow.id).where(
        func.lower(TagRow.name) == func.lower(name), TagRow.deleted_at.is_(None), TagRow.id != tag_id
    )
    if await session.scalar(same) is not None:
        raise Conflict("name_taken", "There is a tag of this name already.")


def _checked_name(text: str) -> str:
    name = " ".join(text.split())
    if not name or text_fault(name) is not None:
        fault = FieldFault("/name", "Give the tag a name.")
        raise InvalidInput("invalid_input", "A tag needs a name.", (fault,))
    return name
