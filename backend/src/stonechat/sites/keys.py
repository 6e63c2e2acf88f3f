"""Keys with which sites' own servers sign who their customers are."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat import audit
from stonechat.accounts.actor import AgentActor
from stonechat.db.database import Database
from stonechat.errors import Conflict, NotFound
from stonechat.sites.tables import SiteKeyRow, SiteRow
from stonechat.sites.wire import MakeSiteKey, NewSiteKey, SiteKey, SiteKeyList

MOST_KEYS = 10
"""Of one site, at once: one is in use, and others while they replace it."""
REPEATED_FOR = timedelta(minutes=10)
"""How long the same request is answered with the same secret, as its answer may have been lost."""
_SECRET_BYTES = 32


class SiteKeys:
    """The keys of all sites. A secret is shown when it is made and never again, but kept readable, as an HMAC is
    checked with the very secret that made it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def list_keys(self, site_id: UUID) -> SiteKeyList:
        """All keys of a site, newest first, without their secrets. Raises `NotFound`."""
        query = select(SiteKeyRow).where(SiteKeyRow.site_id == site_id)

        async def load(session: AsyncSession) -> SiteKeyList:
            await _check_site(session, site_id)
            rows = await session.scalars(query.order_by(SiteKeyRow.created_at.desc(), SiteKeyRow.id.desc()))
            return SiteKeyList(
                items=[SiteKey(id=row.id, created_at=row.created_at, revoked_at=row.revoked_at) for row in rows]
            )

        return await self._database.read(load)

    async def make(self, by: AgentActor, site_id: UUID, request: MakeSiteKey) -> tuple[NewSiteKey, bool]:
        """Make a key. Returns it, and whether it is new.

        Raises `NotFound`, `Conflict` for an id whose secret was shown a while ago or that is another site's, and when
        there are too many.
        """
        secret = secrets.token_urlsafe(_SECRET_BYTES)

        async def store(session: AsyncSession) -> tuple[NewSiteKey, bool]:
            await _check_site(session, site_id)
            known = await session.get(SiteKeyRow, request.id)
            if known is not None:
                if known.site_id != site_id:
                    raise Conflict("id_conflict", "This id is already in use for something else.")
                if known.revoked_at is not None or datetime.now(UTC) - known.created_at > REPEATED_FOR:
                    raise Conflict("secret_shown", "This key's secret was shown when it was made. Make another key.")
                return _new_key(known), False
            active = select(func.count()).where(SiteKeyRow.site_id == site_id, SiteKeyRow.revoked_at.is_(None))
            if (await session.execute(active)).scalar_one() >= MOST_KEYS:
                raise Conflict("too_many_keys", f"This site has {MOST_KEYS} keys already; revoke one first.")
            row = SiteKeyRow(id=request.id, site_id=site_id, secret=secret)
            session.add(row)
            audit.record(session, by.agent_id, "site_key_made", ("site", site_id), key_id=str(row.id))
            await session.flush()
            return _new_key(row), True

        return await self._database.write(store)

    async def revoke(self, by: AgentActor, site_id: UUID, key_id: UUID) -> None:
        """Believe a key no more; once more is harmless. Raises `NotFound`."""

        async def store(session: AsyncSession) -> None:
            row = await session.get(SiteKeyRow, key_id, with_for_update=True)
            if row is None or row.site_id != site_id:
                raise NotFound("key")
            if row.revoked_at is None:
                row.revoked_at = datetime.now(UTC)
                audit.record(session, by.agent_id, "site_key_revoked", ("site", site_id), key_id=str(key_id))

        await self._database.write(store)


async def _check_site(session: AsyncSession, site_id: UUID) -> None:
    if await session.get(SiteRow, site_id) is None:
        raise NotFound("site")


def _new_key(row: SiteKeyRow) -> NewSiteKey:
    return NewSiteKey(id=row.id, secret=row.secret, created_at=row.created_at)
