"""What is nowhere stored: who types, who looks at a conversation, and who is connected.

Typing is passed on and forgotten. Looking and presence are leases: the process that holds the connection renews them,
and tells the other processes by gossip; what is not renewed runs out, so a lost word or a killed process heals.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple, TypeAlias
from uuid import UUID

import msgspec

from stonechat.accounts.actor import Actor, AgentActor
from stonechat.conversations.rules import PUBLIC
from stonechat.conversations.wire import SentKind
from stonechat.realtime.bus import LONGEST_GOSSIP
from stonechat.realtime.hub import Hub, Mailbox, Timeline, encode
from stonechat.realtime.timing import Timing
from stonechat.realtime.wire import EphemeralFrame

log = logging.getLogger(__name__)

Side: TypeAlias = Literal["customer", "agent"]


class Presence(NamedTuple):
    """Somebody is connected."""

    side: Side
    person_id: UUID


class Viewing(NamedTuple):
    """An agent looks at a conversation."""

    conversation_id: UUID
    agent_id: UUID


Lease: TypeAlias = Presence | Viewing


class Gossip(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one process tells the others."""

    frames: list[EphemeralFrame] = []
    present: list[Presence] = []
    viewing: list[Viewing] = []


_decode_gossip = msgspec.json.Decoder(Gossip).decode
_LEASES_A_PIECE = LONGEST_GOSSIP // 90


class Ephemera:
    """The leases that this process knows of, and those that it renews for its own connections."""

    def __init__(self, hub: Hub, timing: Timing, gossip: Callable[[str], None]) -> None:
        self._hub = hub
        self._timing = timing
        self._gossip = gossip
        self._held: Counter[Lease] = Counter()
        """By how many of our own connections each lease is renewed."""
        self._until: dict[Lease, float] = {}
        """When (monotonic seconds) each lease runs out, of whichever process."""
        self._team: set[UUID] = set()
        """The agents among them who are connected."""
        self._shown: dict[UUID, Counter[UUID]] = {}
        """By customer, the conversations that our connections have open, so that presence finds them."""
        self._task: asyncio.Task[None] | None = None
        self.on_agent: Callable[[], None] = lambda: None
        """Called when an agent connects who was not connected to this process."""

    async def start(self) -> None:
        """Begin to renew and to let run out."""
        self._task = asyncio.create_task(self._keep(), name="ephemera")

    async def stop(self) -> None:
        """Stop both."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def arrive(self, actor: Actor) -> None:
        """A connection of this person began. Programs do not count: nobody waits for them."""
        if not _is_program(actor):
            self._hold(_presence_of(actor))

    def depart(self, actor: Actor) -> None:
        """It ended; the lease goes on for a while, because reloading a page is no absence."""
        if not _is_program(actor):
            self._release(_presence_of(actor))

    def show(self, mailbox: Mailbox, timeline: Timeline, customer_id: UUID) -> None:
        """A connection opened a timeline: it is told how things are, and then of changes."""
        self._hub.subscribe(timeline, mailbox)
        self._shown.setdefault(customer_id, Counter())[timeline.conversation_id] += 1
        for frame in self._current(timeline, customer_id):
            mailbox.put_if_roomy(encode(frame))

    def hide(self, mailbox: Mailbox, timeline: Timeline, customer_id: UUID) -> None:
        """It closed that timeline again."""
        self._hub.unsubscribe(timeline, mailbox)
        shown = self._shown[customer_id]
        shown[timeline.conversation_id] -= 1
        if shown[timeline.conversation_id] == 0:
            del shown[timeline.conversation_id]
        if not shown:
            del self._shown[customer_id]

    def type(self, actor: Actor, conversation_id: UUID, kind: SentKind) -> None:
        """Somebody types."""
        side, person_id = _presence_of(actor)
        frame = EphemeralFrame(conversation_id, "typing", side, person_id, kind, active=True)
        self._publish(frame)
        self._tell(Gossip(frames=[frame]))

    def view(self, actor: AgentActor, before: UUID | None, now: UUID | None) -> None:
        """An agent's connection looks at another conversation than before; None: at nothing."""
        if before is not None:
            lease = Viewing(before, actor.agent_id)
            self._release(lease)
            if not self._held[lease]:
                # Unlike presence, looking away is meant; another process renews it if the agent looks there too.
                self._end(lease)
                self._tell(Gossip(frames=[_viewing_frame(lease, active=False)]))
        if now is not None:
            self._hold(Viewing(now, actor.agent_id))

    def hear(self, text: str) -> None:
        """What another process told."""
        try:
            gossip = _decode_gossip(text)
        except msgspec.MsgspecError:
            log.warning("another process said something that this version does not understand")
            return
        for frame in gossip.frames:
            if frame.event == "viewing" and not frame.active and frame.author_id is not None:
                if not self._held[Viewing(frame.conversation_id, frame.author_id)]:
                    self._end(Viewing(frame.conversation_id, frame.author_id))
            else:
                self._publish(frame)
        leases: list[Lease] = [*gossip.present, *gossip.viewing]
        for lease in leases:
            self._renew(lease)

    def _hold(self, lease: Lease) -> None:
        self._held[lease] += 1
        self._renew(lease)
        if self._held[lease] == 1:
            self._tell_leases([lease])
            if isinstance(lease, Presence) and lease.side == "agent":
                self.on_agent()

    def agents_here(self) -> list[UUID]:
        """The agents who are connected to this process."""
        return [lease.person_id for lease in self._held if isinstance(lease, Presence) and lease.side == "agent"]

    def _release(self, lease: Lease) -> None:
        self._held[lease] -= 1
        if self._held[lease] <= 0:
            del self._held[lease]

    def _renew(self, lease: Lease) -> None:
        is_new = lease not in self._until
        self._until[lease] = time.monotonic() + self._timing.lease
        if is_new or isinstance(lease, Viewing):
            self._announce(lease, active=True)

    def _end(self, lease: Lease) -> None:
        if self._until.pop(lease, None) is not None:
            self._announce(lease, active=False)

    def _announce(self, lease: Lease, *, active: bool) -> None:
        if isinstance(lease, Viewing):
            self._publish(_viewing_frame(lease, active=active))
        elif lease.side == "customer":
            for conversation_id in self._shown.get(lease.person_id, ()):
                self._publish(_presence_frame(conversation_id, "customer", lease.person_id, active=active))
        else:
            team_was_there = bool(self._team)
            (self._team.add if active else self._team.discard)(lease.person_id)
            if team_was_there != bool(self._team):
                for conversation_id in {shown for counter in self._shown.values() for shown in counter}:
                    self._publish(_presence_frame(conversation_id, "agent", None, active=active))

    def _publish(self, frame: EphemeralFrame) -> None:
        """To whom it concerns: customers learn when an agent types a message, and whether anybody is there."""
        self._hub.publish_ephemeral(Timeline(frame.conversation_id, "agent"), frame)
        is_public = frame.event == "presence" or (
            frame.event == "typing" and frame.kind is not None and PUBLIC[frame.kind]
        )
        if frame.author == "agent" and is_public:
            self._hub.publish_ephemeral(Timeline(frame.conversation_id, "customer"), frame)

    def _current(self, timeline: Timeline, customer_id: UUID) -> Iterator[EphemeralFrame]:
        conversation_id, audience = timeline
        yield _presence_frame(conversation_id, "agent", None, active=bool(self._team))
        if audience == "agent":
            is_there = Presence("customer", customer_id) in self._until
            yield _presence_frame(conversation_id, "customer", customer_id, active=is_there)
            for lease in self._until:
                if isinstance(lease, Viewing) and lease.conversation_id == conversation_id:
                    yield _viewing_frame(lease, active=True)

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(self._timing.renewal)
            for lease in list(self._held):
                self._renew(lease)
            self._tell_leases(self._held)
            now = time.monotonic()
            for lease in [lease for lease, until in self._until.items() if until < now]:
                self._end(lease)

    def _tell_leases(self, leases: Iterable[Lease]) -> None:
        told = list(leases)
        for begin in range(0, len(told), _LEASES_A_PIECE):
            piece = told[begin : begin + _LEASES_A_PIECE]
            self._tell(
                Gossip(
                    present=[lease for lease in piece if isinstance(lease, Presence)],
                    viewing=[lease for lease in piece if isinstance(lease, Viewing)],
                )
            )

    def _tell(self, gossip: Gossip) -> None:
        self._gossip(msgspec.json.encode(gossip).decode())


def _presence_of(actor: Actor) -> Presence:
    if isinstance(actor, AgentActor):
        return Presence("agent", actor.agent_id)
    return Presence("customer", actor.customer_id)


def _is_program(actor: Actor) -> bool:
    return isinstance(actor, AgentActor) and actor.role == "integration"


def _viewing_frame(lease: Viewing, *, active: bool) -> EphemeralFrame:
    return EphemeralFrame(lease.conversation_id, "viewing", "agent", lease.agent_id, None, active=active)


def _presence_frame(conversation_id: UUID, side: Side, person_id: UUID | None, *, active: bool) -> EphemeralFrame:
    return EphemeralFrame(conversation_id, "presence", side, person_id, None, active=active)
