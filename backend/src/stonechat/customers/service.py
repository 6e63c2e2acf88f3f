"""Letting customers in, knowing them again, and reading their profiles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.actor import AgentActor, CustomerActor
from stonechat.accounts.tokens import KeyPurpose, Tokens
from stonechat.customers import rules
from stonechat.customers.tables import CustomerRow, CustomerSessionRow
from stonechat.customers.wire import Customer, OpenSession, WidgetSession
from stonechat.db.database import Database
from stonechat.errors import NotFound, Unauthenticated
from stonechat.ids import new_id
from stonechat.sites.service import embeddable_site

PROFILE_KEYS = ("name", "email", "phone")


class Customers:
    """Customers and their sessions."""

    def __init__(self, database: Database, tokens: Tokens) -> None:
        self._database = database
        self._tokens = tokens

    async def open_session(self, request: OpenSession, origin: str | None) -> WidgetSession:
        """Let a new customer in, or one who shows a resume key.

        Raises `NotFound` and `Forbidden` as the site says, `Unauthenticated` (`resume_key_invalid`) for a key that
        opens nothing on this site.
        """
        origin = origin.lower() if origin is not None else None
        opened: tuple[UUID, int] | None = None
        if request.resume_key is not None:
            opened = self._tokens.open_key(KeyPurpose.CUSTOMER_RESUME, request.resume_key)
            if opened is None:
                raise _key_invalid()
        new_customer_id, new_session_id = new_id(), new_id()

        async def admit(session: AsyncSession) -> tuple[CustomerRow, CustomerSessionRow]:
            await embeddable_site(session, request.site_id, origin)
            if opened is not None:
                return await _resume(session, request.site_id, *opened)
            # Made by an earlier turn of this very request, whose commit was not heard of?
            known = await session.get(CustomerSessionRow, new_session_id)
            if known is not None:
                return await session.get_one(CustomerRow, new_customer_id), known
            customer = CustomerRow(id=new_customer_id, site_id=request.site_id)
            session.add(customer)
            await session.flush()
            browser = CustomerSessionRow(id=new_session_id, customer_id=customer.id, generation=1)
            session.add(browser)
            await session.flush()
            return customer, browser

        customer, browser = await self._database.write(admit)
        actor = CustomerActor(customer_id=customer.id, session_id=browser.id, site_id=customer.site_id, origin=origin)
        token, lifetime = self._tokens.issue(actor)
        return WidgetSession(
            token=token,
            expires_in=lifetime,
            resume_key=self._tokens.mint_key(KeyPurpose.CUSTOMER_RESUME, browser.id, browser.generation),
            customer=customer_from(customer),
        )

    async def get(self, actor: AgentActor | CustomerActor, customer_id: UUID) -> Customer:
        """One customer; a customer sees only themselves. Raises `NotFound`."""
        if isinstance(actor, CustomerActor) and actor.customer_id != customer_id:
            raise NotFound("customer")
        row = await self._database.read(lambda session: session.get(CustomerRow, customer_id))
        if row is None:
            raise NotFound("customer")
        return customer_from(row)


def customer_from(row: CustomerRow) -> Customer:
    """A customer as the API shows them."""
    return Customer(
        id=row.id,
        site_id=row.site_id,
        name=row.name,
        email=row.email,
        phone=row.phone,
        created_at=row.created_at,
        version=row.version,
    )


async def learn_from_answers(session: AsyncSession, customer_id: UUID, answers: Mapping[str, str]) -> Customer:
    """Take name, e-mail and phone of a checked form into the profile. What was left empty changes nothing."""
    row = await session.get_one(CustomerRow, customer_id, with_for_update={"key_share": True})
    for key in PROFILE_KEYS:
        value = answers.get(key, "").strip()
        if value and getattr(row, key) != value:
            setattr(row, key, value)
    await session.flush()
    return customer_from(row)


async def customers_of(session: AsyncSession, customer_ids: set[UUID]) -> list[Customer]:
    """These customers' profiles, for lists that show whose a conversation is."""
    if not customer_ids:
        return []
    rows = await session.scalars(select(CustomerRow).where(CustomerRow.id.in_(customer_ids)).order_by(CustomerRow.id))
    return [customer_from(row) for row in rows]


async def _resume(
    session: AsyncSession, site_id: UUID, session_id: UUID, presented: int
) -> tuple[CustomerRow, CustomerSessionRow]:
    browser = await session.get(CustomerSessionRow, session_id, with_for_update=True)
    if browser is None or browser.revoked_at is not None:
        raise _key_invalid()
    customer = await session.get_one(CustomerRow, browser.customer_id)
    verdict = rules.judge_resume(presented, browser.generation)
    if customer.site_id != site_id or verdict is rules.Resume.REFUSE:
        raise _key_invalid()
    if verdict is rules.Resume.ROTATE:
        browser.generation = presented + 1
        browser.used_at = datetime.now(UTC)
    return customer, browser


def _key_invalid() -> Unauthenticated:
    return Unauthenticated("resume_key_invalid", "This chat cannot be resumed; please start a new one.")
