"""What is copied and what is forgotten: everything of a customer, and the words of a conversation."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import cast
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat import audit
from stonechat.accounts.actor import AgentActor, CustomerActor
from stonechat.accounts.views import profiles_of
from stonechat.conversations.deletion import delete_conversation, delete_first
from stonechat.conversations.marks import marks_of
from stonechat.conversations.tables import ConversationRow, MessageRow
from stonechat.conversations.views import message_from
from stonechat.conversations.wire import CustomerExport, ExportedConversation, FormAnswer, Status
from stonechat.customers.service import customer_from, end_sessions, forget_profile
from stonechat.customers.tables import CustomerRow
from stonechat.customers.wire import Customer
from stonechat.db.database import Database
from stonechat.errors import Conflict, NotFound

PAGE = 500
"""Messages that an export reads at once."""
NOBODY = UUID(int=0)


class Privacy:
    """Exports, erasures and deletions."""

    def __init__(self, database: Database, announce: Callable[[], None]) -> None:
        """`announce` is called after each commit: whoever follows the changes looks at once."""
        self._database = database
        self._announce = announce

    async def export(self, admin: AgentActor, customer_id: UUID) -> AsyncIterator[bytes]:
        """A `CustomerExport` as JSON, piece by piece, so that no customer is too talkative. Raises `NotFound`.

        Each piece is read by itself: what is written meanwhile may be in it or not.
        """

        async def begin(session: AsyncSession) -> CustomerExport:
            row = await session.get(CustomerRow, customer_id)
            if row is None:
                raise NotFound("customer")
            audit.record(session, admin.agent_id, "customer_exported", ("customer", row.id))
            wrote = (
                select(MessageRow.author_id)
                .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
                .where(
                    ConversationRow.customer_id == customer_id,
                    MessageRow.author == "agent",
                    MessageRow.public_seq.is_not(None),
                )
                .distinct()
            )
            authors = {author_id for author_id in await session.scalars(wrote) if author_id is not None}
            return CustomerExport(
                exported_at=datetime.now(UTC),
                customer=customer_from(row, admin),
                agents=await profiles_of(session, authors),
                conversations=[],
            )

        return self._pieces(await self._database.write(begin))

    async def erase(self, admin: AgentActor, customer_id: UUID) -> Customer:
        """Forget a customer: who they were, and every word in their conversations. Ids, numbers and times stay.

        It may take many transactions. One that was cut off is to be done again; once more is harmless. Raises
        `NotFound`, `Conflict` (`customer_gone`) for one who turned out to be another customer, `Busy`.
        """

        async def forget(session: AsyncSession) -> Customer:
            row = await session.get(CustomerRow, customer_id, with_for_update={"key_share": True})
            if row is None:
                raise NotFound("customer")
            if row.merged_into_id is not None:
                raise Conflict("customer_gone", "This customer turned out to be another one; erase that one.")
            if row.erased_at is None:
                forget_profile(row)
                row.erased_at = datetime.now(UTC)
                await end_sessions(session, row.id)
                audit.record(session, admin.agent_id, "customer_erased", ("customer", row.id))
                await session.flush()
            return customer_from(row, admin)

        customer = await self._database.write(forget)
        self._announce()
        theirs = select(ConversationRow).where(
            ConversationRow.customer_id == customer_id, ConversationRow.deleted_at.is_(None)
        )
        first = theirs.order_by(ConversationRow.id).with_for_update(key_share=True)
        while await self._database.write(lambda session: delete_first(session, first)):
            self._announce()
        return customer

    async def delete(self, admin: AgentActor, conversation_id: UUID) -> None:
        """Delete a conversation with all its words. Ids, numbers and times stay; once more is harmless.

        One that was cut off is to be done again. Raises `NotFound`, `Busy`.
        """

        async def take(session: AsyncSession) -> bool:
            row = await session.get(ConversationRow, conversation_id, with_for_update={"key_share": True})
            if row is None:
                raise NotFound("conversation")
            if row.deleted_at is not None:
                return True
            is_done = await delete_conversation(session, row)
            if is_done:
                audit.record(session, admin.agent_id, "conversation_deleted", ("conversation", row.id))
            return is_done

        while not await self._database.write(take):
            self._announce()
        self._announce()

    async def _pieces(self, head: CustomerExport) -> AsyncIterator[bytes]:
        reader = CustomerActor(customer_id=head.customer.id, session_id=NOBODY, site_id=NOBODY, origin=None)
        theirs = select(ConversationRow.id).where(ConversationRow.customer_id == reader.customer_id)
        rows = await self._database.read(lambda session: session.scalars(theirs.order_by(ConversationRow.id)))
        yield _opened(head)
        for number, conversation_id in enumerate(rows.all()):
            if number:
                yield b","
            async for piece in self._conversation_pieces(reader, conversation_id):
                yield piece
        yield b"]}"

    async def _conversation_pieces(self, reader: CustomerActor, conversation_id: UUID) -> AsyncIterator[bytes]:
        yield _opened(await self._database.read(lambda session: _conversation(session, reader, conversation_id)))
        seq = 0
        while True:
            query = (
                select(MessageRow)
                .where(
                    MessageRow.conversation_id == conversation_id,
                    MessageRow.seq > seq,
                    MessageRow.public_seq.is_not(None),
                )
                .order_by(MessageRow.seq)
                .limit(PAGE)
            )
            rows = (await self._database.read(lambda session, query=query: session.scalars(query))).all()  # type: ignore[misc]  # mypy cannot infer a lambda with a default
            if not rows:
                break
            items = msgspec.json.encode([message_from(row, reader) for row in rows])[1:-1]
            yield b"," + items if seq else items
            seq = rows[-1].seq
        yield b"]}"


async def _conversation(session: AsyncSession, reader: CustomerActor, conversation_id: UUID) -> ExportedConversation:
    row = await session.get_one(ConversationRow, conversation_id)
    return ExportedConversation(
        id=row.id,
        status=cast("Status", row.status),
        created_at=row.created_at,
        last_message_at=row.last_message_at,
        resolved_at=row.resolved_at,
        deleted_at=row.deleted_at,
        answers=msgspec.convert(row.answers, list[FormAnswer]),
        rating=row.rating,
        rating_text=row.rating_text,
        marks=await marks_of(session, reader, [row.id]),
        messages=[],
    )


def _opened(whole: msgspec.Struct) -> bytes:
    """The JSON of something whose last field is an empty list, up to where its items would begin."""
    encoded = msgspec.json.encode(whole)
    if not encoded.endswith(b":[]}"):
        raise AssertionError("the list that is to be filled has to come last")
    return encoded[:-2]
