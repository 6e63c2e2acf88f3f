"""Customers whom a site's own server knows: the same person on every device, proven by what that server signed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.actor import CustomerActor
from stonechat.accounts.revocations import revoke
from stonechat.accounts.tokens import Tokens
from stonechat.customers import rules
from stonechat.customers.claims import Claims, read_claims
from stonechat.customers.service import PROFILE_KEYS, end_sessions, forget_profile, is_gone, session_over, take_texts
from stonechat.customers.sessions import address_on, blocked, note_visit, session_of
from stonechat.customers.tables import CustomerRow, CustomerSessionRow
from stonechat.customers.wire import Identify, WidgetSession
from stonechat.db.database import Database
from stonechat.ids import new_id
from stonechat.sites.service import identity_secrets_of
from stonechat.throttling import Throttle, Throttles

IDENTITIES = Throttle("identities", burst=30, interval=timedelta(seconds=10))

MoveConversations: TypeAlias = Callable[[AsyncSession, UUID, UUID], Awaitable[None]]
"""Makes all conversations of one customer those of another, both locked; conversations, on a higher floor, fill it
in."""


class Identities:
    """Who customers are by the word of their site's own server."""

    def __init__(
        self,
        database: Database,
        tokens: Tokens,
        throttles: Throttles,
        move_conversations: MoveConversations,
        announce: Callable[[], None],
    ) -> None:
        """`announce` is called after each commit: whoever follows the changes looks at once."""
        self._database = database
        self._tokens = tokens
        self._throttles = throttles
        self._move_conversations = move_conversations
        self._announce = announce

    async def identify(self, actor: CustomerActor, request: Identify) -> WidgetSession:
        """Make this browser that of the customer whom its site's server names, with what it says of them.

        Somebody who was nobody yet becomes that customer, or joins them with all that they wrote. A browser that was
        another known customer's leaves that one alone. Raises `Forbidden` (`identity_refused`, `blocked`),
        `Unauthenticated` when the session ended meanwhile, `TooManyRequests`.
        """
        await self._throttles.check({IDENTITIES: address_on(actor.site_id)})
        new_customer_id, new_session_id = new_id(), new_id()

        async def store(session: AsyncSession) -> tuple[CustomerRow, CustomerSessionRow]:
            # Made by an earlier turn of this very request, whose commit was not heard of?
            made = await session.get(CustomerSessionRow, new_session_id)
            if made is not None:
                return await session.get_one(CustomerRow, made.customer_id), made
            claims = read_claims(request.token, await identity_secrets_of(session, actor.site_id))
            was, known = await _lock(session, actor, claims.sub)
            browser = await session.get(CustomerSessionRow, actor.session_id, with_for_update=True)
            if browser is None or browser.revoked_at is not None or is_gone(was):
                raise session_over()
            if was.blocked_at is not None or (known is not None and known.blocked_at is not None):
                raise blocked()
            if known is None and was.verified_at is None:
                known, was.external_id = was, claims.sub
            elif known is None:
                known = CustomerRow(id=new_customer_id, site_id=actor.site_id, external_id=claims.sub)
                session.add(known)
                await session.flush()
            is_known_here = known is was and was.verified_at is not None
            # All is written at the end, so that it is one version.
            with session.no_autoflush:
                if known is not was:
                    await self._bring_along(session, was, known)
                if not is_known_here:
                    new = CustomerSessionRow(id=new_session_id, customer_id=known.id, generation=1)
                    browser = await _replace(session, browser, was, new)
                await _learn(session, known, claims)
            await session.flush()
            return known, browser

        admitted = await self._database.write(store)
        self._announce()
        return session_of(self._tokens, *admitted, actor.origin)

    async def _bring_along(self, session: AsyncSession, was: CustomerRow, known: CustomerRow) -> None:
        """Have a known customer take over what this browser was, all of it where that was nobody yet."""
        visit = rules.Visit(was.last_page, None, was.locale, was.time_zone, was.user_agent)
        if was.verified_at is None:
            await self._merge(session, was, known)
        note_visit(known, visit)

    async def _merge(self, session: AsyncSession, nobody: CustomerRow, known: CustomerRow) -> None:
        """Have a known customer take over all of one who was nobody yet."""
        await self._move_conversations(session, nobody.id, known.id)
        typed = {key: value for key in PROFILE_KEYS if (value := getattr(nobody, key)) and not getattr(known, key)}
        await take_texts(session, known, typed)
        known.attributes = rules.merge_attributes(nobody.attributes, known.attributes)
        known.page_attributes = rules.merge_attributes(known.page_attributes, nobody.page_attributes)
        known.note = rules.merge_notes(known.note, nobody.note)
        known.tag_ids = rules.merge_tags(known.tag_ids, nobody.tag_ids)
        known.head_version += 1
        if known.first_page is None:
            known.first_page, known.referrer = nobody.first_page, nobody.referrer
        forget_profile(nobody)
        nobody.merged_into_id = known.id


async def _lock(
    session: AsyncSession, actor: CustomerActor, external_id: str
) -> tuple[CustomerRow, CustomerRow | None]:
    """The actor's customer and, where there is one, the customer of that name on their site; in order of their ids."""
    named = CustomerRow.site_id == actor.site_id, CustomerRow.external_id == external_id
    known_id = await session.scalar(select(CustomerRow.id).where(*named))
    wanted = {actor.customer_id, known_id} - {None}
    query = select(CustomerRow).where(CustomerRow.id.in_(wanted)).order_by(CustomerRow.id)
    rows = {row.id: row for row in await session.scalars(query.with_for_update(key_share=True))}
    if actor.customer_id not in rows:
        raise session_over()
    known = rows.get(known_id) if known_id is not None else None
    # Erased while the lock was waited for, they are nobody of that name any more.
    return rows[actor.customer_id], known if known is not None and known.external_id == external_id else None


async def _replace(
    session: AsyncSession, browser: CustomerSessionRow, was: CustomerRow, new: CustomerSessionRow
) -> CustomerSessionRow:
    """A new session in place of the one that a browser had: no key that was made before somebody was known may ever
    open what they wrote.
    """
    if was.verified_at is None:
        await end_sessions(session, was.id)
    else:
        browser.revoked_at = datetime.now(UTC)
        await revoke(session, [browser.id])
    session.add(new)
    return new


async def _learn(session: AsyncSession, row: CustomerRow, claims: Claims) -> None:
    """Take what the site's server says into a locked customer's profile; it wins over what was there."""
    if row.verified_at is None:
        row.verified_at = datetime.now(UTC)
    attributes = rules.merge_attributes(row.attributes, claims.attributes)
    is_news = await take_texts(session, row, claims.texts())
    if is_news or attributes != row.attributes:
        row.attributes = attributes
        row.head_version += 1
