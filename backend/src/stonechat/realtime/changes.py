"""Reading what changed since a cursor, for everybody (the follower) or for one reader (a client that comes back)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Select, Text, all_, and_, any_, cast, exists, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.actor import Actor, CustomerActor
from stonechat.accounts.tables import AgentRow, RevocationRow
from stonechat.conversations.tables import ConversationRow, MarkRow, MessageRow
from stonechat.customers.tables import CustomerRow
from stonechat.db.base import Versioned, Xid8
from stonechat.db.database import Database
from stonechat.db.history import SERVER_START, HistoryRow, StartNotNoted, end_of_start, note_server_start
from stonechat.realtime.cursor import Cursor, can_resume
from stonechat.sites.tables import SiteRow
from stonechat.tags.tables import TagRow

T = TypeVar("T")

MOST_ROWS = 2_000
"""Rows of one kind that a client is sent at once. One that missed more loads its few pages faster than it would apply
them."""
FOLLOWED = 10
"""How many times as many a follower reads: most of them its clients may have been told already."""

ROWS: dict[str, type[Versioned]] = {
    "agents": AgentRow,
    "tags": TagRow,
    "sites": SiteRow,
    "customers": CustomerRow,
    "conversations": ConversationRow,
    "marks": MarkRow,
    "messages": MessageRow,
}
"""What a delta consists of, by its names in `Changes`."""

AnyRow: TypeAlias = ConversationRow | MessageRow | MarkRow | CustomerRow | AgentRow | TagRow | SiteRow


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
    conversations: list[ConversationRow] = field(default_factory=list)
    messages: list[MessageRow] = field(default_factory=list)
    marks: list[MarkRow] = field(default_factory=list)
    customers: list[CustomerRow] = field(default_factory=list)
    agents: list[AgentRow] = field(default_factory=list)
    tags: list[TagRow] = field(default_factory=list)
    sites: list[SiteRow] = field(default_factory=list)
    owners: dict[UUID, UUID] = field(default_factory=dict)
    """The customer of each conversation that has a message or a mark in here."""
    authors: list[AgentRow] = field(default_factory=list)
    """The agents who wrote the messages; customers know no others."""
    known_to: dict[UUID, set[UUID]] = field(default_factory=dict)
    """For each agent in here, the listening customers whom they ever wrote to."""
    ended_sessions: list[UUID] = field(default_factory=list)
    complete: bool = True
    """False when there were more rows than anybody should apply one by one."""

    @property
    def end(self) -> Cursor:
        """The first transaction that the snapshot cannot have seen."""
        return replace(self.cursor, xid=self.next_xid)

    def without(self, xids: Collection[int]) -> Changes:
        """The same without what these transactions changed."""
        if not xids:
            return self
        kept: dict[str, Any] = {
            name: [row for row in getattr(self, name) if row.changed_xid not in xids] for name in ROWS
        }
        return replace(self, **kept)

    def since(self, xid: int) -> Changes:
        """The same without what transactions before this one changed."""
        kept: dict[str, Any] = {name: [row for row in getattr(self, name) if row.changed_xid >= xid] for name in ROWS}
        wrote = {row.author_id for row in kept["messages"]}
        return replace(self, **kept, authors=[row for row in self.authors if row.id in wrote])

    def rows(self) -> Iterator[AnyRow]:
        """All changed rows."""
        for name in ROWS:
            yield from getattr(self, name)


@dataclass(frozen=True, slots=True)
class Recent:
    """What changed lately, for anybody: all from the transaction after `horizon` on that one of the cursors asked for.

    Before the horizon more has changed than is worth reading for several clients at once.
    """

    changes: Changes
    horizon: Cursor
    ended_at: dict[int, int | None]
    """The transaction at which each earlier start of the server was over that one of the cursors names."""

    def can_resume(self, cursor: Cursor) -> bool:
        """Whether the changes since this cursor, one of those that were asked for, are to be had at all."""
        return can_resume(cursor, self.changes.cursor, self.changes.next_xid, self.ended_at.get(cursor.start))

    def covers(self, cursor: Cursor) -> bool:
        """Whether all changes since this cursor are in here."""
        return cursor.xid > self.horizon.xid


def seen_before(start: int, changes: Changes) -> Changes:
    """What `changes` saw, as a base to follow from after a new start of the server that began at transaction `start`.

    After a crash numbers may be given out again, so what the old snapshot seems to have seen of them it has not.
    """
    xid = min(start, changes.cursor.xid)
    return replace(changes, cursor=replace(changes.cursor, xid=xid), snapshot=f"{xid}:{xid}:")


async def read_position(session: AsyncSession) -> Changes:
    """The current position, without rows."""
    return Changes(**_position((await session.execute(select(*_POSITION))).one()))


async def read_delta(database: Database, since: Cursor, reader: Actor) -> tuple[Changes, bool]:
    """Read what changed since a client's cursor and `reader` may see. Returns also whether that is all there is to
    know; if not, the client has to load again. Raises `Busy`.
    """

    async def read(session: AsyncSession) -> tuple[Changes, bool]:
        position, found = await _ask(session, _queries(reader, lambda row: row.changed_xid >= since.xid))
        now = position["cursor"]
        ended_at = await end_of_start(session, since.start) if since.start != now.start else None
        if not can_resume(since, now, position["next_xid"], ended_at):
            return Changes(**position), False
        changes = await _read(session, position, found, MOST_ROWS)
        return changes, changes.complete

    return await _with_start_noted(database, read)


async def read_recent(
    database: Database, cursors: Collection[Cursor], horizon: Cursor, listeners: Collection[UUID]
) -> Recent:
    """Read what changed since the oldest of these cursors that is not before the horizon, of what anybody may see.

    `horizon` is that of an earlier reading. `listeners` are the customers to whom a change of an agent may matter.
    Raises `Busy`.
    """

    after = [cursor.xid for cursor in cursors if cursor.epoch != horizon.epoch or cursor.xid > horizon.xid]

    async def read(session: AsyncSession) -> Recent:
        queries = _queries(None, lambda row: row.changed_xid >= min(after)) if after else {}
        # Newest first, so that with too many rows those are left out that only the oldest cursors need.
        newest = {name: query.order_by(None).order_by(ROWS[name].changed_xid.desc()) for name, query in queries.items()}
        position, found = await _ask(session, newest)
        now: Cursor = position["cursor"]
        changes = await _read(session, position, found, MOST_ROWS)
        xid = horizon.xid if horizon.epoch == now.epoch else 0
        if not changes.complete:
            cut = [rows for name in ROWS if len(rows := getattr(changes, name)) == MOST_ROWS]
            xid = max(rows[-1].changed_xid for rows in cut)
        changes.messages.sort(key=lambda row: (row.conversation_id, row.seq))
        if changes.agents and listeners:
            changes.known_to.update(await _customers_of(session, [row.id for row in changes.agents], listeners))
        starts = {cursor.start for cursor in cursors} - {now.start}
        ended_at = {start: await end_of_start(session, start) for start in starts}
        return Recent(changes, replace(now, xid=xid), ended_at)

    return await _with_start_noted(database, read)


async def _with_start_noted(database: Database, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
    try:
        return await database.read(work)
    except StartNotNoted:
        await note_server_start(database)
        return await database.read(work)


async def follow_changes(
    session: AsyncSession,
    seen: Changes,
    listeners: Collection[UUID] = (),
    told: Collection[int] = (),
    *,
    rows: bool = True,
) -> Changes:
    """Read what anybody may see, and neither the snapshot of `seen` saw nor one of the transactions `told` changed.

    A transaction that stays open holds the cursor back; leaving out what was seen keeps that from bringing repeats.
    `listeners` are the customers to whom a change of an agent may matter. Without `rows`, only the position and the
    sessions that ended.
    """
    told_here = _as_array(told)
    next_xid, running = _unseen(seen.snapshot)
    running_then = _as_array(running)

    def changed(row: Any) -> ColumnElement[bool]:
        # Two searches of the index. To ask of each row whether the snapshot saw it would be to read all rows again that
        # were changed since the oldest transaction that is still open.
        is_new = row.changed_xid >= next_xid
        if running:
            is_new = or_(is_new, row.changed_xid == any_(running_then))
        return and_(is_new, row.changed_xid != all_(told_here)) if told else is_new

    queries = _queries(None, changed) if rows else {}
    ended = select(RevocationRow.session_id).where(changed(RevocationRow))
    position, found = await _ask(session, {**queries, "ended_sessions": ended})
    if found.pop("ended_sessions", None) is not None:
        position["ended_sessions"] = list(await session.scalars(ended))
    changes = await _read(session, position, found, FOLLOWED * MOST_ROWS)
    if changes.agents and listeners:
        changes.known_to.update(await _customers_of(session, [row.id for row in changes.agents], listeners))
    return changes


def _unseen(snapshot: str) -> tuple[int, list[int]]:
    """What a snapshot, in PostgreSQL's notation, did not see: all from a transaction on, and a few before."""
    _, next_xid, running = snapshot.split(":")
    return int(next_xid), [int(xid) for xid in running.split(",") if xid]


def _as_array(xids: Collection[int]) -> ColumnElement[Any]:
    return cast(cast("{" + ",".join(map(str, xids)) + "}", Text), ARRAY(Xid8))


async def read_ended_sessions(session: AsyncSession) -> list[UUID]:
    """All sessions whose tokens may still be within their time although they have ended."""
    return list(await session.scalars(select(RevocationRow.session_id)))


_POSITION = (
    HistoryRow.epoch,
    SERVER_START,
    text("pg_snapshot_xmin(pg_current_snapshot())"),
    text("pg_snapshot_xmax(pg_current_snapshot())"),
    text("pg_current_snapshot()::text"),
)


def _position(row: Any) -> dict[str, Any]:
    epoch, start, oldest_running, next_xid, snapshot = row[: len(_POSITION)]
    return {"cursor": Cursor(epoch, start, oldest_running), "next_xid": next_xid, "snapshot": snapshot}


async def _ask(session: AsyncSession, queries: dict[str, Select[Any]]) -> tuple[dict[str, Any], dict[str, Select[Any]]]:
    """The position, and those of the queries that would find anything: mostly none or few, and one statement tells."""
    answer = (await session.execute(select(*_POSITION, *(exists(query) for query in queries.values())))).one()
    is_there = dict(zip(queries, answer[len(_POSITION) :], strict=True))
    return _position(answer), {name: query for name, query in queries.items() if is_there[name]}


async def _read(session: AsyncSession, position: dict[str, Any], queries: dict[str, Select[Any]], most: int) -> Changes:
    found: dict[str, Any] = {}
    for name, query in queries.items():
        found[name] = list(await session.scalars(query.limit(most + 1)))
    messages, marks = found.get("messages", []), found.get("marks", [])
    wrote = {row.author_id for row in messages if row.author == "agent"}
    authors = select(AgentRow).where(AgentRow.id.in_(wrote))
    shown: dict[str, Any] = {name: rows[:most] for name, rows in found.items()}
    return Changes(
        **position,
        **shown,
        owners=await _owners(
            session, found.get("conversations", []), {row.conversation_id for row in messages + marks}
        ),
        authors=list(await session.scalars(authors)) if wrote else [],
        complete=all(len(rows) <= most for rows in found.values()),
    )


def _queries(reader: Actor | None, changed: Any) -> dict[str, Select[Any]]:
    """By the names of `Changes`; with a reader, only what they may see."""
    queries: dict[str, Select[Any]] = {name: select(row).where(changed(row)) for name, row in ROWS.items()}
    queries["messages"] = queries["messages"].order_by(MessageRow.conversation_id, MessageRow.seq)
    if not isinstance(reader, CustomerActor):
        return queries
    own = ConversationRow.customer_id == reader.customer_id
    wrote_to_me = (
        select(MessageRow.seq)
        .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
        .where(own, MessageRow.author == "agent", MessageRow.author_id == AgentRow.id)
    )
    return {
        "conversations": queries["conversations"].where(own),
        "messages": queries["messages"]
        .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
        .where(own, MessageRow.public_seq.is_not(None)),
        "marks": queries["marks"]
        .join(ConversationRow, ConversationRow.id == MarkRow.conversation_id)
        .where(own, MarkRow.reader != "agent"),
        "customers": queries["customers"].where(CustomerRow.id == reader.customer_id),
        "agents": queries["agents"].where(exists(wrote_to_me)),
    }


async def _owners(session: AsyncSession, conversations: list[ConversationRow], asked: set[UUID]) -> dict[UUID, UUID]:
    owners = {row.id: row.customer_id for row in conversations}
    missing = asked - owners.keys()
    if missing:
        query = select(ConversationRow.id, ConversationRow.customer_id).where(ConversationRow.id.in_(missing))
        owners.update((conversation_id, customer_id) for conversation_id, customer_id in await session.execute(query))
    return owners


async def _customers_of(
    session: AsyncSession, agent_ids: list[UUID], listeners: Collection[UUID]
) -> dict[UUID, set[UUID]]:
    query = (
        select(MessageRow.author_id, ConversationRow.customer_id)
        .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
        .where(ConversationRow.customer_id.in_(listeners), MessageRow.author_id.in_(agent_ids))
        .distinct()
    )
    known_to: dict[UUID, set[UUID]] = {}
    for agent_id, customer_id in await session.execute(query):
        if agent_id is not None:
            known_to.setdefault(agent_id, set()).add(customer_id)
    return known_to
