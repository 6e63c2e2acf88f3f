"""Sites: read for the widget and for agents, made and changed by admins."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, TypeAlias, cast
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat import audit
from stonechat.accounts.actor import AgentActor
from stonechat.db.database import Database
from stonechat.db.shared_reads import SharedReads
from stonechat.errors import Conflict, Forbidden, NotFound
from stonechat.ids import new_id
from stonechat.sites.forms import form_of, usual_form
from stonechat.sites.hours import is_open, next_opening
from stonechat.sites.languages import text_in
from stonechat.sites.origins import may_embed
from stonechat.sites.rules import check_version
from stonechat.sites.settings import NEW_SITE, checked_settings
from stonechat.sites.sightings import Sightings
from stonechat.sites.tables import SiteKeyRow, SiteRow
from stonechat.sites.views import office_hours_of, site_from
from stonechat.sites.wire import ChangeSite, MakeSite, Position, Site, SiteList, WidgetConfig

LIST_SECONDS = 5.0
"""How old the list of who may embed may be for a customer's next request; what opens anything new reads it afresh."""
MOST_SITES = 200

OnSiteChanged: TypeAlias = Callable[[AsyncSession], Awaitable[None]]
"""Called within the transaction that changes how a site's conversations are given out; conversations, on a higher
floor, fill it in."""


class Sites:
    """The sites of this installation."""

    def __init__(self, database: Database, on_changed: OnSiteChanged, announce: Callable[[], None]) -> None:
        """`announce` is called after each commit: whoever follows the changes looks at once."""
        self.sightings = Sightings(database)
        self._database = database
        self._on_changed = on_changed
        self._announce = announce
        self._lists: dict[UUID, tuple[list[str], float]] = {}
        self._readings = SharedReads(self._read_lists)

    async def check_embedding(self, site_id: UUID, origin: str | None) -> None:
        """Raise `Forbidden` when pages of `origin` may embed this site no more, `NotFound` when it is gone."""
        known = self._lists.get(site_id)
        if known is None or time.monotonic() - known[1] > LIST_SECONDS:
            await self.check_embedding_now(site_id, origin)
        elif not may_embed(origin, known[0]):
            raise _not_embeddable()

    async def check_embedding_now(self, site_id: UUID, origin: str | None) -> None:
        """The same by the list as it is now."""
        asked_at = time.monotonic()
        allowed = await self._readings.ask(site_id)
        if allowed is None:
            self._lists.pop(site_id, None)
            raise NotFound("site")
        self._lists[site_id] = (allowed, asked_at)
        if not may_embed(origin, allowed):
            raise _not_embeddable()

    async def _read_lists(self, site_ids: list[UUID]) -> list[list[str] | None]:
        query = select(SiteRow.id, SiteRow.allowed_origins).where(
            SiteRow.id.in_(set(site_ids)), SiteRow.archived_at.is_(None)
        )
        rows = await self._database.read(lambda session: session.execute(query))
        lists = {row.id: row.allowed_origins for row in rows}
        return [lists.get(site_id) for site_id in site_ids]

    async def widget_config(self, site_id: UUID, origin: str | None, language: str | None) -> WidgetConfig:
        """What the panel on a page of `origin` needs, in a language where the site has it.

        Raises `NotFound`, `Forbidden`.
        """

        async def load(session: AsyncSession) -> WidgetConfig:
            row = await embeddable_site(session, site_id, origin)
            now = datetime.now(UTC)
            office_hours = office_hours_of(row)
            return WidgetConfig(
                site_id=row.id,
                name=row.name,
                color=row.color,
                position=cast("Position", row.position),
                greeting=text_in(language, row.texts, "greeting", row.greeting),
                away_text=text_in(language, row.texts, "away_text", row.away_text),
                open=is_open(office_hours, row.time_zone, now),
                opens_at=next_opening(office_hours, row.time_zone, now),
                form_fields=await form_of(session, site_id),
            )

        try:
            config = await self._database.read(load)
        except Forbidden:
            await self.sightings.note(site_id, origin, allowed=False)
            raise
        await self.sightings.note(site_id, origin, allowed=True)
        return config

    async def list_sites(self) -> SiteList:
        """All sites, archived ones too, in the order in which they came."""
        rows = await self._database.read(lambda session: session.scalars(select(SiteRow).order_by(SiteRow.id)))
        return SiteList(items=[site_from(row) for row in rows])

    async def get(self, site_id: UUID) -> Site:
        """One site. Raises `NotFound`."""
        row = await self._database.read(lambda session: session.get(SiteRow, site_id))
        if row is None:
            raise NotFound("site")
        return site_from(row)

    async def make(self, by: AgentActor, request: MakeSite) -> tuple[Site, bool]:
        """Make a site with a usual form. Returns it, and whether it is new.

        Raises `InvalidInput`, `Conflict` for an id that is another site's and when there are too many.
        """
        settings = NEW_SITE | checked_settings(request)

        async def store(session: AsyncSession) -> tuple[Site, bool]:
            known = await session.get(SiteRow, request.id)
            if known is not None:
                # Nobody can tell any more what a site was made with that was changed since.
                if known.version == 1 and _differing(known, settings):
                    raise Conflict("id_conflict", "This id is already in use for something else.")
                return site_from(known), False
            if (await session.execute(select(func.count()).select_from(SiteRow))).scalar_one() >= MOST_SITES:
                raise Conflict("too_many_sites", f"There are {MOST_SITES} sites already.")
            row = await _add_site(session, request.id, settings)
            audit.record(session, by.agent_id, "site_made", ("site", row.id), name=row.name)
            return site_from(row), True

        made = await self._database.write(store)
        self._announce()
        return made

    async def change(self, by: AgentActor, site_id: UUID, request: ChangeSite) -> Site:
        """Change settings, archive a site or bring it back. What is so already is no conflict: a retry is harmless.

        Raises `NotFound`, `InvalidInput`, `Conflict` (`version_conflict`, `last_site`).
        """
        settings = checked_settings(request)

        async def store(session: AsyncSession) -> Site:
            row, others = await _lock(session, site_id, and_others=request.archived is True)
            changed = _differing(row, settings)
            is_archived = row.archived_at is not None
            archived = is_archived if request.archived is UNSET else request.archived
            if not changed and archived == is_archived:
                return site_from(row)
            check_version(row.version, request.version)
            if changed:
                for name, value in changed.items():
                    setattr(row, name, value)
                audit.record(session, by.agent_id, "site_changed", ("site", row.id), fields=", ".join(changed))
            if archived != is_archived:
                if archived and not others:
                    raise Conflict("last_site", "The last active site cannot be archived.")
                row.archived_at = datetime.now(UTC) if archived else None
                act = "site_archived" if archived else "site_brought_back"
                audit.record(session, by.agent_id, act, ("site", row.id))
            await session.flush()
            if "assignment" in changed:
                await self._on_changed(session)
            return site_from(row)

        site = await self._database.write(store)
        self._lists.pop(site_id, None)
        self._announce()
        return site

    async def ensure_first_site(self) -> tuple[UUID, str]:
        """Make a site with a usual form where there is none yet. Returns the first active site's id and name."""

        async def make(session: AsyncSession) -> tuple[UUID, str]:
            await session.execute(select(func.pg_advisory_xact_lock(func.hashtext("first-site"))))
            active = select(SiteRow).where(SiteRow.archived_at.is_(None)).order_by(SiteRow.id).limit(1)
            first = await session.scalar(active)
            if first is None:
                first = await _add_site(session, new_id(), NEW_SITE | {"name": "My website"})
            return first.id, first.name

        return await self._database.write(make)


async def embeddable_site(session: AsyncSession, site_id: UUID, origin: str | None) -> SiteRow:
    """The one road to a site for a page that embeds it. Raises `NotFound` for an archived one too, and `Forbidden`."""
    row = await session.get(SiteRow, site_id)
    if row is None or row.archived_at is not None:
        raise NotFound("site")
    if not may_embed(origin, row.allowed_origins):
        raise _not_embeddable()
    return row


async def identity_secrets_of(session: AsyncSession, site_id: UUID) -> list[str]:
    """What the site's own server may have signed its customers' identities with, newest first."""
    query = select(SiteKeyRow.secret).where(SiteKeyRow.site_id == site_id, SiteKeyRow.revoked_at.is_(None))
    return list(await session.scalars(query.order_by(SiteKeyRow.created_at.desc())))


async def _lock(session: AsyncSession, site_id: UUID, *, and_others: bool) -> tuple[SiteRow, list[SiteRow]]:
    """The site and, if so wished, all other active ones, locked in the order of their ids."""
    wanted = SiteRow.id == site_id
    if and_others:
        wanted = or_(wanted, SiteRow.archived_at.is_(None))
    query = select(SiteRow).where(wanted).order_by(SiteRow.id).with_for_update(key_share=True)
    rows = {row.id: row for row in await session.scalars(query)}
    if site_id not in rows:
        raise NotFound("site")
    return rows.pop(site_id), list(rows.values())


async def _add_site(session: AsyncSession, site_id: UUID, settings: dict[str, Any]) -> SiteRow:
    row = SiteRow(id=site_id, **settings)
    session.add(row)
    await session.flush()
    session.add_all(usual_form(site_id))
    await session.flush()
    return row


def _differing(row: SiteRow, settings: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in settings.items() if getattr(row, name) != value}


def _not_embeddable() -> Forbidden:
    return Forbidden("origin_not_allowed", "This website may not embed the chat of that site.")
