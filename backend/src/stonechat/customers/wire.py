"""Customers as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID

import msgspec

LONGEST_NAME = 200
LONGEST_EMAIL = 254
LONGEST_PHONE = 40
LONGEST_NOTE = 5_000
LONGEST_EXTERNAL_ID = 200
LONGEST_IDENTITY = 16_384
LONGEST_RESUME_KEY = 200
MOST_ATTRIBUTES = 50
MOST_TAGS = 50
LARGEST_NUMBER = 2.0**53
"""Up to here every reader of JSON means the same number."""

Name = Annotated[str, msgspec.Meta(max_length=LONGEST_NAME)]
Email = Annotated[str, msgspec.Meta(max_length=LONGEST_EMAIL)]
Phone = Annotated[str, msgspec.Meta(max_length=LONGEST_PHONE)]
AttributeKey = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_.-]{1,60}$")]
AttributeText = Annotated[str, msgspec.Meta(max_length=500)]
AttributeNumber = Annotated[float, msgspec.Meta(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]
AttributeValue: TypeAlias = AttributeText | AttributeNumber | bool | None
Attributes = Annotated[dict[AttributeKey, AttributeValue], msgspec.Meta(max_length=MOST_ATTRIBUTES)]


class Customer(msgspec.Struct, frozen=True):
    """A person who writes from a site. Customers see of themselves what stands before `phone_e164`; the rest is empty
    for them.
    """

    id: UUID
    site_id: UUID
    name: str | None
    email: str | None
    phone: str | None
    """As it was typed."""
    created_at: datetime
    version: int
    phone_e164: str | None
    """The same with its country code, as `+4930901820`, where that is known."""
    external_id: str | None
    """Who the site's own server says that this is."""
    verified_at: datetime | None
    """Since when it says so."""
    attributes: dict[str, AttributeValue]
    """Whatever the team, its programs and the site's own server want to know."""
    page_attributes: dict[str, AttributeValue]
    """What the site's pages say of them. Any visitor could make a page say it, so nobody vouches for it."""
    tag_ids: list[UUID]
    note: str
    """What the team wants to remember."""
    first_page: str | None
    last_page: str | None
    referrer: str | None
    """What led to the first page."""
    user_agent: str | None
    locale: str | None
    time_zone: str | None
    head_version: int
    """The base of a change; 0 for customers."""
    blocked_at: datetime | None
    erased_at: datetime | None
    """Since then nobody knows who this was."""
    merged_into_id: UUID | None
    """Who this turned out to be: what they wrote is that customer's now."""


class CustomerPage(msgspec.Struct, frozen=True):
    """A page of customers, newest first, without those who were erased or turned out to be somebody else."""

    items: list[Customer]
    next: str | None


class ChangeCustomer(msgspec.Struct, frozen=True):
    """What agents change of a customer. What is left out stays."""

    head_version: int
    """The one that the agent saw: two agents do not overwrite each other."""
    name: Name | msgspec.UnsetType | None = msgspec.UNSET
    email: Email | msgspec.UnsetType | None = msgspec.UNSET
    phone: Phone | msgspec.UnsetType | None = msgspec.UNSET
    attributes: Attributes | msgspec.UnsetType = msgspec.UNSET
    """All of them: one that is left out is removed."""
    tag_ids: Annotated[list[UUID], msgspec.Meta(max_length=MOST_TAGS)] | msgspec.UnsetType = msgspec.UNSET
    note: Annotated[str, msgspec.Meta(max_length=LONGEST_NOTE)] | msgspec.UnsetType = msgspec.UNSET


class OpenSession(msgspec.Struct, frozen=True):
    """What a widget knows of its customer, and where they are. What is strange about the latter is left out."""

    site_id: UUID
    resume_key: str | None
    """None for somebody new."""
    page: str | None = None
    """The address of the page, http or https."""
    referrer: str | None = None
    locale: str | None = None
    """As `de-CH`."""
    time_zone: str | None = None
    """As `Europe/Zurich`."""


class ForgetBrowser(msgspec.Struct, frozen=True):
    """Which browser is to be nobody's any more, by what it keeps."""

    site_id: UUID
    resume_key: Annotated[str, msgspec.Meta(max_length=LONGEST_RESUME_KEY)]


class TellPage(msgspec.Struct, frozen=True):
    """Where a customer went without loading a page."""

    page: str


class TellAttributes(msgspec.Struct, frozen=True):
    """What a page knows of its customer. What is left out stays, and null takes something away."""

    attributes: Attributes


class Identify(msgspec.Struct, frozen=True):
    """Who the site's own server says that this customer is."""

    token: Annotated[str, msgspec.Meta(max_length=LONGEST_IDENTITY)]
    """A JWT, signed with HS256 and one of the site's keys. `sub` is the server's own id of the person; `exp`, at most a
    day ahead, is required. `name`, `email`, `phone` and `attributes` win over what was typed.
    """


class WidgetSession(msgspec.Struct, frozen=True):
    """A customer's access to their conversations."""

    token: str
    expires_in: int
    """Seconds."""
    resume_key: str
    """Keep this one in place of the one that was sent, which ends when this one is used."""
    customer: Customer
