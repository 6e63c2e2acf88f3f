"""Letting customers in, knowing them again, and hearing where they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.actor import CustomerActor
from stonechat.accounts.revocations import revoke
from stonechat.accounts.tokens import KeyPurpose, Tokens
from stonechat.audit import request_address
from stonechat.customers import rules
from stonechat.customers.service import customer_from, is_gone, session_over
from stonechat.customers.tables import CustomerRow, CustomerSessionRow
from stonechat.customers.wire import ForgetBrowser, OpenSession, TellAttributes, TellPage, WidgetSession
from stonechat.db.base import THIS_TRANSACTION
from stonechat.db.database import Database
from stonechat.errors import FieldFault, Forbidden, InvalidInput, Unauthenticated
from stonechat.ids import new_id
from stonechat.sites.service import embeddable_site
from stonechat.throttling import Throttle, Throttles, address_key

NEW_CUSTOMERS = Throttle("new_customers", burst=30, interval=timedelta(seconds=10))
RETURNS = Throttle("returns", burst=120, interval=timedelta(seconds=1))
PAGES = Throttle("pages", burst=60, interval=timedelta(seconds=2))


class CustomerSessions:
    """The browsers of customers.

    That somebody came or went on to another page is not announced: it may be told a second later.
    """

    def __init__(self, database: Database, tokens: Tokens, throttles: Throttles, announce: Callable[[], None]) -> None:
        """`announce` is called when a session has ended: whoever follows the changes looks at once."""
        self._database = database
        self._tokens = tokens
        self._throttles = throttles
        self._announce = announce

    async def open(
        self, request: OpenSession, origin: str | None = None, user_agent: str | None = None
    ) -> WidgetSession:
        """Let a new customer in, or one who shows a resume key.

        Raises `NotFound` and `Forbidden` as the site says, `Unauthenticated` (`resume_key_invalid`) for a key that
        opens nothing on this site, `Forbidden` (`blocked`), `TooManyRequests`.
        """
        origin = origin.lower() if origin is not None else None
        opened: tuple[UUID, int] | None = None
        if request.resume_key is not None:
            opened = self._tokens.open_key(KeyPurpose.CUSTOMER_RESUME, request.resume_key)
            if opened is None:
                raise _key_invalid()
        await self._throttles.check({RETURNS if opened else NEW_CUSTOMERS: address_on(request.site_id)})
        visit = rules.read_visit(request.page, request.referrer, request.locale, request.time_zone, user_agent)
        new_customer_id, new_session_id = new_id(), new_id()

        async def admit(session: AsyncSession) -> tuple[CustomerRow, CustomerSessionRow]:
            await embeddable_site(session, request.site_id, origin)
            if opened is not None:
                customer, browser = await _resume(session, request.site_id, *opened)
                note_visit(customer, visit)
                await session.flush()
                return customer, browser
            # Made by an earlier turn of this very request, whose commit was not heard of?
            known = await session.get(CustomerSessionRow, new_session_id)
            if known is not None:
                return await session.get_one(CustomerRow, new_customer_id), known
            customer = CustomerRow(id=new_customer_id, site_id=request.site_id)
            note_visit(customer, visit)
            session.add(customer)
            await session.flush()
            browser = CustomerSessionRow(id=new_session_id, customer_id=customer.id, generation=1)
            session.add(browser)
            await session.flush()
            return customer, browser

        return session_of(self._tokens, *await self._database.write(admit), origin)

    async def forget(self, request: ForgetBrowser, origin: str | None) -> None:
        """End the session of a browser: its key and its tokens are good for nothing any more, also when asked again.

        Raises `NotFound` and `Forbidden` as the site says, `Unauthenticated` (`resume_key_invalid`) for a key that
        opens nothing on this site, `TooManyRequests`.
        """
        opened = self._tokens.open_key(KeyPurpose.CUSTOMER_RESUME, request.resume_key)
        if opened is None:
            raise _key_invalid()
        await self._throttles.check({RETURNS: address_on(request.site_id)})

        async def end(session: AsyncSession) -> None:
            await embeddable_site(session, request.site_id, origin.lower() if origin is not None else None)
            _, browser = await _browser_of(session, request.site_id, opened[0])
            if browser.revoked_at is not None:
                return
            if rules.judge_resume(opened[1], browser.generation) is rules.Resume.REFUSE:
                raise _key_invalid()
            browser.revoked_at = datetime.now(UTC)
            await revoke(session, [browser.id])

        await self._database.write(end)
        self._announce()

    async def tell_page(self, actor: CustomerActor, request: TellPage) -> None:
        """Note where a customer went. Raises `InvalidInput` for what is no address of a page, `TooManyRequests`."""
        page = rules.read_page(request.page)
        if page is None:
            fault = FieldFault("/page", "Give an address that begins with http:// or https://.")
            raise InvalidInput("invalid_input", "This is no address of a page.", (fault,))
        await self._throttles.check({PAGES: actor.customer_id.hex})
        moved = update(CustomerRow).where(
            CustomerRow.id == actor.customer_id,
            CustomerRow.last_page.is_distinct_from(page),
            CustomerRow.erased_at.is_(None),
            CustomerRow.merged_into_id.is_(None),
        )
        news = {
            "first_page": func.coalesce(CustomerRow.first_page, page),
            "last_page": page,
            "version": CustomerRow.version + 1,
            "changed_xid": THIS_TRANSACTION,
        }
        await self._database.write(lambda session: session.execute(moved.values(news)))

    async def tell_attributes(self, actor: CustomerActor, request: TellAttributes) -> None:
        """Note what a page says of its customer. Raises `InvalidInput`, `Unauthenticated`, `TooManyRequests`."""
        faults = rules.check_profile({}, request.attributes)
        if faults:
            raise InvalidInput("invalid_input", "Some of this cannot be stored.", faults)
        await self._throttles.check({PAGES: actor.customer_id.hex})

        async def store(session: AsyncSession) -> None:
            row = await session.get(CustomerRow, actor.customer_id, with_for_update={"key_share": True})
            if row is None or is_gone(row):
                raise session_over()
            told = rules.change_attributes(row.page_attributes, request.attributes)
            if told != row.page_attributes:
                row.page_attributes = told

        await self._database.write(store)


def note_visit(row: CustomerRow, visit: rules.Visit) -> None:
    """Note where a customer is and with what. The first page, and what led there, are set once."""
    if row.first_page is None and visit.page is not None:
        row.first_page, row.referrer = visit.page, visit.referrer
    row.last_page = visit.page or row.last_page
    row.user_agent = visit.user_agent or row.user_agent
    row.locale = visit.locale or row.locale
    row.time_zone = visit.time_zone or row.time_zone


def session_of(tokens: Tokens, customer: CustomerRow, browser: CustomerSessionRow, origin: str | None) -> WidgetSession:
    """What a browser gets for its session: a token for now, and the key to come back with."""
    actor = CustomerActor(customer_id=customer.id, session_id=browser.id, site_id=customer.site_id, origin=origin)
    token, lifetime = tokens.issue(actor)
    return WidgetSession(
        token=token,
        expires_in=lifetime,
        resume_key=tokens.mint_key(KeyPurpose.CUSTOMER_RESUME, browser.id, browser.generation),
        customer=customer_from(customer, actor),
    )


def address_on(site_id: UUID) -> str:
    """What is counted where requests are limited by address and site."""
    return f"{address_key(request_address.get())} {site_id.hex}"


def blocked() -> Forbidden:
    """The refusal of a customer from whom the team does not want to hear."""
    return Forbidden("blocked", "The team takes no messages from here.")


async def _resume(
    session: AsyncSession, site_id: UUID, session_id: UUID, presented: int
) -> tuple[CustomerRow, CustomerSessionRow]:
    customer, browser = await _browser_of(session, site_id, session_id)
    if customer.blocked_at is not None:
        raise blocked()
    verdict = rules.judge_resume(presented, browser.generation)
    if browser.revoked_at is not None or verdict is rules.Resume.REFUSE:
        raise _key_invalid()
    if verdict is rules.Resume.ROTATE:
        browser.generation = presented + 1
        browser.used_at = datetime.now(UTC)
    return customer, browser


async def _browser_of(session: AsyncSession, site_id: UUID, session_id: UUID) -> tuple[CustomerRow, CustomerSessionRow]:
    """Both locked, the customer first."""
    customer_id = await session.scalar(
        select(CustomerSessionRow.customer_id).where(CustomerSessionRow.id == session_id)
    )
    if customer_id is None:
        raise _key_invalid()
    customer = await session.get_one(CustomerRow, customer_id, with_for_update={"key_share": True})
    browser = await session.get_one(CustomerSessionRow, session_id, with_for_update=True)
    if customer.site_id != site_id:
        raise _key_invalid()
    return customer, browser


def _key_invalid() -> Unauthenticated:
    return Unauthenticated("resume_key_invalid", "This chat cannot be resumed; please start a new one.")
