"""Starting conversations, writing into them and reading them.

Every write commits before it returns, and may be repeated: the sender's ids make the repetition harmless.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.actor import Actor, CustomerActor
from stonechat.accounts.tables import AgentRow
from stonechat.accounts.views import profiles_of
from stonechat.buckets import TokenBuckets
from stonechat.conversations import rules
from stonechat.conversations.assignment import Assignment, dispatch
from stonechat.conversations.events import change_status
from stonechat.conversations.marks import marks_of
from stonechat.conversations.merge import check_start
from stonechat.conversations.sends import Draft, Sends, Verdict
from stonechat.conversations.tables import ConversationRow, MessageRow
from stonechat.conversations.views import conversation_from, message_for, message_from, message_from_group
from stonechat.conversations.visibility import load_conversation
from stonechat.conversations.wire import (
    Conversation,
    ConversationStarted,
    Message,
    MessagePage,
    SendMessage,
    StartConversation,
    Status,
)
from stonechat.customers.service import customers_of, learn_from_answers
from stonechat.customers.sessions import address_on
from stonechat.db.database import Database
from stonechat.errors import FieldFault, InvalidInput, NotFound, TooManyRequests
from stonechat.paging import BySeq, decode_key, encode_key
from stonechat.sites.forms import form_of
from stonechat.sites.rules import check_answers, given_answers, label_of_answer
from stonechat.sites.tables import SiteRow
from stonechat.throttling import Throttle, Throttles

START = Throttle("start", burst=10, interval=timedelta(seconds=30))
START_OF_ADDRESS = Throttle("start of address", burst=60, interval=timedelta(seconds=2))
"""An office of many people has one address; one customer has no use for many conversations at once."""
SENDS_A_SECOND = 10.0
SENDS_AT_ONCE = 50.0
"""An outbox that was offline for a while empties itself at once."""


class Conversations:
    """Conversations and their timelines."""

    def __init__(
        self,
        database: Database,
        sends: Sends,
        throttles: Throttles,
        assignment: Assignment,
        announce: Callable[[], None],
    ) -> None:
        """`announce` is called after each commit: whoever follows the changes looks at once."""
        self._database = database
        self._is_paced = throttles.is_on
        self._sends = sends
        self._throttles = throttles
        self._assignment = assignment
        self._announce = announce
        self._paces = TokenBuckets(SENDS_A_SECOND, SENDS_AT_ONCE)

    async def start(self, actor: CustomerActor, request: StartConversation) -> tuple[ConversationStarted, bool]:
        """Start a conversation from a filled form. Returns it, and whether it is new.

        Raises `InvalidInput` (`invalid_answers`, `invalid_input`), `Conflict` for an id that is something else's,
        `TooManyRequests`.
        """
        rules.check_text(request.message.text, "/message/text")
        await self._throttles.check({START: str(actor.customer_id), START_OF_ADDRESS: address_on(actor.site_id)})

        def hash_for(customer_id: UUID) -> bytes:
            return rules.start_hash(customer_id, request.message.id, request.message.text, request.answers)

        async def store(session: AsyncSession) -> tuple[ConversationStarted, bool, bool]:
            known = await session.get(ConversationRow, request.id)
            if known is not None:
                await check_start(session, actor, known, hash_for)
                first = await session.get_one(MessageRow, (known.id, 1))
                [customer] = await customers_of(session, {known.customer_id}, actor)
                started = ConversationStarted(conversation_from(known, actor), message_from(first, actor), customer)
                return started, False, False
            fields = await form_of(session, actor.site_id)
            faults = check_answers(fields, request.answers)
            if faults:
                raise InvalidInput("invalid_answers", "Please look at the form again.", faults)
            given = given_answers(fields, request.answers)
            customer = await learn_from_answers(session, actor, {field.key: text for field, text in given})
            answers = [
                {"key": field.key, "label": field.label, "value": text, "value_label": label_of_answer(field, text)}
                for field, text in given
            ]
            row = ConversationRow(
                id=request.id,
                site_id=actor.site_id,
                customer_id=actor.customer_id,
                seq=1,
                public_seq=1,
                start_hash=hash_for(actor.customer_id),
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
            is_more = await dispatch(session, row.last_message_at)
            started = ConversationStarted(conversation_from(row, actor), message_from(message, actor), customer)
            return started, True, is_more

        started, is_new, is_more = await self._database.write(store)
        self._told(is_more=is_more)
        return started, is_new

    async def send(self, actor: Actor, conversation_id: UUID, request: SendMessage) -> tuple[Message, bool]:
        """Store a message. Returns it, and whether it is new.

        Raises `NotFound`, `Forbidden` for a customer's note, `InvalidInput`, `Conflict` for an id that is something
        else's or a conversation that is over (`conversation_closed`), `TooManyRequests`, `Busy`.
        """
        author, author_id = rules.author_of(actor)
        self._check_pace(author_id)
        rules.check_kind(actor, request.kind, request.mentions)
        rules.check_text(request.text, "/text")
        if request.mentions:
            return await self._send_ordinarily(actor, conversation_id, request)
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
                return await self._send_ordinarily(actor, conversation_id, request)
            case _:
                return message_for(actor, message_from_group(record, draft)), verdict is Verdict.STORED

    async def _send_ordinarily(self, actor: Actor, conversation_id: UUID, request: SendMessage) -> tuple[Message, bool]:
        """The road for messages that change more than the timeline, and for notes that call agents."""
        sent_hash = rules.body_hash(actor, request.kind, request.text, request.mentions)

        async def store(session: AsyncSession) -> tuple[Message, bool, bool]:
            row = await load_conversation(session, actor, conversation_id, lock=True)
            twin = select(MessageRow).where(MessageRow.conversation_id == row.id, MessageRow.id == request.id)
            known = (await session.scalars(twin)).one_or_none()
            if known is not None:
                rules.check_retry(known.body_hash, sent_hash)
                return message_from(known, actor), False, False
            # Read under the lock, so that times run with the numbers.
            now: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
            await _check_open(session, row, actor, now)
            await _check_mentions(session, request.mentions)
            row.seq += 1
            if rules.PUBLIC[request.kind]:
                row.public_seq += 1
                row.preview = rules.preview_of(request.text)
                row.last_message_at = now
                author, row.last_message_author_id = rules.author_of(actor)
                row.last_message_author = author
                row.waiting_since = rules.waiting_since(row.waiting_since, author, now)
            message = _entry(row, actor, request, now)
            session.add(message)
            status = rules.status_after(cast("Status", row.status), actor, request.kind)
            session.add_all(change_status(row, status, None, now, row.snoozed_until if status == "snoozed" else None))
            await session.flush()
            is_more = await dispatch(session, now) if row.queued_at is not None else False
            return message_from(message, actor), True, is_more

        message, is_new, is_more = await self._database.write(store)
        self._told(is_more=is_more)
        return message, is_new

    def _check_pace(self, author_id: UUID | None) -> None:
        if not self._paces.take(author_id, time.monotonic()) and self._is_paced:
            raise TooManyRequests(f"Nobody writes more than {SENDS_A_SECOND:g} messages a second.", retry_after=1)

    def _told(self, *, is_more: bool) -> None:
        self._announce()
        if is_more:
            self._assignment.drain_soon()

    async def get(self, actor: Actor, conversation_id: UUID) -> Conversation:
        """One conversation. Raises `NotFound`."""
        return conversation_from(
            await self._database.read(lambda session: load_conversation(session, actor, conversation_id)), actor
        )

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
        mentions=list(dict.fromkeys(request.mentions)),
        body_hash=rules.body_hash(actor, request.kind, request.text, request.mentions),
        created_at=now,
    )


async def _check_open(session: AsyncSession, row: ConversationRow, actor: Actor, now: datetime) -> None:
    """Raise `Conflict` where a conversation takes no entry of this actor any more."""
    if row.deleted_at is not None:
        raise rules.closed()
    if row.resolved_at is not None and isinstance(actor, CustomerActor):
        reopen_days = (await session.execute(select(SiteRow.reopen_days).where(SiteRow.id == row.site_id))).scalar_one()
        if rules.is_closed(row.resolved_at, reopen_days, now):
            raise rules.closed()


async def _check_mentions(session: AsyncSession, agent_ids: Sequence[UUID]) -> None:
    if agent_ids:
        query = select(AgentRow.id).where(AgentRow.id.in_(agent_ids), AgentRow.active, AgentRow.role != "integration")
        if set(agent_ids) - set(await session.scalars(query)):
            fault = FieldFault("/mentions", "One of these is no active agent.")
            raise InvalidInput("unknown_agent", "A note can only call active agents.", (fault,))
