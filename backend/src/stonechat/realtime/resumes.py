"""What clients missed: read for one who comes back alone, and once for all who come back in the same moment."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from stonechat.accounts.actor import Actor, CustomerActor
from stonechat.db.database import Database
from stonechat.db.shared_reads import SharedReads
from stonechat.realtime.audience import ANY_AGENT, Rows, anybody_of, changes_by_customer, rows_for
from stonechat.realtime.changes import Recent, read_delta, read_position, read_recent
from stonechat.realtime.cursor import Cursor, parse_cursor


@dataclass(frozen=True, slots=True)
class Delta:
    """The rows that a client missed. `cursor` is the oldest transaction that they may not cover.

    Without `resumed` the client's cursor told nothing, there are no rows, and what the client has it has to load again.
    """

    rows: Rows
    cursor: Cursor
    resumed: bool


@dataclass(frozen=True, slots=True)
class _Question:
    reader: Actor
    since: Cursor | None


class Resumes:
    """Reads deltas.

    After a restart thousands come back within seconds, and nearly all missed the same few changes. Those are read once
    and parted; only who was away for longer has a reading of their own.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._shared = SharedReads(self._read_together)
        self._horizon = Cursor("", 0, 0)
        """Since then more has changed than is read for many. It only moves on, within one history."""

    async def read(self, reader: Actor, since: str | None) -> Delta:
        """What changed for this reader since a cursor that their client gave back. Raises `Busy`."""
        question = _Question(reader, parse_cursor(since) if since is not None else None)
        return await self._shared.ask(question) or await self._read_alone(question)

    async def _read_together(self, questions: list[_Question]) -> list[Delta | None]:
        """None: to be read alone."""
        if len(questions) == 1:
            return [None]
        cursors = [question.since for question in questions if question.since is not None]
        readers = {question.reader.customer_id for question in questions if isinstance(question.reader, CustomerActor)}
        recent = await read_recent(self._database, cursors, self._horizon, readers)
        self._horizon = recent.horizon
        parts = _Parts(recent, readers)
        return [parts.delta(question) for question in questions]

    async def _read_alone(self, question: _Question) -> Delta:
        if question.since is None:
            changes, resumed = await self._database.read(read_position), False
        else:
            changes, resumed = await read_delta(self._database, question.since, question.reader)
        rows = rows_for(question.reader, changes) if resumed else Rows()
        return Delta(rows, changes.cursor, resumed)


class _Parts:
    """What was read for many, parted among them."""

    def __init__(self, recent: Recent, readers: set[UUID]) -> None:
        self._recent = recent
        self._by_customer = changes_by_customer(recent.changes, readers.__contains__)
        self._for_agents: dict[int, Rows] = {}
        """By the cursor's transaction: most agents have the same."""

    def delta(self, question: _Question) -> Delta | None:
        now, since = self._recent.changes.cursor, question.since
        if since is None or not self._recent.can_resume(since):
            return Delta(Rows(), now, resumed=False)
        if not self._recent.covers(since):
            return None
        return Delta(self._rows(question.reader, since.xid), now, resumed=True)

    def _rows(self, reader: Actor, since: int) -> Rows:
        if isinstance(reader, CustomerActor):
            own = self._by_customer.get(reader.customer_id)
            return rows_for(anybody_of(reader.customer_id), own.since(since)) if own else Rows()
        if since not in self._for_agents:
            self._for_agents[since] = rows_for(ANY_AGENT, self._recent.changes.since(since))
        return self._for_agents[since]
