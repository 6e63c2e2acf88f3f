"""Where a site's widget was seen: what tells an admin that the tag works, or why it does not."""

from __future__ import annotations

import time
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.db.database import Database
from stonechat.errors import NotFound
from stonechat.sites.tables import SightingRow, SiteRow
from stonechat.sites.wire import Sighting, SightingList

MOST_ORIGINS = 30
"""Kept of each site, the latest ones: a program can name as many as it likes."""
LONGEST_ORIGIN = 300
NOTED_FOR = 20.0
"""Seconds for which a process does not write the same down again."""
_MOST_REMEMBERED = 10_000


class Sightings:
    """The origins of pages that asked for the widget's settings, with or without the leave to embed it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._noted: dict[tuple[UUID, str, bool], float] = {}

    async def note(self, site_id: UUID, origin: str | None, *, allowed: bool) -> None:
        """Write down that a page asked. Requests without an origin come from no website."""
        if origin is None or len(origin) > LONGEST_ORIGIN:
            return
        key, now = (site_id, origin.lower(), allowed), time.monotonic()
        if now - self._noted.get(key, -NOTED_FOR) < NOTED_FOR:
            return
        if len(self._noted) >= _MOST_REMEMBERED:
            self._noted.clear()
        self._noted[key] = now

        async def store(session: AsyncSession) -> None:
            news = {"allowed": allowed, "seen_at": func.clock_timestamp()}
            seen = insert(SightingRow).values(site_id=site_id, origin=key[1], **news)
            known = [SightingRow.site_id, SightingRow.origin]
            await session.execute(seen.on_conflict_do_update(index_elements=known, set_=news))
            ours = SightingRow.site_id == site_id
            older = select(SightingRow.origin).where(ours).order_by(SightingRow.seen_at.desc()).offset(MOST_ORIGINS)
            await session.execute(delete(SightingRow).where(ours, SightingRow.origin.in_(older)))

        await self._database.write(store)

    async def of(self, site_id: UUID) -> SightingList:
        """The latest first. Raises `NotFound`."""
        query = select(SightingRow).where(SightingRow.site_id == site_id).order_by(SightingRow.seen_at.desc())

        async def load(session: AsyncSession) -> SightingList:
            if await session.get(SiteRow, site_id) is None:
                raise NotFound("site")
            rows = await session.scalars(query)
            return SightingList(
                items=[Sighting(origin=row.origin, allowed=row.allowed, seen_at=row.seen_at) for row in rows]
            )

        return await self._database.read(load)
