"""Customers' profiles: what the team reads and edits, and whom it does not want to hear from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from msgspec import UNSET, UnsetType
from msgspec.structs import replace
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat import audit
from stonechat.accounts.actor import Actor, AgentActor, CustomerActor
from stonechat.accounts.revocations import revoke
from stonechat.customers import rules
from stonechat.customers.tables import CustomerRow, CustomerSessionRow
from stonechat.customers.wire import ChangeCustomer, Customer, CustomerPage
from stonechat.db.database import Database
from stonechat.errors import Conflict, InvalidInput, NotFound, Unauthenticated
from stonechat.paging import ById, decode_key, encode_key
from stonechat.sites.tables import SiteRow
from stonechat.tags.service import check_tags

T = TypeVar("T")

PROFILE_KEYS = ("name", "email", "phone")


class Customers:
    """The customers of all sites."""

    def __init__(self, database: Database, announce: Callable[[], None]) -> None:
        """`announce` is called after each commit: whoever follows the changes looks at once."""
        self._database = database
        self._announce = announce

    async def get(self, actor: Actor, customer_id: UUID) -> Customer:
        """One customer; a customer sees only themselves. Raises `NotFound`."""
        if isinstance(actor, CustomerActor) and actor.customer_id != customer_id:
            raise NotFound("customer")
        row = await self._database.read(lambda session: session.get(CustomerRow, customer_id))
        if row is None:
            raise NotFound("customer")
        return customer_from(row, actor)

    async def list_customers(
        self, actor: AgentActor, site_id: UUID | None, limit: int, after: str | None
    ) -> CustomerPage:
        """A page of customers, newest first. Raises `InvalidInput` for a strange `after`."""
        query = select(CustomerRow).where(CustomerRow.erased_at.is_(None), CustomerRow.merged_into_id.is_(None))
        if site_id is not None:
            query = query.where(CustomerRow.site_id == site_id)
        if after is not None:
            query = query.where(CustomerRow.id < decode_key(after, ById).id)
        query = query.order_by(CustomerRow.id.desc()).limit(limit + 1)
        rows = (await self._database.read(lambda session: session.scalars(query))).all()
        more = encode_key(ById(rows[limit - 1].id)) if len(rows) > limit else None
        return CustomerPage(items=[customer_from(row, actor) for row in rows[:limit]], next=more)

    async def change(self, actor: AgentActor, customer_id: UUID, request: ChangeCustomer) -> Customer:
        """Change a profile. A change that is there already is no conflict, so a retry is harmless.

        Raises `NotFound`, `Conflict` (`version_conflict`, `customer_gone`), `InvalidInput`.
        """
        texts = {key: _filled(value) for key in PROFILE_KEYS if (value := getattr(request, key)) is not UNSET}
        note = "" if request.note is UNSET else request.note
        attributes = {} if request.attributes is UNSET else request.attributes
        faults = rules.check_profile({**texts, "note": note}, attributes)
        if faults:
            raise InvalidInput("invalid_input", "Some of this cannot be stored.", faults)

        async def store(session: AsyncSession) -> Customer:
            row = await lock_customer(session, customer_id)
            tag_ids = row.tag_ids if request.tag_ids is UNSET else list(dict.fromkeys(request.tag_ids))
            attributes, note = _given(request.attributes, row.attributes), _given(request.note, row.note)
            is_there = all(getattr(row, key) == value for key, value in texts.items())
            if is_there and (tag_ids, attributes, note) == (row.tag_ids, row.attributes, row.note):
                return customer_from(row, actor)
            if row.head_version != request.head_version:
                raise Conflict("version_conflict", "This was changed meanwhile; look at it again.")
            added = set(tag_ids) - set(row.tag_ids)
            if added:
                await check_tags(session, added)
            await take_texts(session, row, texts)
            row.tag_ids, row.attributes, row.note = tag_ids, attributes, note
            row.head_version += 1
            await session.flush()
            return customer_from(row, actor)

        changed = await self._database.write(store)
        self._announce()
        return changed

    async def block(self, actor: AgentActor, customer_id: UUID) -> Customer:
        """Hear no more from a customer: their sessions end. Once more is harmless. Raises `NotFound`, `Conflict`."""

        async def store(session: AsyncSession) -> Customer:
            row = await lock_customer(session, customer_id)
            if row.blocked_at is None:
                row.blocked_at = datetime.now(UTC)
                await end_sessions(session, row.id)
                audit.record(session, actor.agent_id, "customer_blocked", ("customer", row.id))
                await session.flush()
            return customer_from(row, actor)

        changed = await self._database.write(store)
        self._announce()
        return changed

    async def unblock(self, actor: AgentActor, customer_id: UUID) -> Customer:
        """Let a customer in again, whose sessions stay ended. Once more is harmless. Raises `NotFound`, `Conflict`."""

        async def store(session: AsyncSession) -> Customer:
            row = await lock_customer(session, customer_id)
            if row.blocked_at is not None:
                row.blocked_at = None
                audit.record(session, actor.agent_id, "customer_unblocked", ("customer", row.id))
                await session.flush()
            return customer_from(row, actor)

        changed = await self._database.write(store)
        self._announce()
        return changed


def customer_from(row: CustomerRow, reader: Actor) -> Customer:
    """A customer as this reader sees them: what the team knows of them is not theirs to read."""
    customer = Customer(
        id=row.id,
        site_id=row.site_id,
        name=row.name,
        email=row.email,
        phone=row.phone,
        created_at=row.created_at,
        version=row.version,
        phone_e164=row.phone_e164,
        external_id=row.external_id,
        verified_at=row.verified_at,
        attributes=row.attributes,
        page_attributes=row.page_attributes,
        tag_ids=row.tag_ids,
        note=row.note,
        first_page=row.first_page,
        last_page=row.last_page,
        referrer=row.referrer,
        user_agent=row.user_agent,
        locale=row.locale,
        time_zone=row.time_zone,
        head_version=row.head_version,
        blocked_at=row.blocked_at,
        erased_at=row.erased_at,
        merged_into_id=row.merged_into_id,
    )
    return customer if isinstance(reader, AgentActor) else replace(customer, **_FOR_CUSTOMERS)


_FOR_CUSTOMERS: dict[str, Any] = {
    "phone_e164": None,
    "external_id": None,
    "verified_at": None,
    "attributes": {},
    "page_attributes": {},
    "tag_ids": [],
    "note": "",
    "first_page": None,
    "last_page": None,
    "referrer": None,
    "user_agent": None,
    "locale": None,
    "time_zone": None,
    "head_version": 0,
    "blocked_at": None,
    "erased_at": None,
    "merged_into_id": None,
}
"""What stands in their own profile in place of what the team knows."""


async def customers_of(session: AsyncSession, customer_ids: set[UUID], reader: Actor) -> list[Customer]:
    """These customers' profiles, for lists that show whose a conversation is."""
    if not customer_ids:
        return []
    rows = await session.scalars(select(CustomerRow).where(CustomerRow.id.in_(customer_ids)).order_by(CustomerRow.id))
    return [customer_from(row, reader) for row in rows]


async def learn_from_answers(session: AsyncSession, actor: CustomerActor, answers: Mapping[str, str]) -> Customer:
    """Take name, e-mail and phone of a checked form into the profile. What was left empty changes nothing.

    What the site's own server said is not overwritten. Raises `Unauthenticated` for a customer who is gone.
    """
    row = await session.get(CustomerRow, actor.customer_id, with_for_update={"key_share": True})
    if row is None or is_gone(row):
        raise session_over()
    given = {key: value for key in PROFILE_KEYS if (value := answers.get(key, "").strip())}
    if row.verified_at is not None:
        given = {key: value for key, value in given.items() if not getattr(row, key)}
    if await take_texts(session, row, given):
        row.head_version += 1
    await session.flush()
    return customer_from(row, actor)


async def take_texts(session: AsyncSession, row: CustomerRow, texts: Mapping[str, str | None]) -> bool:
    """Change some of name, e-mail and phone of a locked customer. Returns whether that changed anything."""
    changed = {key: value for key, value in texts.items() if getattr(row, key) != value}
    if "phone" in changed:
        country = await session.scalar(select(SiteRow.country).where(SiteRow.id == row.site_id))
        row.phone_e164 = rules.normalise_phone(changed["phone"], country)
    for key, value in changed.items():
        setattr(row, key, value)
    return bool(changed)


def forget_profile(row: CustomerRow) -> None:
    """Empty a locked customer's profile. What is left says that there was somebody, and when."""
    row.name = row.email = row.phone = row.phone_e164 = None
    row.external_id = row.verified_at = None
    row.attributes, row.page_attributes, row.tag_ids, row.note = {}, {}, [], ""
    row.first_page = row.last_page = row.referrer = None
    row.user_agent = row.locale = row.time_zone = None
    row.head_version += 1


async def lock_customer(session: AsyncSession, customer_id: UUID) -> CustomerRow:
    """A customer who is to be changed. Customers are locked by id, and before their sessions and conversations.

    Raises `NotFound`, `Conflict` (`customer_gone`).
    """
    row = await session.get(CustomerRow, customer_id, with_for_update={"key_share": True})
    if row is None:
        raise NotFound("customer")
    if is_gone(row):
        raise Conflict("customer_gone", "This customer was erased, or turned out to be another one.")
    return row


async def end_sessions(session: AsyncSession, customer_id: UUID) -> None:
    """End the sessions of a locked customer: no token and no resume key of theirs is good any more."""
    over = update(CustomerSessionRow).where(
        CustomerSessionRow.customer_id == customer_id, CustomerSessionRow.revoked_at.is_(None)
    )
    over = over.values(revoked_at=func.now()).execution_options(synchronize_session=False)
    await revoke(session, (await session.scalars(over.returning(CustomerSessionRow.id))).all())


def is_gone(row: CustomerRow) -> bool:
    """Whether nobody can be this customer any more."""
    return row.erased_at is not None or row.merged_into_id is not None


def session_over() -> Unauthenticated:
    """The refusal of a session that ended meanwhile."""
    return Unauthenticated("unauthenticated", "This session has ended.")


def _filled(text: str | None) -> str | None:
    return text.strip() or None if text is not None else None


def _given(wanted: T | UnsetType, stored: T) -> T:
    return stored if isinstance(wanted, UnsetType) else wanted
