"""Conversations that become another customer's, because somebody turned out to be that one."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, LargeBinary, cast, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.actor import CustomerActor
from stonechat.conversations import rules
from stonechat.conversations.tables import ConversationRow, MarkRow, MessageRow
from stonechat.customers.tables import CustomerRow
from stonechat.db.base import THIS_TRANSACTION

NOBODY = UUID(int=0)


async def move_conversations(session: AsyncSession, from_id: UUID, to_id: UUID) -> None:
    """Make all conversations of one customer those of another. Both customers are locked, so that none is started."""
    query = select(ConversationRow).where(ConversationRow.customer_id == from_id).order_by(ConversationRow.id)
    for row in (await session.scalars(query.with_for_update(key_share=True))).all():
        row.customer_id = to_id
        if row.last_message_author_id == from_id:
            row.last_message_author_id = to_id
        await _move_messages(session, row.id, from_id, to_id)
        await _move_mark(session, row.id, from_id, to_id)
    await session.flush()


async def check_start(
    session: AsyncSession, actor: CustomerActor, row: ConversationRow, hash_of: Callable[[UUID], bytes]
) -> None:
    """Raise `Conflict` when a known conversation was not started by this request, of whoever its sender was then.

    `hash_of` is what the request's hash would be if that customer had sent it.
    """
    if row.customer_id == actor.customer_id and row.start_hash != hash_of(actor.customer_id):
        before = select(CustomerRow.id).where(CustomerRow.merged_into_id == actor.customer_id)
        if row.start_hash in {hash_of(customer_id) for customer_id in await session.scalars(before)}:
            return
    rules.check_retry(row.start_hash, hash_of(actor.customer_id))


async def _move_messages(session: AsyncSession, conversation_id: UUID, from_id: UUID, to_id: UUID) -> None:
    """What the customer wrote is the other one's, who may send it again as long as there was no answer."""
    author = CustomerActor(customer_id=to_id, session_id=NOBODY, site_id=NOBODY, origin=None)
    query = select(MessageRow.seq, MessageRow.text, MessageRow.edited_at, MessageRow.deleted_at, MessageRow.body_hash)
    query = query.where(
        MessageRow.conversation_id == conversation_id,
        MessageRow.author == "customer",
        MessageRow.author_id == from_id,
    )
    hashes: dict[int, bytes] = {}
    for row in await session.execute(query):
        # The first words of a changed one are gone; whoever changes a message has had the answer.
        is_changed = row.edited_at is not None or row.deleted_at is not None
        hashes[row.seq] = row.body_hash if is_changed else rules.body_hash(author, "message", row.text)
    numbers, values = cast(list(hashes), ARRAY(BigInteger)), cast(list(hashes.values()), ARRAY(LargeBinary))
    moved = func.unnest(numbers, values).table_valued("seq", "body_hash").render_derived()
    await session.execute(
        update(MessageRow)
        .where(MessageRow.conversation_id == conversation_id, MessageRow.seq == moved.c.seq)
        .values(
            author_id=to_id,
            body_hash=moved.c.body_hash,
            version=MessageRow.version + 1,
            changed_xid=THIS_TRANSACTION,
        )
        .execution_options(synchronize_session=False)
    )


async def _move_mark(session: AsyncSession, conversation_id: UUID, from_id: UUID, to_id: UUID) -> None:
    """A mark is named after its reader, so the other one gets a mark of their own that is as far."""
    mark = await session.get(MarkRow, rules.mark_id(conversation_id, from_id), with_for_update=True)
    if mark is not None:
        session.add(
            MarkRow(
                id=rules.mark_id(conversation_id, to_id),
                conversation_id=conversation_id,
                reader="customer",
                reader_id=to_id,
                delivered_seq=mark.delivered_seq,
                read_seq=mark.read_seq,
            )
        )
        await session.delete(mark)
