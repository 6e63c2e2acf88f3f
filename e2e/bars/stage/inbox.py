"""Conversations as a company has them that has answered its customers for a year. The same each time."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import msgspec

from stonechat.conversations import rules
from stonechat.conversations.wire import AssigneeChanged, StatusChanged, SystemEvent

COLUMNS: dict[str, tuple[str, ...]] = {
    "customers": (
        *("id", "site_id", "name", "email", "phone", "attributes", "page_attributes", "tag_ids", "note", "first_page"),
        *("last_page", "referrer", "user_agent", "locale", "time_zone", "created_at", "version"),
    ),
    "conversations": (
        *("id", "site_id", "customer_id", "status", "assignee_id", "priority", "snoozed_until", "resolved_at"),
        *("queued_at", "assigned_at", "seq", "public_seq", "head_version", "start_hash", "answers", "tag_ids"),
        *("preview", "last_message_at", "waiting_since", "last_message_author", "last_message_author_id"),
        *("created_at", "version"),
    ),
    "messages": (
        *("conversation_id", "seq", "id", "public_seq", "kind", "author", "author_id", "text", "event", "body_hash"),
        *("created_at", "version"),
    ),
    "marks": ("id", "conversation_id", "reader", "reader_id", "delivered_seq", "read_seq", "version"),
}

# How many of a hundred are in which state, and for how many days most of them have been silent.
STATES = {"open": (6, 1.0), "pending": (2, 2.0), "snoozed": (2, 4.0), "resolved": (90, 150.0)}
LONGEST_AGO = timedelta(days=400)
NEWEST = timedelta(minutes=20)
PRIORITIES = {"normal": 90, "high": 6, "urgent": 2, "low": 2}
RETURNING = 5
"""One in so many customers has written before."""

FIRST = (
    "Aino",
    "Björn",
    "Chloé",
    "Dalia",
    "Emre",
    "Fatima",
    "Goran",
    "Hiroko",
    "Ines",
    "Jamal",
    "Katarzyna",
    "Luis",
    "Mei",
    "Noor",
)
LAST = ("Andersson", "Baumgartner", "Chukwu", "Díaz", "Eriksen", "Fofana", "García", "Hashimoto", "Ivanova", "Janssen")
TEXT = (
    "the order parcel kettle lamp invoice arrived yesterday and seems to be missing one of its parts could you please "
    "check whether this was sent separately we paid by card last week thanks a lot for your quick help it works now "
    "there is still a scratch on the side which color would you recommend for a small kitchen delivery to Norway"
)
WORDS = tuple(TEXT.split())
PAGES = ("", "kettles", "lamps/desk", "checkout", "account/orders/1184", "help/returns", "garden/tools?sort=price")
BROWSERS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile Safari/604.1",
)

Row = tuple[Any, ...]


@dataclass
class Office:
    """Who answers, where, and in which words it is sorted: rows with an `id` each."""

    agents: Sequence[Any]
    sites: Sequence[Any]
    tags: Sequence[Any]


@dataclass
class Told:
    """One conversation while it is being told."""

    id: UUID
    customer_id: UUID
    at: datetime
    entries: list[Row] = field(default_factory=list)
    public_seq: int = 0
    preview: str = ""
    last: tuple[str, UUID, datetime] | None = None
    waiting_since: datetime | None = None


def tables(office: Office, count: int) -> dict[str, list[Row]]:
    """The rows of each table, in the order in which they refer to each other."""
    year = Year(office)
    for number in range(count):
        year.tell(number)
    return year.rows


class Year:
    """What happened, told one conversation after the other."""

    def __init__(self, office: Office) -> None:
        self.rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
        self._office = office
        self._chance = Random(6)
        self._now = datetime.now(UTC)
        self._customers: list[tuple[UUID, UUID]] = []
        """With the site that each writes from."""

    def tell(self, number: int) -> None:
        """Tell another one."""
        chance = self._chance
        state = chance.choices(list(STATES), [share for share, _ in STATES.values()])[0]
        ended = self._now - min(LONGEST_AGO, NEWEST + timedelta(days=chance.expovariate(1 / STATES[state][1])))
        begun = ended - timedelta(minutes=chance.expovariate(1 / 90))
        if number % RETURNING or not self._customers:
            self._meet(begun)
        customer_id, site = self._customers[-1] if number % RETURNING else chance.choice(self._customers[-50:])
        told = Told(self._id_at(begun), customer_id, begun)
        agent = chance.choice(self._office.agents)["id"] if state == "resolved" or chance.random() < 0.8 else None
        self._talk(told, ended, agent, waits=state == "open")
        until = ended + timedelta(days=500) if state == "snoozed" else None
        if state != "open":
            told.waiting_since = None if state == "resolved" else told.waiting_since
            self._happened(told, StatusChanged(status=state, previous="open", until=until, agent_id=agent))  # type: ignore[arg-type]  # the names of STATES
        self._store_head(told, state, agent, site)
        self.rows["messages"] += told.entries
        self.rows["marks"] += self._marks(told, agent)

    def _meet(self, at: datetime) -> None:
        chance = self._chance
        id_, site = self._id_at(at), chance.choice(self._office.sites)["id"]
        first, last = chance.choice(FIRST), chance.choice(LAST)
        pages = [f"https://shop.example/{page}" for page in chance.choices(PAGES, k=2)]
        attributes = {"plan": chance.choice(["free", "business"]), "orders": chance.randrange(40)}
        tags = self._tags([0, 0, 0, 1, 2])
        note = self._words(12) if chance.random() < 0.1 else ""
        email = f"{first}.{last}.{id_.hex[-6:]}@mail.example".lower()
        self._customers.append((id_, site))
        self.rows["customers"].append(
            (
                *(id_, site, f"{first} {last}", email, None, attributes, {}, tags, note, pages[0], pages[1]),
                *("https://search.example/", chance.choice(BROWSERS), chance.choice(["en-GB", "de-DE", "nb-NO"])),
                *(chance.choice(["Europe/Berlin", "America/Lima"]), at, 1),
            )
        )

    def _talk(self, told: Told, ended: datetime, agent: UUID | None, *, waits: bool) -> None:
        chance = self._chance
        count = 120 + chance.randrange(120) if chance.random() < 0.004 else 2 + min(40, int(chance.expovariate(1 / 6)))
        step = (ended - told.at) / (count + 2)
        self._say(told, None)
        if agent is not None:
            assigned = AssigneeChanged(assignee_id=agent, previous=None, reason="by_agent", agent_id=agent)
            self._happened(told, assigned)
        for left in reversed(range(count)):
            told.at += step
            ours = chance.random() < 0.5 if left else not waits or chance.random() < 0.4
            kind = "note" if ours and agent is not None and left and chance.random() < 0.1 else "message"
            self._say(told, agent if ours else None, kind)
        told.at = ended

    def _store_head(self, told: Told, state: str, agent: UUID | None, site: UUID) -> None:
        chance = self._chance
        begun, seq = told.entries[0][-2], len(told.entries)
        author, author_id, last_at = told.last or ("customer", told.customer_id, begun)
        number = str(chance.randrange(10**6))
        answers = [{"key": "order", "label": "Order number", "value": number, "value_label": None}]
        priority = chance.choices(list(PRIORITIES), list(PRIORITIES.values()))[0]
        until = told.at + timedelta(days=500) if state == "snoozed" else None
        queued_at = begun if state == "open" and agent is None else None
        head_version = 1 + sum(entry[4] == "event" for entry in told.entries)
        self.rows["conversations"].append(
            (
                *(told.id, site, told.customer_id, state, agent, priority, until),
                *(told.at if state == "resolved" else None, queued_at, begun if agent else None),
                *(seq, told.public_seq, head_version, _hash(told.id), answers, self._tags([0, 0, 0, 1, 1, 2, 3])),
                *(told.preview, last_at, told.waiting_since, author, author_id, begun, seq),
            )
        )

    def _marks(self, told: Told, agent: UUID | None) -> list[Row]:
        waits = told.last is not None and told.last[0] == "customer"
        unread = self._chance.choice([0, 1, 1, 2, 4]) if waits else 0
        read = max(0, told.public_seq - unread)
        readers: list[tuple[str, UUID | None, int]] = [("customer", told.customer_id, told.public_seq)]
        if agent is not None:
            readers += [("agent", agent, read), ("team", None, read)]
        return [
            (rules.mark_id(told.id, reader_id), told.id, reader, reader_id, told.public_seq, read_seq, 1)
            for reader, reader_id, read_seq in readers
        ]

    def _say(self, told: Told, agent: UUID | None, kind: str = "message") -> None:
        """Without an agent the customer speaks."""
        text = self._words(2 + min(80, int(self._chance.expovariate(1 / 14))))
        author, author_id = ("agent", agent) if agent is not None else ("customer", told.customer_id)
        public = None
        if kind == "message":
            told.public_seq += 1
            public, told.preview = told.public_seq, rules.preview_of(text)
            told.last = (author, author_id, told.at)
            told.waiting_since = (told.waiting_since or told.at) if author == "customer" else None
        self._enter(told, (public, kind, author, author_id, text, None))

    def _happened(self, told: Told, event: SystemEvent) -> None:
        self._enter(told, (None, "event", "system", None, "", msgspec.to_builtins(event)))

    def _enter(self, told: Told, said: Row) -> None:
        id_ = self._id_at(told.at)
        told.entries.append((told.id, len(told.entries) + 1, id_, *said, _hash(id_), told.at, 1))

    def _tags(self, counts: Sequence[int]) -> list[UUID]:
        return [tag["id"] for tag in self._chance.sample(list(self._office.tags), self._chance.choice(counts))]

    def _words(self, count: int) -> str:
        return " ".join(self._chance.choices(WORDS, k=count)).capitalize() + "."

    def _id_at(self, at: datetime) -> UUID:
        """A UUIDv7 of that moment."""
        chance = self._chance
        value = int(at.timestamp() * 1000) << 80 | 0x7 << 76 | chance.getrandbits(12) << 64
        return UUID(int=value | 0b10 << 62 | chance.getrandbits(62))


def _hash(id_: UUID) -> bytes:
    return hashlib.sha256(id_.bytes).digest()
