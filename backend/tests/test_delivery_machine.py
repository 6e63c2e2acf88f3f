"""Delivery as a state machine: whatever order hints, cuts, retries and restarts come in, nothing is lost or doubled.

PostgreSQL and the product are real; the bus, the followers' clock and the lines are the machine's (see virtual.py). A
failure prints the steps, and a blob that repeats them.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from stonechat.accounts.actor import Actor, AgentActor, CustomerActor
from stonechat.conversations.wire import (
    ChangeConversation,
    EditMessage,
    FirstMessage,
    SendMessage,
    SetMark,
    StartConversation,
    Status,
)
from stonechat.customers.wire import OpenSession
from stonechat.errors import Busy, Refusal
from stonechat.ids import new_id

from .clients import FORM
from .send_checks import violations
from .virtual import Process, Reader, World, snapshot

T = TypeVar("T")
PEOPLE = 3
"""Two customers and, last, an agent."""

people = st.integers(0, PEOPLE - 1)
customers = st.integers(0, PEOPLE - 2)
processes = st.integers(0, 1)
numbers = st.integers(0, 1000)


@dataclass
class Unsent:
    """What somebody wants to send and has no answer to."""

    conversation_id: UUID
    request: SendMessage


@dataclass
class Person:
    """Somebody with a client and an outbox."""

    reader: Reader
    outbox: list[Unsent] = field(default_factory=list)
    acknowledged: dict[UUID, int] = field(default_factory=dict)
    """By message, the number that the sender was told."""
    written: list[tuple[UUID, UUID]] = field(default_factory=list)
    """Conversation and id of what was acknowledged, in the order in which it was sent."""

    @property
    def actor(self) -> Actor:
        return self.reader.actor


class Delivery(RuleBasedStateMachine):
    """Three people, two processes."""

    cluster: ClassVar[str]
    loop: ClassVar[asyncio.AbstractEventLoop]
    resumes: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.people: list[Person] = []
        self.conversations: dict[UUID, int] = {}

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def process(self, number: int) -> Process:
        return self.world.processes[number]

    @initialize()
    def begin(self) -> None:
        self.run(self._begin())

    async def _begin(self) -> None:
        await self.world.begin(self.cluster)
        actors: list[Actor] = []
        for _ in range(PEOPLE - 1):
            session = await self.process(0).services.customer_sessions.open(
                OpenSession(site_id=self.world.site_id, resume_key=None)
            )
            actors.append(self.world.tokens.verify(session.token).actor)
        actors.append(AgentActor(agent_id=self.world.agent_id, session_id=new_id(), role="admin"))
        for actor in actors:
            token, _ = self.world.tokens.issue(actor)
            self.people.append(Person(Reader(actor, token, self.resumes)))
        await self._start(0, 0)

    @rule(who=customers, number=processes)
    def start(self, who: int, number: int) -> None:
        if len(self.conversations) < 3:
            self.run(self._start(who, number))

    async def _start(self, who: int, number: int) -> None:
        actor = self.people[who].actor
        assert isinstance(actor, CustomerActor)
        request = StartConversation(id=new_id(), message=FirstMessage(id=new_id(), text="Hello"), answers=dict(FORM))
        started = [await self.process(number).services.conversations.start(actor, request) for _ in range(2)]
        assert [new for _, new in started] == [True, False]
        assert started[0][0].message == started[1][0].message
        self.conversations[request.id] = who

    def _conversation(self, who: int, pick: int) -> UUID | None:
        """One that this person may write into."""
        own = [key for key, owner in self.conversations.items() if who in {owner, PEOPLE - 1}]
        return own[pick % len(own)] if own else None

    @rule(who=people, pick=numbers, number=processes, note=st.booleans(), answer_is_lost=st.booleans())
    def send(self, who: int, pick: int, number: int, note: bool, answer_is_lost: bool) -> None:
        conversation_id = self._conversation(who, pick)
        if conversation_id is None:
            return
        kind = "note" if note and who == PEOPLE - 1 else "message"
        unsent = Unsent(conversation_id, SendMessage(id=new_id(), text=f"text {pick}", kind=kind))  # type: ignore[arg-type]  # one of the two
        self.people[who].outbox.append(unsent)
        if all(waiting is unsent for waiting in self.people[who].outbox):
            self.run(self._attempt(who, unsent, number, answer_is_lost=answer_is_lost))

    @precondition(lambda self: any(person.outbox for person in self.people))
    @rule(who=people, number=processes, at_once=st.booleans())
    def retry(self, who: int, number: int, at_once: bool) -> None:
        for unsent in self.people[who].outbox[:1]:
            if at_once:
                self.run(self._race(who, unsent))
            else:
                self.run(self._attempt(who, unsent, number))

    async def _race(self, who: int, unsent: Unsent) -> None:
        await asyncio.gather(*(self._attempt(who, unsent, number) for number in (0, 1, 0)))

    async def _attempt(self, who: int, unsent: Unsent, number: int, *, answer_is_lost: bool = False) -> None:
        person = self.people[who]
        conversations = self.process(number).services.conversations
        message, _ = await conversations.send(person.actor, unsent.conversation_id, unsent.request)
        assert message.id == unsent.request.id
        if not answer_is_lost:
            self._acknowledge(person, unsent, message.seq)

    @staticmethod
    def _acknowledge(person: Person, unsent: Unsent, seq: int) -> None:
        assert person.acknowledged.setdefault(unsent.request.id, seq) == seq, "one message, two numbers"
        if unsent in person.outbox:
            person.outbox.remove(unsent)
            person.written.append((unsent.conversation_id, unsent.request.id))

    @rule(who=people, pick=numbers, number=processes, delete=st.booleans())
    def revise(self, who: int, pick: int, number: int, delete: bool) -> None:
        person = self.people[who]
        if not person.written:
            return
        conversation_id, message_id = person.written[pick % len(person.written)]
        revisions = self.process(number).services.revisions
        held = person.reader.rows["messages"].get(str(message_id), {"version": 1})
        with contextlib.suppress(Refusal):
            if delete:
                self.run(revisions.delete(person.actor, conversation_id, message_id))
            else:
                request = EditMessage(text=f"edited {pick}", version=held["version"])
                self.run(revisions.edit(person.actor, conversation_id, message_id, request))

    @rule(pick=numbers, number=processes, status=st.sampled_from(["open", "pending", "snoozed", "resolved"]))
    def change_status(self, pick: int, number: int, status: Status) -> None:
        agent = self.people[-1]
        conversation_id = self._conversation(PEOPLE - 1, pick)
        if conversation_id is None or not isinstance(agent.actor, AgentActor):
            return
        held = agent.reader.rows["conversations"].get(str(conversation_id), {"head_version": 1})
        request = ChangeConversation(head_version=held["head_version"], status=status)
        with contextlib.suppress(Refusal):
            self.run(self.process(number).services.heads.change(agent.actor, conversation_id, request))

    @rule(who=people, pick=numbers, number=processes, delivered=st.integers(0, 12), read=st.integers(0, 12))
    def mark(self, who: int, pick: int, number: int, delivered: int, read: int) -> None:
        conversation_id = self._conversation(who, pick)
        if conversation_id is not None:
            request = SetMark(delivered_seq=delivered, read_seq=read)
            self.run(self.process(number).services.marks.set(self.people[who].actor, conversation_id, request))

    @rule(who=people, number=processes)
    def connect(self, who: int, number: int) -> None:
        self.run(self._connect(who, number))

    async def _connect(self, who: int, number: int) -> None:
        self.people[who].reader.connect(self.process(number))
        await asyncio.sleep(0.002)

    @rule(number=processes)
    def come_back_together(self, number: int) -> None:
        self.run(self._come_back_together(number))

    async def _come_back_together(self, number: int) -> None:
        for person in self.people:
            person.reader.connect(self.process(number))
        await asyncio.sleep(0.002)

    @rule(who=people)
    def cut(self, who: int) -> None:
        self.run(self._cut(who))

    async def _cut(self, who: int) -> None:
        self.people[who].reader.drop()
        await asyncio.sleep(0)

    @rule(who=people, frames=st.integers(1, 4))
    def hear(self, who: int, frames: int) -> None:
        self.run(self._hear(who, frames))

    async def _hear(self, who: int, frames: int = 1000) -> None:
        await asyncio.sleep(0.002)
        await self.people[who].reader.hear(self.process(0), frames)

    @precondition(lambda self: self.world.hints)
    @rule(pick=numbers, fate=st.sampled_from(["delivered", "doubled", "lost"]))
    def hint(self, pick: int, fate: str) -> None:
        """Any of those on their way, so that they come in any order."""
        number = self.world.hints.pop(pick % len(self.world.hints))
        if fate == "doubled":
            self.world.hints.append(number)
        if fate != "lost":
            self.run(self._deliver(number))

    async def _deliver(self, number: int) -> None:
        self.world.deliver(number)
        await asyncio.sleep(0.002)

    @rule(number=processes, pick=numbers)
    def restart(self, number: int, pick: int) -> None:
        """A process stops while a message is on its way, and comes back."""
        self.run(self._restart(number, pick))

    async def _restart(self, number: int, pick: int) -> None:
        sending = None
        who = pick % PEOPLE
        conversation_id = self._conversation(who, pick)
        if conversation_id is not None and not self.people[who].outbox:
            unsent = Unsent(conversation_id, SendMessage(id=new_id(), text=f"at the end {pick}"))
            self.people[who].outbox.append(unsent)
            sending = asyncio.create_task(self._attempt(who, unsent, number, answer_is_lost=bool(pick % 2)))
            await asyncio.sleep(0)
        for person in self.people:
            await person.reader.leave()
        await self.process(number).stop()
        await self.process(number).start(self.world)
        if sending is not None:
            with contextlib.suppress(Busy):
                await sending

    @invariant()
    def the_timelines_are_whole(self) -> None:
        if self.people:
            assert self.run(violations(self.world.connection)) == {}

    def teardown(self) -> None:
        if self.people:
            try:
                self.run(self._settle())
            finally:
                self.run(self._leave())

    async def _settle(self) -> None:
        """All hints are lost, everybody sends what is left and comes back: then everybody sees the same."""
        self.world.hints.clear()
        for who, person in enumerate(self.people):
            while person.outbox:
                await self._attempt(who, person.outbox[0], 0)
            if not person.reader.is_live:
                person.reader.connect(self.process(who % 2))
        self.world.second_passes()
        for who, person in enumerate(self.people):
            expected = await snapshot(self.process(0).services, person.actor)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(2):
                    while person.reader.must_load or not person.reader.is_live or person.reader.rows != expected:
                        await self._hear(who)
            assert person.reader.rows == expected
            await self._check_acknowledged(person)

    async def _leave(self) -> None:
        for person in self.people:
            await person.reader.leave()
        await self.world.end()

    async def _check_acknowledged(self, person: Person) -> None:
        number = "seq" if isinstance(person.actor, AgentActor) else "public_seq"
        query = f"SELECT id, {number} AS number FROM messages WHERE author_id = $1"  # noqa: S608 (one of two words)
        stored = {
            row["id"]: row["number"] for row in await self.world.connection.fetch(query, _author_id(person.actor))
        }
        for message_id, seq in person.acknowledged.items():
            assert stored[message_id] == seq
        by_conversation: dict[UUID, list[int]] = {}
        for conversation_id, message_id in person.written:
            by_conversation.setdefault(conversation_id, []).append(person.acknowledged[message_id])
        for sequence in by_conversation.values():
            assert sequence == sorted(sequence), "one sender's order was changed"


def _author_id(actor: Actor) -> UUID:
    return actor.agent_id if isinstance(actor, AgentActor) else actor.customer_id


class Forgetful(Delivery):
    """The control: clients that come back without saying what they have, and load nothing either."""

    resumes = False


def machine_settings(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # Shrinking thousands of real commits takes minutes.
        print_blob=True,
    )


@pytest.fixture
def own_loop(cluster: str) -> Any:
    loop = asyncio.new_event_loop()
    Delivery.cluster, Delivery.loop = cluster, loop
    yield loop
    loop.close()


def test_whatever_happens_in_between_everybody_ends_up_with_the_same(own_loop: object) -> None:
    run_state_machine_as_test(Delivery, settings=machine_settings(20, 40))


def test_the_machine_notices_clients_that_do_not_resume(own_loop: object) -> None:
    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            Forgetful, settings=settings(machine_settings(200, 40), derandomize=True, database=None)
        )
