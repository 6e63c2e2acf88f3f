"""Grace comes to the site."""

from __future__ import annotations

import msgspec

from stonechat.customers.wire import (
    ChangeCustomer,
    Customer,
    CustomerPage,
    ForgetBrowser,
    Identify,
    OpenSession,
    TellAttributes,
    TellPage,
    WidgetSession,
)
from stonechat.examples.story import CUSTOMER_ID, LATER, MORNING, SITE_ID, TAG_ID, TOKEN, Example

IDENTITY = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJncmFjZSIs…"
"""What the site's own server signed."""
RESUME_KEY = "019a3f0000007000800000000000000a.1.Jb0…"
_NEW_CUSTOMER = Customer(
    id=CUSTOMER_ID,
    site_id=SITE_ID,
    name=None,
    email=None,
    phone=None,
    created_at=MORNING,
    version=1,
    phone_e164=None,
    external_id=None,
    verified_at=None,
    attributes={},
    page_attributes={},
    tag_ids=[],
    note="",
    first_page=None,
    last_page=None,
    referrer=None,
    user_agent=None,
    locale=None,
    time_zone=None,
    head_version=0,
    blocked_at=None,
    erased_at=None,
    merged_into_id=None,
)
_KNOWN = msgspec.structs.replace(_NEW_CUSTOMER, email="grace@example.com", version=4)
THEMSELVES = msgspec.structs.replace(_KNOWN, name="Grace Hopper", version=5)
CUSTOMER = msgspec.structs.replace(
    THEMSELVES,
    external_id="grace",
    verified_at=MORNING,
    attributes={"plan": "pro"},
    page_attributes={"cart": 49.9, "beta": True},
    first_page="https://shop.example/shirts",
    last_page="https://shop.example/cart",
    referrer="https://search.example/",
    user_agent="Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0",
    locale="en-GB",
    time_zone="Europe/Oslo",
    head_version=3,
)
_CHANGED_CUSTOMER = msgspec.structs.replace(
    CUSTOMER,
    phone="+47 22 22 22 22",
    phone_e164="+4722222222",
    note="Wants it before Christmas.",
    tag_ids=[TAG_ID],
    head_version=4,
    version=6,
)
_BLOCKED = msgspec.structs.replace(_CHANGED_CUSTOMER, blocked_at=LATER, version=7)
UNBLOCKED = msgspec.structs.replace(_CHANGED_CUSTOMER, version=8)
ERASED = msgspec.structs.replace(_NEW_CUSTOMER, erased_at=LATER, head_version=5, version=9)

BEGINNING: dict[str, Example] = {
    "openWidgetSession": Example(
        WidgetSession(token=TOKEN, expires_in=1800, resume_key=RESUME_KEY, customer=_NEW_CUSTOMER),
        OpenSession(
            site_id=SITE_ID,
            resume_key=None,
            page="https://shop.example/shirts",
            referrer="https://search.example/",
            locale="en-GB",
            time_zone="Europe/Oslo",
        ),
    ),
    "tellPage": Example(None, TellPage(page="https://shop.example/cart")),
    "tellAttributes": Example(None, TellAttributes(attributes={"cart": 49.9, "beta": True})),
    "identifyCustomer": Example(
        WidgetSession(token=TOKEN, expires_in=1800, resume_key=RESUME_KEY, customer=_KNOWN),
        Identify(token=IDENTITY),
    ),
}

LATER_ON: dict[str, Example] = {
    "listCustomers": Example(CustomerPage(items=[CUSTOMER], next=None), query={"site": str(SITE_ID)}),
    "getCustomer": Example(CUSTOMER),
    "changeCustomer": Example(
        _CHANGED_CUSTOMER,
        ChangeCustomer(head_version=3, phone="+47 22 22 22 22", note="Wants it before Christmas.", tag_ids=[TAG_ID]),
    ),
    "forgetBrowser": Example(None, ForgetBrowser(site_id=SITE_ID, resume_key=RESUME_KEY)),
    "blockCustomer": Example(_BLOCKED),
    "unblockCustomer": Example(UNBLOCKED),
}
