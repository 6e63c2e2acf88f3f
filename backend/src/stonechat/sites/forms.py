"""Pre-chat forms: read, and replaced as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import flag_modified

from stonechat import audit
from stonechat.accounts.actor import AgentActor
from stonechat.db.database import Database
from stonechat.errors import NotFound
from stonechat.sites.rules import check_version, checked_form
from stonechat.sites.tables import FormFieldRow, SiteRow
from stonechat.sites.wire import FieldKind, FieldOption, FormField, SetForm, ShownIf, SiteForm


class Forms:
    """The pre-chat forms of all sites."""

    def __init__(self, database: Database, announce: Callable[[], None]) -> None:
        """`announce` is called after each commit: whoever follows the changes looks at once."""
        self._database = database
        self._announce = announce

    async def read(self, site_id: UUID) -> SiteForm:
        """A site's form. Raises `NotFound`."""

        async def load(session: AsyncSession) -> SiteForm:
            site = await session.get(SiteRow, site_id)
            if site is None:
                raise NotFound("site")
            return SiteForm(fields=await form_of(session, site_id), version=site.version)

        return await self._database.read(load)

    async def replace(self, by: AgentActor, site_id: UUID, request: SetForm) -> SiteForm:
        """Give a site another form; the same one again changes nothing. What customers answered before stays as it is.

        Raises `NotFound`, `InvalidInput` (`invalid_form`), `Conflict` (`version_conflict`).
        """
        fields = checked_form(request.fields)

        async def store(session: AsyncSession) -> SiteForm:
            site = await session.get(SiteRow, site_id, with_for_update={"key_share": True})
            if site is None:
                raise NotFound("site")
            if fields != await form_of(session, site_id):
                check_version(site.version, request.version)
                await _store(session, site_id, fields)
                audit.record(session, by.agent_id, "form_changed", ("site", site_id))
                # The form is no column of the site; whoever holds the site hears of it by the site's version.
                flag_modified(site, "name")
                await session.flush()
            return SiteForm(fields=fields, version=site.version)

        form = await self._database.write(store)
        self._announce()
        return form


async def form_of(session: AsyncSession, site_id: UUID) -> list[FormField]:
    """The questions of a site's pre-chat form, in order."""
    return [_field_from(row) for row in await session.scalars(_rows_of(site_id))]


def usual_form(site_id: UUID) -> list[FormFieldRow]:
    """The form of a new site."""
    questions = (("name", "text", "Your name", 100), ("email", "email", "Email", 254), ("phone", "phone", "Phone", 40))
    return [
        FormFieldRow(
            site_id=site_id, key=key, kind=kind, label=label, required=key != "phone", max_length=longest, position=n
        )
        for n, (key, kind, label, longest) in enumerate(questions, start=1)
    ]


async def _store(session: AsyncSession, site_id: UUID, fields: list[FormField]) -> None:
    stored = {row.key: row for row in await session.scalars(_rows_of(site_id))}
    for position, field in enumerate(fields, start=1):
        row = stored.pop(field.key, None)
        if row is None:
            row = FormFieldRow(site_id=site_id)
            session.add(row)
        values: dict[str, Any] = msgspec.to_builtins(field)
        for name, value in {**values, "position": position}.items():
            setattr(row, name, value)
    for row in stored.values():
        await session.delete(row)
    await session.flush()


def _rows_of(site_id: UUID) -> Select[FormFieldRow]:
    return select(FormFieldRow).where(FormFieldRow.site_id == site_id).order_by(FormFieldRow.position)


def _field_from(row: FormFieldRow) -> FormField:
    return FormField(
        key=row.key,
        kind=cast("FieldKind", row.kind),
        label=row.label,
        help=row.help,
        required=row.required,
        max_length=row.max_length,
        options=msgspec.convert(row.options, list[FieldOption]),
        shown_if=msgspec.convert(row.shown_if, ShownIf | None),
    )
