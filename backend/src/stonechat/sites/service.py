"""Reading sites for the widget, and making the first one."""

from __future__ import annotations

import time
from typing import cast
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.db.database import Database
from stonechat.db.shared_reads import SharedReads
from stonechat.errors import Forbidden, NotFound
from stonechat.sites import rules
from stonechat.sites.tables import FormFieldRow, SiteRow
from stonechat.sites.wire import FieldKind, FormField, Position, Site, SiteList, WidgetConfig

LIST_SECONDS = 5.0
"""How old the list of who may embed may be for a customer's next request; what opens anything new reads it afresh."""


class Sites:
    """The sites of this installation."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lists: dict[UUID, tuple[list[str], float]] = {}
        self._readings = SharedReads(self._read_lists)

    async def check_embedding(self, site_id: UUID, origin: str | None) -> None:
        """Raise `Forbidden` when pages of `origin` may embed this site no more, `NotFound` when it is gone."""
        known = self._lists.get(site_id)
        if known is None or time.monotonic() - known[1] > LIST_SECONDS:
            await self.check_embedding_now(site_id, origin)
        elif not rules.may_embed(origin, known[0]):
            raise not_embeddable()

    async def check_embedding_now(self, site_id: UUID, origin: str | None) -> None:
        """The same by the list as it is now."""
        asked_at = time.monotonic()
        allowed = await self._readings.ask(site_id)
        if allowed is None:
            self._lists.pop(site_id, None)
            raise NotFound("site")
        self._lists[site_id] = (allowed, asked_at)
        if not rules.may_embed(origin, allowed):
            raise not_embeddable()

    async def _read_lists(self, site_ids: list[UUID]) -> list[list[str] | None]:
        query = select(SiteRow.id, SiteRow.allowed_origins).where(SiteRow.id.in_(set(site_ids)))
        rows = await self._database.read(lambda session: session.execute(query))
        lists = {row.id: row.allowed_origins for row in rows}
        return [lists.get(site_id) for site_id in site_ids]

    async def widget_config(self, site_id: UUID, origin: str | None) -> WidgetConfig:
        """What the panel on a page of `origin` needs. Raises `NotFound`, `Forbidden`."""

        async def load(session: AsyncSession) -> WidgetConfig:
            row = await embeddable_site(session, site_id, origin)
            return WidgetConfig(
                site_id=row.id,
                name=row.name,
                color=row.color,
                position=cast("Position", row.position),
                greeting=row.greeting,
                form_fields=await form_of(session, site_id),
            )

        return await self._database.read(load)

    async def list_sites(self) -> SiteList:
        """All sites, in the order in which they came."""
        rows = await self._database.read(lambda session: session.scalars(select(SiteRow).order_by(SiteRow.id)))
        return SiteList(items=[site_from(row) for row in rows])

    async def ensure_first_site(self) -> tuple[UUID, str]:
        """Make a site with a usual form where there is none yet. Returns the first site's id and name."""

        async def make(session: AsyncSession) -> tuple[UUID, str]:
            await session.execute(select(func.pg_advisory_xact_lock(func.hashtext("first-site"))))
            first = await session.scalar(select(SiteRow).order_by(SiteRow.id).limit(1))
            if first is None:
                first = SiteRow(
                    name="My website",
                    color="#c2410c",
                    position="right",
                    greeting="Hello. How can we help?",
                )
                session.add(first)
                await session.flush()
                session.add_all(_usual_form(first.id))
            return first.id, first.name

        return await self._database.write(make)


def site_from(row: SiteRow) -> Site:
    """A site as agents see it."""
    return Site(
        id=row.id,
        name=row.name,
        color=row.color,
        position=cast("Position", row.position),
        greeting=row.greeting,
        version=row.version,
    )


async def embeddable_site(session: AsyncSession, site_id: UUID, origin: str | None) -> SiteRow:
    """The one road to a site for a page that embeds it. Raises `NotFound`, `Forbidden`."""
    row = await session.get(SiteRow, site_id)
    if row is None:
        raise NotFound("site")
    if not rules.may_embed(origin, row.allowed_origins):
        raise not_embeddable()
    return row


def not_embeddable() -> Forbidden:
    """The refusal of a page that is not on the site's list."""
    return Forbidden("origin_not_allowed", "This website may not embed the chat of that site.")


async def form_of(session: AsyncSession, site_id: UUID) -> list[FormField]:
    """The questions of a site's pre-chat form, in order."""
    query = select(FormFieldRow).where(FormFieldRow.site_id == site_id).order_by(FormFieldRow.position)
    return [_field(row) for row in await session.scalars(query)]


def _field(row: FormFieldRow) -> FormField:
    return FormField(
        key=row.key,
        kind=cast("FieldKind", row.kind),
        label=row.label,
        help=row.help,
        required=row.required,
        max_length=row.max_length,
    )


def _usual_form(site_id: UUID) -> list[FormFieldRow]:
    questions = (("name", "text", "Your name", 100), ("email", "email", "Email", 254), ("phone", "phone", "Phone", 40))
    return [
        FormFieldRow(
            site_id=site_id, key=key, kind=kind, label=label, required=key != "phone", max_length=longest, position=n
        )
        for n, (key, kind, label, longest) in enumerate(questions, start=1)
    ]
