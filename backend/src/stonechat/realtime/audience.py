"""Who is told what of the changes: one frame for all agents, and each customer their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, cast
from uuid import UUID

from stonechat.accounts.actor import Actor, AgentActor, CustomerActor
from stonechat.accounts.views import profile_from
from stonechat.accounts.wire import AgentProfile
from stonechat.conversations.rules import sees_mark
from stonechat.conversations.views import (
    Stored,
    conversation_for,
    conversation_from,
    mark_from,
    message_for,
    message_from,
)
from stonechat.conversations.wire import Conversation, Mark, Message, Reader
from stonechat.customers.service import customer_from
from stonechat.customers.wire import Customer
from stonechat.db.base import Versioned
from stonechat.realtime.changes import ROWS, Changes
from stonechat.realtime.wire import RowsFrame
from stonechat.sites.views import site_from
from stonechat.sites.wire import Site
from stonechat.tags.service import tag_from
from stonechat.tags.wire import Tag

NOBODY = UUID(int=0)
ANY_AGENT = AgentActor(agent_id=NOBODY, session_id=NOBODY, role="agent")


@dataclass(slots=True)
class Rows:
    """Rows for one audience, as it sees them."""

    conversations: list[Conversation] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    customers: list[Customer] = field(default_factory=list)
    agents: dict[UUID, AgentProfile] = field(default_factory=dict)
    tags: list[Tag] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)

    def __bool__(self) -> bool:
        return self.longest() > 0

    def longest(self) -> int:
        """How many rows there are of the kind that has most."""
        return max(
            len(self.conversations),
            len(self.messages),
            len(self.marks),
            len(self.customers),
            len(self.agents),
            len(self.tags),
            len(self.sites),
        )

    def frame(self, cursor: str | None) -> RowsFrame:
        """As a frame of the socket."""
        return RowsFrame(
            conversations=self.conversations,
            messages=self.messages,
            marks=self.marks,
            customers=self.customers,
            agents=list(self.agents.values()),
            tags=self.tags,
            sites=self.sites,
            cursor=cursor,
        )


def anybody_of(customer_id: UUID) -> CustomerActor:
    """A customer as a reader, whichever browser they use."""
    return CustomerActor(customer_id=customer_id, session_id=NOBODY, site_id=NOBODY, origin=None)


def rows_for(reader: Actor, changes: Changes) -> Rows:
    """The changes as one reader sees them. For a customer, `changes` must be theirs alone."""
    rows = Rows(
        conversations=[conversation_from(row, reader) for row in changes.conversations],
        messages=[message_from(row, reader) for row in changes.messages],
        marks=[mark_from(row) for row in changes.marks],
        customers=[customer_from(row, reader) for row in changes.customers],
        agents={row.id: profile_from(row) for row in changes.agents},
        tags=[tag_from(row) for row in changes.tags],
        sites=[site_from(row) for row in changes.sites],
    )
    if not isinstance(reader, AgentActor):
        rows.agents |= {row.id: profile_from(row) for row in changes.authors}
    return rows


def changes_by_customer(changes: Changes, listens: Callable[[UUID], bool]) -> dict[UUID, Changes]:
    """Of what anybody may see, the part of each customer who listens."""
    parts: dict[UUID, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for customer_id, name, row in _for_customers(changes):
        if listens(customer_id):
            parts[customer_id][name].append(row)
    return {customer_id: replace(changes, **_NOTHING | part) for customer_id, part in parts.items()}


_NOTHING: dict[str, Any] = {name: [] for name in (*ROWS, "authors")}


def _for_customers(changes: Changes) -> Iterator[tuple[UUID, str, Versioned]]:
    """Each row that a customer may see, with its customer and its name in `Changes`."""
    authors = {row.id: row for row in changes.authors}
    agents = {row.id: row for row in changes.agents}
    for conversation in changes.conversations:
        yield conversation.customer_id, "conversations", conversation
    for message in changes.messages:
        if message.public_seq is not None:
            customer_id = changes.owners[message.conversation_id]
            yield customer_id, "messages", message
            if message.author_id in authors:
                yield customer_id, "authors", authors[message.author_id]
    for mark in changes.marks:
        customer_id = changes.owners[mark.conversation_id]
        if sees_mark(anybody_of(customer_id), cast("Reader", mark.reader)):
            yield customer_id, "marks", mark
    for customer in changes.customers:
        yield customer.id, "customers", customer
    for agent_id, customer_ids in changes.known_to.items():
        for customer_id in customer_ids:
            yield customer_id, "agents", agents[agent_id]


def rows_of_group(stored: Iterable[Stored]) -> Rows:
    """What a group of sends changed, as agents see it."""
    rows = Rows()
    newest: dict[UUID, Conversation] = {}
    for each in stored:
        newest[each.conversation.id] = each.conversation
        rows.messages.append(each.message)
    rows.conversations = list(newest.values())
    return rows


def rows_of_group_by_customer(
    stored: Iterable[Stored], listens: Callable[[UUID], bool], profiles: dict[UUID, AgentProfile]
) -> dict[UUID, Rows] | None:
    """What a group of sends changed for each customer who listens.

    None when one of them would see an author whose profile is not among `profiles`.
    """
    by_customer: dict[UUID, Rows] = {}
    parts: dict[UUID, list[Stored]] = defaultdict(list)
    for each in stored:
        if listens(each.conversation.customer_id):
            parts[each.conversation.customer_id].append(each)
    for customer_id, own in parts.items():
        reader = anybody_of(customer_id)
        public = [each.message for each in own if each.message.public_seq is not None]
        authors = {message.author_id for message in public if message.author == "agent"}
        if not authors <= profiles.keys():
            return None
        rows = rows_of_group(own)
        rows.conversations = [conversation_for(reader, conversation) for conversation in rows.conversations]
        rows.messages = [message_for(reader, message) for message in public]
        for author_id in authors:
            _introduce(rows, author_id, profiles)
        by_customer[customer_id] = rows
    return by_customer


def profiles_in(changes: Changes) -> dict[UUID, AgentProfile]:
    """The profiles of all agents that the changes know of."""
    return {row.id: profile_from(row) for row in (*changes.authors, *changes.agents)}


def _introduce(rows: Rows, agent_id: Any, profiles: dict[UUID, AgentProfile]) -> None:
    if agent_id in profiles:
        rows.agents[agent_id] = profiles[agent_id]
