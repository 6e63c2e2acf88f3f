"""Sites as agents see them, and what the widget is told of them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

Position = Literal["left", "right"]
Assignment = Literal["manual", "round_robin", "least_loaded"]
FieldKind = Literal["text", "email", "phone", "long_text", "choice", "checkbox", "consent"]

# The lengths keep a newline out, which the end of a pattern lets through.
Color = Annotated[str, msgspec.Meta(pattern="^#[0-9a-f]{6}$", max_length=7)]
Opens = Annotated[str, msgspec.Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$", max_length=5)]
Closes = Annotated[str, msgspec.Meta(pattern="^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", max_length=5)]
SiteName = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
SiteText = Annotated[str, msgspec.Meta(max_length=1_000)]


class OpeningTime(msgspec.Struct, frozen=True):
    """A time of the week in which the team answers, by the clock of the site's time zone."""

    day: Annotated[int, msgspec.Meta(ge=1, le=7)]
    """1 is Monday."""
    opens: Opens
    closes: Closes
    """Where this is earlier than `opens`, it is on the day after. `24:00` is the end of the day."""


class SiteTexts(msgspec.Struct, frozen=True):
    """What the widget says in one language. None falls back to the language without its region, then to the site's own
    text; an empty text leaves it to the widget's own words."""

    greeting: SiteText | None
    away_text: SiteText | None


class Site(msgspec.Struct, frozen=True):
    """A website that customers write from, as agents see it."""

    id: UUID
    name: str
    color: str
    """As `#rrggbb`."""
    position: Position
    greeting: str
    away_text: str
    """What the widget says while nobody is there; empty leaves that to its own words."""
    texts: dict[str, SiteTexts]
    """By language, as `de` or `de-AT`."""
    time_zone: str
    """An IANA name, as `Europe/Berlin`."""
    office_hours: list[OpeningTime] | None
    """None is always open, an empty list never."""
    country: str | None
    """Whose phone numbers are written without a country code: ISO 3166-1 alpha-2, as `DE`."""
    assignment: Assignment
    requeue_after: int | None
    """Seconds after which open conversations of an agent who went offline wait for another; None keeps them."""
    reopen_days: int
    """How long a customer's message opens a resolved conversation again."""
    retention_days: int | None
    """How long a resolved conversation is kept; None is for ever."""
    allowed_origins: list[str]
    """Whose pages may embed the widget, as `https://shop.example`; an empty list means any."""
    created_at: datetime
    archived_at: datetime | None
    """Since then its widget opens no more; what was written stays."""
    version: int


class SiteList(msgspec.Struct, frozen=True):
    """All sites, in the order in which they came."""

    items: list[Site]


class SiteSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What may be set of a site. What is left out stays as it is."""

    name: SiteName | msgspec.UnsetType = msgspec.UNSET
    color: Color | msgspec.UnsetType = msgspec.UNSET
    position: Position | msgspec.UnsetType = msgspec.UNSET
    greeting: SiteText | msgspec.UnsetType = msgspec.UNSET
    away_text: SiteText | msgspec.UnsetType = msgspec.UNSET
    texts: Annotated[dict[str, SiteTexts], msgspec.Meta(max_length=50)] | msgspec.UnsetType = msgspec.UNSET
    time_zone: Annotated[str, msgspec.Meta(max_length=60)] | msgspec.UnsetType = msgspec.UNSET
    office_hours: Annotated[list[OpeningTime], msgspec.Meta(max_length=70)] | msgspec.UnsetType | None = msgspec.UNSET
    country: Annotated[str, msgspec.Meta(max_length=2)] | msgspec.UnsetType | None = msgspec.UNSET
    assignment: Assignment | msgspec.UnsetType = msgspec.UNSET
    requeue_after: Annotated[int, msgspec.Meta(ge=0, le=604_800)] | msgspec.UnsetType | None = msgspec.UNSET
    reopen_days: Annotated[int, msgspec.Meta(ge=0, le=365)] | msgspec.UnsetType = msgspec.UNSET
    retention_days: Annotated[int, msgspec.Meta(ge=1, le=36_500)] | msgspec.UnsetType | None = msgspec.UNSET
    allowed_origins: (
        Annotated[list[Annotated[str, msgspec.Meta(max_length=300)]], msgspec.Meta(max_length=100)] | msgspec.UnsetType
    ) = msgspec.UNSET


class MakeSite(SiteSettings, frozen=True, kw_only=True):
    """A new site. What is left out is as on the first one."""

    id: UUID
    """Minted by the sender, a UUIDv7; a retry sends the same one."""
    name: SiteName


class ChangeSite(SiteSettings, frozen=True, kw_only=True):
    """What changes of a site. What is left out stays."""

    version: int
    """The one that the admin saw: two admins do not overwrite each other."""
    archived: bool | msgspec.UnsetType = msgspec.UNSET
    """An archived site's widget opens no more. The last active site cannot be archived."""


class FieldOption(msgspec.Struct, frozen=True):
    """One thing to choose."""

    value: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    """The answer that is sent."""
    label: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class ShownIf(msgspec.Struct, frozen=True):
    """When a question is asked: the earlier one is asked, and is answered with one of these values."""

    key: Annotated[str, msgspec.Meta(max_length=60)]
    """Of an earlier `choice` or `checkbox`."""
    values: Annotated[list[Annotated[str, msgspec.Meta(max_length=100)]], msgspec.Meta(min_length=1, max_length=50)]
    """A ticked checkbox is `yes`, another one is empty."""


class FormField(msgspec.Struct, frozen=True):
    """One question of the pre-chat form. The keys `name`, `email` and `phone` fill the customer's profile."""

    key: str
    kind: FieldKind
    label: str
    help: str | None
    required: bool
    max_length: int
    options: list[FieldOption]
    """For a `choice`; the answer is the value of one of them. A ticked `checkbox` or `consent` is answered `yes`."""
    shown_if: ShownIf | None
    """None: it is always asked. The answer to a question that is not asked is ignored."""


class SetFormField(msgspec.Struct, frozen=True):
    """One question of the pre-chat form, as an admin wants it."""

    key: Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]{0,59}$", max_length=60)]
    """Names the question in answers and rules. It stays the same when the question gets other words."""
    kind: FieldKind
    label: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    help: Annotated[str, msgspec.Meta(max_length=500)] | None = None
    required: bool = False
    max_length: Annotated[int, msgspec.Meta(ge=1, le=5_000)] | None = None
    """Characters. None is what is usual for its kind."""
    options: Annotated[list[FieldOption], msgspec.Meta(max_length=50)] = []
    """For a `choice`, at least two."""
    shown_if: ShownIf | None = None


class SetForm(msgspec.Struct, frozen=True):
    """A whole pre-chat form, in its order. Stored answers keep the labels of their day."""

    fields: Annotated[list[SetFormField], msgspec.Meta(max_length=30)]
    version: int
    """The site's, as the admin saw it: two admins do not overwrite each other."""


class SiteForm(msgspec.Struct, frozen=True):
    """A site's pre-chat form."""

    fields: list[FormField]
    version: int
    """The site's."""


class WidgetConfig(msgspec.Struct, frozen=True):
    """What the panel needs before the first message."""

    site_id: UUID
    name: str
    color: str
    """As `#rrggbb`."""
    position: Position
    greeting: str
    """In the language that was asked for, where the site has one."""
    away_text: str
    """The same; what to say outside the office hours. Empty leaves it to the widget's own words."""
    open: bool
    """Whether these are office hours; whether anybody is online is another question."""
    opens_at: datetime | None
    """When the office hours begin again; None while they last, and when they never come."""
    form_fields: list[FormField]


class MakeSiteKey(msgspec.Struct, frozen=True):
    """A new key for verified identity."""

    id: UUID
    """Minted by the sender, a UUIDv7; a retry sends the same one."""


class NewSiteKey(msgspec.Struct, frozen=True):
    """A key for verified identity with its secret, which is shown only now."""

    id: UUID
    secret: str
    """The site's own server signs its customers' JWTs with it, by HS256."""
    created_at: datetime


class SiteKey(msgspec.Struct, frozen=True):
    """A key for verified identity."""

    id: UUID
    created_at: datetime
    revoked_at: datetime | None
    """Since then nothing that it signed is believed."""


class SiteKeyList(msgspec.Struct, frozen=True):
    """All keys of a site, newest first, revoked ones too."""

    items: list[SiteKey]


class Sighting(msgspec.Struct, frozen=True):
    """A website on which somebody came near the chat."""

    origin: str
    allowed: bool
    """Whether it was on the list of those who may embed, the last time."""
    seen_at: datetime


class SightingList(msgspec.Struct, frozen=True):
    """The latest first."""

    items: list[Sighting]
