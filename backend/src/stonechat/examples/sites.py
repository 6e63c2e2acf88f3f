"""A second site, its form and a key of it; and what the widget of the first one is told."""

from __future__ import annotations

import msgspec

from stonechat.examples.story import MORNING, SECOND_SITE_ID, SITE_ID, SITE_KEY_ID, Example
from stonechat.sites.wire import (
    ChangeSite,
    FieldKind,
    FieldOption,
    FormField,
    MakeSite,
    MakeSiteKey,
    NewSiteKey,
    OpeningTime,
    SetForm,
    SetFormField,
    ShownIf,
    SightingList,
    Site,
    SiteForm,
    SiteKey,
    SiteKeyList,
    SiteList,
    SiteTexts,
    WidgetConfig,
)

_SITE = Site(
    id=SITE_ID,
    name="My website",
    color="#c2410c",
    position="right",
    greeting="Hello. How can we help?",
    away_text="",
    texts={},
    time_zone="UTC",
    office_hours=None,
    country=None,
    assignment="round_robin",
    requeue_after=None,
    reopen_days=7,
    retention_days=None,
    allowed_origins=[],
    created_at=MORNING,
    archived_at=None,
    version=1,
)
_NEW_SITE = msgspec.structs.replace(_SITE, id=SECOND_SITE_ID, name="The shop", allowed_origins=["https://shop.example"])
_OFFICE_HOURS = [OpeningTime(day=day, opens="09:00", closes="17:30") for day in range(1, 6)]
_TEXTS = {"de": SiteTexts(greeting="Hallo. Wie können wir helfen?", away_text=None)}
_CHANGED_SITE = msgspec.structs.replace(
    _NEW_SITE, time_zone="Europe/Berlin", office_hours=_OFFICE_HOURS, texts=_TEXTS, version=2
)
_QUESTIONS: list[tuple[str, FieldKind, str, bool, int]] = [
    ("name", "text", "Your name", True, 100),
    ("email", "email", "Email", True, 254),
    ("phone", "phone", "Phone", False, 40),
]
_USUAL_FORM = [
    FormField(
        key=key, kind=kind, label=label, help=None, required=required, max_length=longest, options=[], shown_if=None
    )
    for key, kind, label, required, longest in _QUESTIONS
]
_OPTIONS = [FieldOption(value="order", label="An order"), FieldOption(value="other", label="Something else")]
_IF_ORDER = ShownIf(key="topic", values=["order"])
_TOPIC_FORM = [
    FormField(
        key="topic",
        kind="choice",
        label="What is it about?",
        help=None,
        required=True,
        max_length=100,
        options=_OPTIONS,
        shown_if=None,
    ),
    FormField(
        key="order_number",
        kind="text",
        label="Order number",
        help="It is in the letter that we sent.",
        required=False,
        max_length=20,
        options=[],
        shown_if=_IF_ORDER,
    ),
]

EXAMPLES: dict[str, Example] = {
    "listSites": Example(SiteList(items=[_SITE])),
    "makeSite": Example(
        _NEW_SITE, MakeSite(id=SECOND_SITE_ID, name="The shop", allowed_origins=["https://shop.example"])
    ),
    "getSite": Example(_NEW_SITE),
    "changeSite": Example(
        _CHANGED_SITE, ChangeSite(version=1, time_zone="Europe/Berlin", office_hours=_OFFICE_HOURS, texts=_TEXTS)
    ),
    "getForm": Example(SiteForm(fields=_USUAL_FORM, version=2)),
    "setForm": Example(
        SiteForm(fields=_TOPIC_FORM, version=3),
        SetForm(
            fields=[
                SetFormField(key="topic", kind="choice", label="What is it about?", required=True, options=_OPTIONS),
                SetFormField(
                    key="order_number",
                    kind="text",
                    label="Order number",
                    help="It is in the letter that we sent.",
                    max_length=20,
                    shown_if=_IF_ORDER,
                ),
            ],
            version=2,
        ),
    ),
    "makeSiteKey": Example(
        NewSiteKey(id=SITE_KEY_ID, secret="X3o0pV7…", created_at=MORNING),  # noqa: S106 (the beginning of any secret)
        MakeSiteKey(id=SITE_KEY_ID),
    ),
    "listSightings": Example(SightingList(items=[])),
    "listSiteKeys": Example(SiteKeyList(items=[SiteKey(id=SITE_KEY_ID, created_at=MORNING, revoked_at=None)])),
    "revokeSiteKey": Example(None),
    "getWidgetConfig": Example(
        WidgetConfig(
            site_id=SITE_ID,
            name="My website",
            color="#c2410c",
            position="right",
            greeting="Hello. How can we help?",
            away_text="",
            open=True,
            opens_at=None,
            form_fields=_USUAL_FORM,
        ),
        query={"site": str(SITE_ID), "language": "de-AT"},
    ),
}
