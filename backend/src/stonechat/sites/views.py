"""Sites as agents see them."""

from __future__ import annotations

from typing import cast

import msgspec

from stonechat.sites.tables import SiteRow
from stonechat.sites.wire import Assignment, OpeningTime, Position, Site, SiteTexts


def site_from(row: SiteRow) -> Site:
    """A site as agents see it."""
    return Site(
        id=row.id,
        name=row.name,
        color=row.color,
        position=cast("Position", row.position),
        greeting=row.greeting,
        away_text=row.away_text,
        texts={
            language: SiteTexts(greeting=texts.get("greeting"), away_text=texts.get("away_text"))
            for language, texts in row.texts.items()
        },
        time_zone=row.time_zone,
        office_hours=office_hours_of(row),
        country=row.country,
        assignment=cast("Assignment", row.assignment),
        requeue_after=row.requeue_after,
        reopen_days=row.reopen_days,
        retention_days=row.retention_days,
        allowed_origins=row.allowed_origins,
        created_at=row.created_at,
        archived_at=row.archived_at,
        version=row.version,
    )


def office_hours_of(row: SiteRow) -> list[OpeningTime] | None:
    """A site's office hours; None is always."""
    return msgspec.convert(row.office_hours, list[OpeningTime] | None)
