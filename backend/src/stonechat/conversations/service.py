"""Starting conversations, writing into them and reading them.

Every write commits before it returns, and may be repeated: the sender's ids make the repetition harmless.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.actor import Actor, CustomerActor
from stonechat.accounts.service import profiles_of
from stonechat.conversations import rules
from stonechat.conversations.events import change_status
from stonechat.conversations.marks import marks_of
from stonechat.conversations.sends import Draft, Sends, Verdict
from stonechat.conversations.tables import ConversationRow, MessageRow
from stonechat.conversations.views import conversation_from, message_for, message_from, message_from_group
from stonechat.conversations.visibility import load_conversation, visible_to
from stonechat.conversations.wire import (
    Conversation,
    ConversationPage,
    ConversationStarted,
    Message,
    MessagePage,
    SendMessage,
    StartConversation,
    Status,
)
from stonechat.customers.service import customers_of, learn_from_answers
from stonechat.db.database import Database
from stonechat.errors import InvalidInput, NotFound
from stonechat.paging import BySeq, ByTime, decode_key, encode_key
from stonechat.sites.rules import check_answers
from stonechat.sites.service import form_of


class Conversations:
    """Conversations and their timelines."""

    def __init__(self, database: Database, sends: Sends, announce: Callable[[], None]) -> None:
        """`announce` is called after each commit: whoever follows the changes looks at once."""
        self._database = database
        self._sends = sends
        self._announce = announce

    async def start(self, actor: CustomerActor, request: StartConversation) -> tuple[ConversationStarted, bool]:
        """Start a conversation from a filled form. Returns it, and whether it is new.

        Raises `InvalidInput` (`invalid_answers`, `invalid_input`), `Conflict` for an id that is something else's.
        """
        rules.check_text(request.message.text, "/message/text")
        sent_hash = rules.start_hash(actor.customer_id, request.message.id, request.message.text, request.answers)

        async def store(session: AsyncSession) -> tuple[ConversationStarted, bool]:
            known = await session.get(ConversationRow, request.id)
            if known is not None:
                rules.check_retry(known.start_hash, sent_hash)
                first = await session.get_one(MessageRow, (known.id, 1))
                [customer] = await customers_of(session, {known.customer_id})
                return ConversationStarted(conversation_from(known, actor), message_from(first, actor), customer), False
            fields = await form_of(session, actor.site_id)
            faults = check_answers(fields, request.answers)
            if faults:
                raise InvalidInput("invalid_answers", "Please look at the form again.", faults)
            customer = await learn_from_answers(session, actor.customer_id, request.answers)
            answers = [
                {"key": field.key, "label": field.label, "value": value}
                for field in fields
                if (value := request.answers.get(field.key, "").strip())
            ]
            row = ConversationRow(
                id=request.id,
                site_id=actor.site_id,
                customer_id=actor.customer_id,
                seq=1,
                public_seq=1,
                start_hash=sent_hash,
                answers=answers,
                preview=rules.preview_of(request.message.text),
                last_message_author="customer",
                last_message_author_id=actor.customer_id,
            )
            session.add(row)
            await session.flush()
            first_message = SendMessage(id=request.message.id, text=request.message.text)
            message = _entry(row, actor, first_message, row.last_message_at)
            session.add(message)
            await session.flush()
            return ConversationStarted(conversation_from(row, actor), message_from(message, actor), customer), True

        started = await self._database.write(store)
        self._announce()
        return started

    async def send(self, actor: Actor, conversation_id: UUID, request: SendMessage) -> tuple[Message, bool]:
        """Store a message. Returns it, and whether it is new.

        Raises `NotFound`, `Forbidden` for a customer's note, `InvalidInput`, `Conflict` for an id that is something
        else's, `Busy`.
        """
        rules.check_kind(actor, request.kind)
        rules.check_text(request.text, "/text")

        author, author_id = rules.author_of(actor)
        draft = Draft(
            conversation_id=conversation_id,
            id=request.id,
            author=author,
            author_id=author_id,
            kind=request.kind,
            text=request.text,
            body_hash=rules.body_hash(actor, request.kind, request.text),
            preview=rules.preview_of(request.text),
        )
        verdict, record = await self._sends.store(draft)
        match verdict:
            case Verdict.NOT_FOUND:
                raise NotFound("conversation")
            case Verdict.CONFLICT:
                raise rules.id_conflict()
            case Verdict.ORDINARY:
                sent = await self._send_ordinarily(actor, conversation_id, request)
                self._announce()
                return sent
            case _:
                return message_for(actor, message_from_group(record, draft)), verdict is Verdict.STORED

    async def _send_ordinarily(self, actor: Actor, conversation_id: UUID, request: SendMessage) -> tuple[Message, bool]:
        """The road for messages that change more than the timeline."""

        async def store(session: AsyncSession) -> tuple[Message, bool]:
            row = await load_conversation(session, actor, conversation_id, lock=True)
            twin = select(MessageRow).where(MessageRow.conversation_id == row.id, MessageRow.id == request.id)
            known = (await session.scalars(twin)).one_or_none()
            if known is not None:
                rules.check_retry(known.body_hash, rules.body_hash(actor, request.kind, request.text))
                return message_from(known, actor), False
            # Read under the lock, so that times run with the numbers.
            now: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
            row.seq += 1
            if rules.PUBLIC[request.kind]:
                row.public_seq += 1
                row.preview = rules.preview_of(request.text)
                row.last_message_at = now
                row.last_message_author, row.last_message_author_id = rules.author_of(actor)
            message = _entry(row, actor, request, now)
            session.add(message)
            status = rules.status_after(cast("Status", row.status), actor, request.kind)
            session.add_all(change_status(row, status, None, now))
            await session.flush()
            return message_from(message, actor), True

        return await self._database.write(store)

    async def get(self, actor: Actor, conversation_id: UUID) -> Conversation:
        """One conversation. Raises `NotFound`."""
        return conversation_from(
            await self._database.read(lambda session: load_conversation(session, actor, conversation_id)), actor
        )

    async def list_conversations(
        self, actor: Actor, status: Status | None, limit: int, after: str | None
    ) -> ConversationPage:
        """A page of the actor's conversations, newest activity first. Raises `InvalidInput` for a strange `after`."""
        query = visible_to(actor).order_by(ConversationRow.last_message_at.desc(), ConversationRow.id.desc())
        if status is not None:
            query = query.where(ConversationRow.status == status)
        if after is not None:
            key = decode_key(after, ByTime)
            query = query.where(tuple_(ConversationRow.last_message_at, ConversationRow.id) < tuple_(key.at, key.id))

        async def load(session: AsyncSession) -> ConversationPage:
            rows = (await session.scalars(query.limit(limit + 1))).all()
            shown = rows[:limit]
            last = shown[-1] if len(rows) > limit else None
            return ConversationPage(
                items=[conversation_from(row, actor) for row in shown],
                customers=await customers_of(session, {row.customer_id for row in shown}),
                marks=await marks_of(session, actor, [row.id for row in shown]),
                next=encode_key(ByTime(last.last_message_at, last.id)) if last else None,
            )

        return await self._database.read(load)

    async def list_messages(self, actor: Actor, conversation_id: UUID, limit: int, after: str | None) -> MessagePage:
        """A page of a timeline, newest first. Raises `NotFound`, `InvalidInput` for a strange `after`."""
        query = select(MessageRow).where(MessageRow.conversation_id == conversation_id).order_by(MessageRow.seq.desc())
        if isinstance(actor, CustomerActor):
            query = query.where(MessageRow.public_seq.is_not(None))
        if after is not None:
            query = query.where(MessageRow.seq < decode_key(after, BySeq).seq)

        async def load(session: AsyncSession) -> MessagePage:
            await load_conversation(session, actor, conversation_id)
            rows = (await session.scalars(query.limit(limit + 1))).all()
            shown = rows[:limit]
            agents = {row.author_id for row in shown if row.author == "agent" and row.author_id is not None}
            return MessagePage(
                items=[message_from(row, actor) for row in shown],
                agents=await profiles_of(session, agents),
                marks=await marks_of(session, actor, [conversation_id]),
                next=encode_key(BySeq(shown[-1].seq)) if len(rows) > limit else None,
            )

        return await self._database.read(load)


def _entry(conversation: ConversationRow, actor: Actor, request: SendMessage, now: datetime) -> MessageRow:
    """The entry that takes the conversation's current numbers."""
    author, author_id = rules.author_of(actor)
    return MessageRow(
        conversation_id=conversation.id,
        seq=conversation.seq,
        public_seq=conversation.public_seq if rules.PUBLIC[request.kind] else None,
        id=request.id,
        kind=request.kind,
        author=author,
        author_id=author_id,
        text=request.text,
        body_hash=rules.body_hash(actor, request.kind, request.text),
        created_at=now,
    )
