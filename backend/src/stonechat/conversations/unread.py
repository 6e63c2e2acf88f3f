"""What a page with a closed widget has to know of a customer who has been there before, in one call."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.tokens import KeyPurpose, Tokens
from stonechat.conversations.tables import ConversationRow, MarkRow
from stonechat.conversations.wire import CountUnread, UnreadCount
from stonechat.customers import rules
from stonechat.customers.sessions import address_on
from stonechat.customers.tables import CustomerRow, CustomerSessionRow
from stonechat.db.database import Database
from stonechat.errors import Unauthenticated
from stonechat.sites.service import embeddable_site
from stonechat.throttling import Throttle, Throttles

UNREAD = Throttle("unread", burst=120, interval=timedelta(seconds=1))
"""Of an address on a site: each page view of a customer with a conversation asks once."""


class Unread:
    """Counts what is unread without opening a session, so that the resume key stays as it is."""

    def __init__(self, database: Database, tokens: Tokens, throttles: Throttles) -> None:
        self._database = database
        self._tokens = tokens
        self._throttles = throttles

    async def count(self, request: CountUnread, origin: str | None) -> UnreadCount:
        """Count for the customer of this resume key.

        Raises `NotFound` and `Forbidden` as the site says, `Unauthenticated` (`resume_key_invalid`),
        `TooManyRequests`.
        """
        await self._throttles.check({UNREAD: address_on(request.site_id)})
        opened = self._tokens.open_key(KeyPurpose.CUSTOMER_RESUME, request.resume_key)
        if opened is None:
            raise _key_invalid()

        async def load(session: AsyncSession) -> UnreadCount:
            await embeddable_site(session, request.site_id, origin.lower() if origin is not None else None)
            customer_id = await _customer_of(session, request.site_id, *opened)
            return await _count(session, customer_id)

        return await self._database.read(load)


async def _customer_of(session: AsyncSession, site_id: UUID, session_id: UUID, presented: int) -> UUID:
    browser = await session.get(CustomerSessionRow, session_id)
    if browser is None or browser.revoked_at is not None:
        raise _key_invalid()
    customer = await session.get_one(CustomerRow, browser.customer_id)
    if customer.site_id != site_id or rules.judge_resume(presented, browser.generation) is rules.Resume.REFUSE:
        raise _key_invalid()
    return customer.id


async def _count(session: AsyncSession, customer_id: UUID) -> UnreadCount:
    own_mark = and_(
        MarkRow.conversation_id == ConversationRow.id,
        MarkRow.reader == "customer",
        MarkRow.reader_id == ConversationRow.customer_id,
    )
    unread = ConversationRow.public_seq - func.coalesce(MarkRow.read_seq, 0)
    query = (
        select(
            func.coalesce(func.sum(unread), 0),
            func.coalesce(func.bool_or(ConversationRow.status != "resolved"), False),
        )
        .outerjoin(MarkRow, own_mark)
        .where(ConversationRow.customer_id == customer_id, ConversationRow.deleted_at.is_(None))
    )
    count, has_open = (await session.execute(query)).one()
    return UnreadCount(unread=int(count), has_open_conversation=has_open)


def _key_invalid() -> Unauthenticated:
    return Unauthenticated("resume_key_invalid", "This chat cannot be resumed; please start a new one.")
