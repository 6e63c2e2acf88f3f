"""Reading what changed since a cursor, for everybody (the follower) or for one reader (a client that comes back)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, and_, cast, exists, func, not_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.actor import Actor, AgentActor, CustomerActor
from stonechat.accounts.service import profile_from
from stonechat.accounts.tables import AgentRow
from stonechat.conversations.tables import ConversationRow, MessageRow
from stonechat.conversations.views import conversation_from, message_from
from stonechat.customers.service import customer_from
from stonechat.customers.tables import CustomerRow
from stonechat.db.base import PgSnapshot, Versioned
from stonechat.db.history import read_epoch
from stonechat.realtime.cursor import Cursor
from stonechat.realtime.wire import RowsFrame

MOST_ROWS = 2_000
"""Rows of one kind that a delta may have. A client that missed more loads its few pages faster than it would apply
them; a follower that does (after a bulk change) tells every client to load."""

AnyRow: TypeAlias = AgentRow | CustomerRow | ConversationRow | MessageRow
RowT = TypeVar("RowT", AgentRow, CustomerRow, ConversationRow, MessageRow)


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows that changed, read from one snapshot.

    `cursor` is the oldest transaction that was still running then: all before it is in here or was known already.
    `next_xid` is the first one that the snapshot cannot have seen.
    """

    cursor: Cursor
    next_xid: int
    snapshot: str
    """The snapshot itself, in PostgreSQL's notation: what it saw is no news to whoever had it."""
    conversations: list[ConversationRow]
    messages: list[MessageRow]
    owners: dict[UUID, UUID]
    """The customer of each conversation that has a message in here."""
    customers: list[CustomerRow]
    agents: list[AgentRow]
    authors: list[AgentRow]
    """The agents who wrote the messages; customers know no others."""
    complete: bool
    """False when there were more rows than anybody should apply one by one."""

    def rows(self) -> Iterator[AnyRow]:
        """All changed rows."""
        yield from self.agents
        yield from self.customers
        yield from self.conversations
        yield from self.messages


async def read_changes(
    session: AsyncSession, since: int | None, reader: Actor | None, seen: str | None = None
) -> Changes:
    """Read what changed in transaction `since` or later and `reader` may see (None: all that anybody may).

    `session` has to be on one snapshot for all its statements. `since` None reads the position only. `seen` leaves out
    what an earlier snapshot saw: a transaction that stays open holds `since` back, and must not bring repeats.
    """
    epoch = await read_epoch(session)
    snapshot = text("SELECT pg_snapshot_xmin(s), pg_snapshot_xmax(s), s::text FROM pg_current_snapshot() AS s")
    oldest_running, next_xid, current = (await session.execute(snapshot)).one()
    found: list[list[Any]] = [[], [], [], []]
    if since is not None and since <= next_xid:
        found = [await _fetch(session, query) for query in _queries(since, reader, seen)]
    conversations, messages, customers, agents = found
    authors = {row.author_id for row in messages if row.author == "agent"}
    return Changes(
        cursor=Cursor(epoch, oldest_running),
        next_xid=next_xid,
        snapshot=current,
        conversations=conversations[:MOST_ROWS],
        messages=messages[:MOST_ROWS],
        owners=await _owners(session, conversations, messages),
        customers=customers[:MOST_ROWS],
        agents=agents[:MOST_ROWS],
        authors=await _fetch(session, select(AgentRow).where(AgentRow.id.in_(authors))) if authors else [],
        complete=all(len(rows) <= MOST_ROWS for rows in found),
    )


def frame_for(reader: Actor, changes: Changes) -> RowsFrame:
    """The changes as one reader sees them. For a customer, `changes` must be theirs alone."""
    is_agent = isinstance(reader, AgentActor)
    return RowsFrame(
        conversations=[conversation_from(row, reader) for row in changes.conversations],
        messages=[message_from(row, reader) for row in changes.messages if is_agent or row.public_seq is not None],
        customers=[customer_from(row) for row in changes.customers],
        agents=[profile_from(row) for row in _merged(changes.agents, [] if is_agent else changes.authors)],
        cursor=str(changes.cursor),
    )


def split_by_customer(changes: Changes) -> dict[UUID, Changes]:
    """Each customer's own part of what anybody may see."""
    conversations: dict[UUID, list[ConversationRow]] = defaultdict(list)
    messages: dict[UUID, list[MessageRow]] = defaultdict(list)
    customers = {row.id: [row] for row in changes.customers}
    for conversation in changes.conversations:
        conversations[conversation.customer_id].append(conversation)
    for message in changes.messages:
        if message.public_seq is not None:
            messages[changes.owners[message.conversation_id]].append(message)
    parts: dict[UUID, Changes] = {}
    for customer_id in conversations.keys() | messages.keys() | customers.keys():
        own = messages.get(customer_id, [])
        wrote = {row.author_id for row in own}
        parts[customer_id] = Changes(
            cursor=changes.cursor,
            next_xid=changes.next_xid,
            snapshot=changes.snapshot,
            conversations=conversations.get(customer_id, []),
            messages=own,
            owners=changes.owners,
            customers=customers.get(customer_id, []),
            agents=[],
            authors=[row for row in changes.authors if row.id in wrote],
            complete=True,
        )
    return parts


def _queries(since: int, reader: Actor | None, seen: str | None) -> Sequence[Select[Any]]:
    def changed(row: type[Versioned]) -> ColumnElement[bool]:
        is_new = row.changed_xid >= since
        if seen is None:
            return is_new
        snapshot = cast(cast(seen, Text), PgSnapshot)
        return and_(is_new, not_(func.pg_visible_in_snapshot(row.changed_xid, snapshot)))

    conversations = select(ConversationRow).where(changed(ConversationRow))
    messages = select(MessageRow).where(changed(MessageRow))
    customers = select(CustomerRow).where(changed(CustomerRow))
    agents = select(AgentRow).where(changed(AgentRow))
    if isinstance(reader, CustomerActor):
        own = ConversationRow.customer_id == reader.customer_id
        conversations = conversations.where(own)
        messages = messages.join(ConversationRow, ConversationRow.id == MessageRow.conversation_id).where(
            own, MessageRow.public_seq.is_not(None)
        )
        customers = customers.where(CustomerRow.id == reader.customer_id)
        wrote_to_me = (
            select(MessageRow.seq)
            .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
            .where(own, MessageRow.author == "agent", MessageRow.author_id == AgentRow.id)
        )
        agents = agents.where(exists(wrote_to_me))
    return [
        conversations.order_by(ConversationRow.changed_xid),
        messages.order_by(MessageRow.conversation_id, MessageRow.seq),
        customers.order_by(CustomerRow.changed_xid),
        agents.order_by(AgentRow.changed_xid),
    ]


async def _fetch(session: AsyncSession, query: Select[RowT]) -> list[RowT]:
    return list(await session.scalars(query.limit(MOST_ROWS + 1)))


async def _owners(
    session: AsyncSession, conversations: list[ConversationRow], messages: list[MessageRow]
) -> dict[UUID, UUID]:
    owners = {row.id: row.customer_id for row in conversations}
    missing = {row.conversation_id for row in messages} - owners.keys()
    if missing:
        query = select(ConversationRow.id, ConversationRow.customer_id).where(ConversationRow.id.in_(missing))
        for conversation_id, customer_id in await session.execute(query):
            owners[conversation_id] = customer_id
    return owners


def _merged(agents: list[AgentRow], authors: list[AgentRow]) -> list[AgentRow]:
    return list({row.id: row for row in [*agents, *authors]}.values())
